// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sallyport.web.cli.policy.Ink;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code --format}: how a command prints data. */
final class OutputFormat {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** For people, or one JSON document and nothing else. */
    enum Format {
        text,
        json
    }

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "How data is printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Format format;

    /** One record: a line for each member, or one object. */
    void print(PrintWriter out, Map<String, String> record) {
        if (format == Format.json) {
            printJson(out, record);
        } else {
            int width = record.keySet().stream().mapToInt(String::length).max().orElse(0);
            record.forEach((name, value) -> out.println(name + " ".repeat(width - name.length() + 2) + value));
        }
        out.flush();
    }

    /** One record, of which people want to see one member: its value alone, or one object with all. */
    void print(PrintWriter out, Map<String, String> record, String member) {
        if (format == Format.json) {
            printJson(out, record);
        } else {
            out.println(record.get(member));
        }
        out.flush();
    }

    /** Several records: a line for each, or one array. */
    void print(PrintWriter out, List<Map<String, String>> records) {
        if (format == Format.json) {
            printJson(out, records);
        } else {
            records.forEach(record -> out.println(String.join("  ", record.values())));
        }
        out.flush();
    }

    /** A report: as it prints itself for people, in colour on a terminal unless NO_COLOR is set, or as one value. */
    void print(PrintWriter out, BiConsumer<PrintWriter, Ink> text, Object json) {
        if (format == Format.json) {
            printJson(out, json);
        } else {
            text.accept(out, CommandLine.Help.Ansi.AUTO.enabled() ? Ink.COLOURED : Ink.PLAIN);
        }
        out.flush();
    }

    private static void printJson(PrintWriter out, Object value) {
        try {
            out.println(JSON.writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("maps of plain values are writable", impossible);
        }
    }
}
