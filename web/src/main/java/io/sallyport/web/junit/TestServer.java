// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import io.sallyport.simulators.junit.SettableClock;
import io.sallyport.web.SallyportServer;
import io.sallyport.web.http.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A whole server on a free port of this machine, with an account of its own: root, an administrator with an access key,
 * and nobody else. It keeps what it knows in a directory that goes with it, and takes the time from the test.
 *
 * <p>AWS's programs sign with the machine's time: before they are used the test sets the clock to {@code Instant.now()}, and
 * after a {@link #reset} again. No maker's attestation is believed.
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
    private final Data data;
    private final KeySet keys;
    private final AccountSetup.Secrets secrets;
    private Accounts accounts;
    private SallyportServer server;
    private Instant snapshotTaken;

    private TestServer(SettableClock clock, Data data) throws IOException {
        this.clock = clock;
        this.data = data;
        Path keyFile = data.keys();
        KeySet.create(keyFile);
        keys = KeySet.load(keyFile);
        accounts = SqlAccounts.sqlite(data.store(), keys.vault());
        secrets = furnish();
        accounts.close();
        data.keep();
        snapshotTaken = clock.instant();
        accounts = SqlAccounts.sqlite(data.store(), keys.vault());
        server = SallyportServer.start(ServerConfig.loopback(), accounts, keys.tokens(), clock, random);
    }

    static TestServer start(SettableClock clock) throws IOException {
        Data data = Data.inNewDirectory();
        try {
            return new TestServer(clock, data);
        } catch (IOException | RuntimeException e) {
            data.delete();
            throw e;
        }
    }

    /** The generated passwords may stay: people of tests are not asked to change them first. */
    private AccountSetup.Secrets furnish() {
        Passwords passwords = new Passwords(random, PASSWORDS_AT_ONCE);
        AccountSetup.Secrets made = new AccountSetup(passwords, random, clock)
                .open(accounts, new AccountSetup.Wanted(ACCOUNT, Optional.of(ALIAS), ROOT_EMAIL, ADMINISTRATOR));
        accounts.write(ACCOUNT, account -> {
            UniqueId administrator = account.users().require(ADMINISTRATOR).id();
            for (UniqueId owner : List.of(UniqueId.ofRoot(ACCOUNT), administrator)) {
                Password known = owner.equals(administrator) ? made.administrator() : made.root();
                account.loginProfiles().change(owner, passwords.hash(known), false, clock.instant(), 0);
            }
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

    /** The passwords of root and {@link #ADMINISTRATOR}, and the administrator's access key. */
    public AccountSetup.Secrets secrets() {
        return secrets;
    }

    /** Remembers all that the server knows now, and the time, for {@link #reset}. It is away for a second or two. */
    public void snapshot() throws IOException {
        stop();
        data.keep();
        snapshotTaken = clock.instant();
        startAgain();
    }

    /** Back to the last snapshot, or to the beginning. What came since is gone; signed-in sessions of before live again. */
    public void reset() throws IOException {
        stop();
        data.giveBack();
        clock.set(snapshotTaken);
        startAgain();
    }

    private void stop() {
        server.close();
        accounts.close();
    }

    private void startAgain() throws IOException {
        accounts = SqlAccounts.sqlite(data.store(), keys.vault());
        ServerConfig same = ServerConfig.loopback().withPort(server.uri().getPort());
        server = SallyportServer.start(same, accounts, keys.tokens(), clock, random);
    }

    @Override
    public void close() throws IOException {
        stop();
        data.delete();
    }
}
