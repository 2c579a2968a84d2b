// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.simulators.fido.metadata.MetadataBlob;
import io.sallyport.simulators.junit.SettableClock;
import io.sallyport.simulators.junit.TestMaker;
import io.sallyport.web.EventLogConfig;
import io.sallyport.web.SallyportServer;
import io.sallyport.web.http.ServerConfig;
import io.sallyport.web.metrics.MetricsAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A whole server on a free port of this machine, with an account of its own: root, an administrator with an access key,
 * and nobody else. It keeps what it knows in a directory that goes with it, and takes the time from the test. It believes
 * the attestation of the test's own keys ({@link TestMaker}), as {@code serve --trust-simulators} does, and nobody else's.
 *
 * <p>AWS's SDK for Java may be used at any time of the test's clock: an answer's {@code Date} tells it that its own time is
 * wrong, and it signs again by the server's. AWS's command line and boto3 do not: for them the test sets the clock to {@code
 * Instant.now()} first, and after a {@link #reset} again.
 */
public final class TestServer implements AutoCloseable {
    public static final AccountId ACCOUNT = new AccountId("051826736434");
    public static final AccountAlias ALIAS = new AccountAlias("acme");
    public static final EmailAddress ROOT_EMAIL = new EmailAddress("root@example.org");
    public static final UserName ADMINISTRATOR = new UserName("admin");

    /** At a time; a test's server has few guests. */
    private static final int PASSWORDS_AT_ONCE = 2;

    private final SecureRandom random = new SecureRandom();
    private final SettableClock clock;
    private final TestMaker maker;
    private final Data data;
    private final KeySet keys;
    private final AccountSetup.Secrets secrets;
    private Optional<MetadataBlob> metadata = Optional.empty();
    private Snapshot last;
    private Accounts accounts;
    private SallyportServer server;

    private TestServer(SettableClock clock, TestMaker maker, Data data) throws IOException {
        this.clock = clock;
        this.maker = maker;
        this.data = data;
        Path keyFile = data.keys();
        KeySet.create(keyFile);
        keys = KeySet.load(keyFile);
        try (Accounts empty = open()) {
            secrets = furnish(empty);
        }
        last = copy();
        accounts = open();
        server = listen(0);
    }

    static TestServer start(SettableClock clock, TestMaker maker) throws IOException {
        Data data = Data.inNewDirectory();
        try {
            return new TestServer(clock, maker, data);
        } catch (IOException | RuntimeException e) {
            data.delete();
            throw e;
        }
    }

    /** The generated passwords may stay: people of tests are not asked to change them first. */
    private AccountSetup.Secrets furnish(Accounts empty) {
        AccountSetup.Secrets made = new AccountSetup(new Passwords(random, PASSWORDS_AT_ONCE), random, clock)
                .open(empty, new AccountSetup.Wanted(ACCOUNT, Optional.of(ALIAS), ROOT_EMAIL, ADMINISTRATOR));
        empty.write(ACCOUNT, account -> {
            account.loginProfiles().requireChange(UniqueId.ofRoot(ACCOUNT), false);
            account.loginProfiles()
                    .requireChange(account.users().require(ADMINISTRATOR).id(), false);
            return true;
        });
        return made;
    }

    /** What a browser calls it, and what {@code --endpoint-url} takes; the same for as long as it lives. */
    public URI origin() {
        return server.origin();
    }

    public SettableClock clock() {
        return clock;
    }

    /** Whose keys it takes for attested. */
    public TestMaker maker() {
        return maker;
    }

    /** The passwords of root and {@link #ADMINISTRATOR}, and the administrator's access key. */
    public AccountSetup.Secrets secrets() {
        return secrets;
    }

    /**
     * Tells it what there is to know of models: what they are certified as, which are revoked. It forgets what it was told
     * before. It is away for a moment.
     *
     * @param blob of {@link #maker}
     */
    public void publish(MetadataBlob blob) throws IOException {
        int port = stop();
        metadata = Optional.of(blob);
        startAgain(port);
    }

    /** Remembers all that the server knows now, and the time, for {@link #reset}. It is away for a moment. */
    public void snapshot() throws IOException {
        int port = stop();
        last = copy();
        startAgain(port);
    }

    /**
     * Back to the last snapshot, or to the beginning, the clock with it. What came since is gone; signed-in sessions of
     * before live again. It is away for a moment.
     */
    public void reset() throws IOException {
        resetTo(last);
    }

    void resetTo(Snapshot then) throws IOException {
        int port = stop();
        data.giveBack(then.store());
        metadata = then.metadata();
        last = then;
        clock.set(then.taken());
        startAgain(port);
    }

    Snapshot lastSnapshot() {
        return last;
    }

    private Snapshot copy() throws IOException {
        return new Snapshot(data.copy(), clock.instant(), metadata);
    }

    private int stop() {
        int port = server.uri().getPort();
        server.close();
        accounts.close();
        return port;
    }

    private void startAgain(int port) throws IOException {
        accounts = open();
        server = listen(port);
    }

    private Accounts open() {
        return SqlAccounts.sqlite(data.store(), keys.vault());
    }

    private SallyportServer listen(int port) throws IOException {
        ServerConfig config = new ServerConfig(
                "127.0.0.1", port, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), true);
        return SallyportServer.start(
                config,
                EventLogConfig.standard(),
                accounts,
                keys.tokens(),
                clock,
                random,
                MetricsAccess.loopback(),
                trust());
    }

    /** Signed anew, so that it is never out of date. */
    private AttestationTrust trust() throws IOException {
        AttestationTrust trust = AttestationTrust.of(Set.of(maker.root()), clock);
        if (metadata.isEmpty()) {
            return trust;
        }
        Path file = Files.writeString(data.metadata(), metadata.get().sign());
        return trust.withMetadata(file, Set.of(maker.root()));
    }

    @Override
    public void close() throws IOException {
        stop();
        data.delete();
    }
}
