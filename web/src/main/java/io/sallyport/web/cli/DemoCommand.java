// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import io.sallyport.web.SallyportServer;
import io.sallyport.web.cli.demo.Demo;
import io.sallyport.web.cli.demo.DemoFailed;
import io.sallyport.web.http.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "The main job from nothing: a fresh account, a server, a simulated app, fob and key, and a policy"
                + " that asks for them; one line for each step with what it proved.")
final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(names = "--exit", description = "Stop when the last step has held, instead of serving on.")
    private boolean exit;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sallyport-demo");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
        Path keys = directory.resolve("keys.json");
        KeySet.create(keys);
        KeySet keySet = KeySet.load(keys);
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        AccountSetup setup = NewAccountOptions.setup();
        AccountId id = setup.newAccountId();
        AccountSetup.Wanted wanted = new AccountSetup.Wanted(
                id,
                Optional.of(new AccountAlias("demo")),
                new EmailAddress("root@" + id + ".invalid"),
                new UserName("admin"));
        try (SqlAccounts accounts = SqlAccounts.sqlite(directory.resolve("sallyport.db"), keySet.vault())) {
            AccountSetup.Secrets secrets = setup.open(accounts, wanted);
            try (SallyportServer server =
                    SallyportServer.start(ServerConfig.loopback(), accounts, keySet.tokens(), clock, random)) {
                PrintWriter out = spec.commandLine().getOut();
                Demo demo = new Demo(out, server.uri(), server.origin(), id, secrets);
                tell(demo);
                if (!exit) {
                    stayUp(out, server.origin(), demo.hireForKiosk());
                }
            }
        }
        return 0;
    }

    private static void tell(Demo demo) throws IOException, InterruptedException {
        try {
            demo.run();
        } catch (DemoFailed failed) {
            throw new Refused(String.valueOf(failed.getMessage()), failed);
        }
    }

    private static void stayUp(PrintWriter out, URI origin, String password) throws InterruptedException {
        out.println();
        out.println("Your turn, with a real phone: " + origin + "/kiosk");
        out.println("account demo, user guest, password " + password);
        out.println("Ctrl-C stops the server and removes the account.");
        out.flush();
        new CountDownLatch(1).await();
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            System.err.println("left behind: " + directory + " (" + left.getMessage() + ")");
        }
    }
}
