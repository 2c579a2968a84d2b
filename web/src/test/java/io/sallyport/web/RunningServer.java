// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.credential.PasswordPolicies;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventQuery;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.web.api.Route;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import io.sallyport.web.http.ServerConfig;
import io.sallyport.web.metrics.MetricsAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkGlobalTime;

/** A whole server on a free port, with SQLite in a directory of the test's, one account, and a clock to set. */
public final class RunningServer implements AutoCloseable {
    public static final AccountId ACCOUNT = new AccountId("051826736434");
    public static final String ALIAS = "acme";
    public static final String ROOT_EMAIL = "root@example.org";

    /** The administrator that the account begins with; her password must be changed at first sign-in. */
    public static final String ADMINISTRATOR = "tyler";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T09:00:10Z"));
    private final Passwords passwords = new Passwords(RANDOM, 2);
    private final Path directory;
    private final ServerConfig config;
    private final Function<InstantSource, AttestationTrust> trust;
    private final AccountSetup.Secrets secrets;
    private Accounts accounts;
    private SallyportServer server;

    private RunningServer(Path directory, ServerConfig config, Function<InstantSource, AttestationTrust> trust)
            throws IOException {
        this.directory = directory;
        this.config = config;
        this.trust = trust;
        KeySet.create(directory.resolve("keys.json"));
        KeySet keySet = keySet();
        accounts = open(keySet);
        secrets = new AccountSetup(passwords, RANDOM, clock())
                .open(
                        accounts,
                        new AccountSetup.Wanted(
                                ACCOUNT,
                                Optional.of(new AccountAlias(ALIAS)),
                                new EmailAddress(ROOT_EMAIL),
                                new UserName(ADMINISTRATOR)));
        server = start(keySet, config);
    }

    private KeySet keySet() throws IOException {
        return KeySet.load(directory.resolve("keys.json"));
    }

    private Accounts open(KeySet keySet) {
        return SqlAccounts.sqlite(directory.resolve("sallyport.db"), keySet.vault());
    }

    private SallyportServer start(KeySet keySet, ServerConfig where) throws IOException {
        return SallyportServer.start(
                where,
                EventLogConfig.standard(),
                accounts,
                keySet.tokens(),
                clock(),
                RANDOM,
                MetricsAccess.loopback(),
                trust.apply(clock()));
    }

    /** Ends it and starts another on the same port, which has nothing but the same files. */
    public void restart() throws IOException {
        ServerConfig there = config.withPort(server.uri().getPort());
        close();
        KeySet keySet = keySet();
        accounts = open(keySet);
        server = start(keySet, there);
    }

    public static RunningServer in(Path directory) throws IOException {
        return in(directory, ServerConfig.loopback());
    }

    public static RunningServer in(Path directory, ServerConfig config) throws IOException {
        return new RunningServer(directory, config, clock -> AttestationTrust.none());
    }

    /** @param trust whose security keys it believes, by the server's clock */
    public static RunningServer in(Path directory, Function<InstantSource, AttestationTrust> trust) throws IOException {
        return new RunningServer(directory, ServerConfig.loopback(), trust);
    }

    /** What a browser calls it. */
    public URI origin() {
        return URI.create(
                server.uri().getScheme() + "://localhost:" + server.uri().getPort());
    }

    public InstantSource clock() {
        return now::get;
    }

    public void advance(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    public AccountSetup.Secrets secrets() {
        return secrets;
    }

    /** What the account's log says, the newest first. */
    public List<JsonNode> events() {
        return accounts.read(ACCOUNT, account -> account.events().lookup(EventQuery.newest(1000))).stream()
                .map(Event::json)
                .toList();
    }

    public List<Route> apiRoutes() {
        return server.apiRoutes();
    }

    Actions<Call> actions() {
        return server.actions();
    }

    /** Adds a user who may do nothing, with a password of her own choice. */
    public void addUser(String name, String password) {
        UniqueId id = new Ids(RANDOM).unique(UniqueId.Prefix.AIDA, ACCOUNT);
        Instant created = clock().instant();
        LoginProfile profile = new LoginProfile(id, passwords.hash(Password.of(password)), false, created);
        accounts.write(ACCOUNT, account -> {
            account.users().add(new User(id, new UserName(name), EntityPath.ROOT, created, null));
            account.loginProfiles().add(profile, name);
            return true;
        });
    }

    /** Changes what the account asks of passwords. */
    public void passwords(Consumer<PasswordPolicies> change) {
        accounts.write(ACCOUNT, account -> {
            change.accept(account.passwordPolicies());
            return true;
        });
    }

    /** As an administrator does. */
    public void givePassword(String user, String password) {
        PasswordHash hash = passwords.hash(Password.of(password));
        accounts.write(ACCOUNT, account -> {
            UniqueId owner = account.users().require(new UserName(user)).id();
            account.loginProfiles().change(owner, hash, false, clock().instant(), 0);
            return true;
        });
    }

    /** Writes a policy of one statement on all resources. */
    public void put(String user, String effect, String action) {
        putStatements(user, "{\"Effect\":\"" + effect + "\",\"Action\":\"" + action + "\",\"Resource\":\"*\"}");
    }

    /** Writes a policy of these statements, over the one before. */
    public void putStatements(String user, String statements) {
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
        accounts.write(ACCOUNT, account -> {
            UniqueId holder = account.users().require(new UserName(user)).id();
            account.policies().put(holder, new PolicyName("test"), document, document.length(), 2048);
            return true;
        });
    }

    /** Changes something behind the server's back. */
    public void change(Consumer<Account> work) {
        accounts.write(ACCOUNT, account -> {
            work.accept(account);
            return true;
        });
    }

    /** Puts a fob into stock. */
    public void stock(CodeDevice fob, OtpSeed seed) {
        accounts.write(ACCOUNT, account -> {
            account.mfaDevices().add(fob, seed);
            return true;
        });
    }

    @Override
    public void close() {
        // As AwsServer does.
        SdkGlobalTime.setGlobalTimeOffset(0);
        server.close();
        accounts.close();
    }
}
