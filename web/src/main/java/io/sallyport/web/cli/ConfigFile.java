// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;

/**
 * {@code serve --config FILE}: a properties file whose keys are the options' names without their dashes, such as {@code
 * trusted-proxy = 10.0.0.0/8}. What stands on the command line as well counts there; a key that is no option is refused
 * like an unknown option.
 */
final class ConfigFile {
    private static final String OPTION = "--config";

    private ConfigFile() {}

    /** The arguments with the file's content in place of its name. */
    static String[] expand(String... args) throws IOException {
        int at = Arrays.asList(args).indexOf(OPTION);
        if (at < 0 || at + 1 == args.length || !args[0].equals("serve")) {
            return args;
        }
        List<String> expanded = new ArrayList<>(Arrays.asList(args));
        Path file = Path.of(expanded.remove(at + 1));
        expanded.remove(at);
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            String option = "--" + key;
            boolean given = expanded.stream().anyMatch(arg -> arg.equals(option) || arg.startsWith(option + "="));
            if (!given) {
                expanded.add(option + "=" + properties.getProperty(key).strip());
            }
        }
        return expanded.toArray(String[]::new);
    }
}
