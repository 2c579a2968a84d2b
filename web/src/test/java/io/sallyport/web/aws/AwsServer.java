// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.account.RootUser;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.store.KeyRotation;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import io.sallyport.web.SallyportServer;
import io.sallyport.web.http.FederationConfig;
import io.sallyport.web.http.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The whole server in this process, on a free port, at a time of the test's choice; AWS's SDK as its client. */
final class AwsServer implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T12:00:05Z");

    private final SettableClock clock;
    private final SecureRandom random = new SecureRandom();
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final Path directory;
    private final KeySet keys;
    private final SqlAccounts accounts;
    private final SallyportServer server;

    AwsServer() throws IOException {
        this(directory -> FederationConfig.NONE);
    }

    /** @param federation by a directory of the test's own, where keys may lie */
    AwsServer(Function<Path, FederationConfig> federation) throws IOException {
        this(Files.createTempDirectory("sallyport-aws"), federation);
    }

    private AwsServer(Path directory, Function<Path, FederationConfig> federation) throws IOException {
        this(directory, new SettableClock(START), federation.apply(directory));
    }

    private AwsServer(Path directory, SettableClock clock, FederationConfig federation) throws IOException {
        this(
                directory,
                newKeys(directory, clock),
                clock,
                (inside, keySet) -> SqlAccounts.sqlite(inside.resolve("sallyport.db"), keySet.vault()),
                ServerConfig.loopback().with(federation));
    }

    private AwsServer(
            Path directory,
            KeySet keys,
            SettableClock clock,
            BiFunction<Path, KeySet, SqlAccounts> opening,
            ServerConfig config)
            throws IOException {
        this.directory = directory;
        this.keys = keys;
        this.clock = clock;
        this.accounts = opening.apply(directory, keys);
        this.server = SallyportServer.start(config, accounts, keys.tokens(), clock, random);
    }

    /** Nodes of one PostgreSQL, with one key set and one clock. */
    static List<AwsServer> nodes(TestPostgres database, int count) throws IOException {
        return nodes(database, count, ServerConfig.loopback());
    }

    /** The same, in which all nodes are told the same of themselves. */
    static List<AwsServer> nodes(TestPostgres database, int count, ServerConfig config) throws IOException {
        Path directory = Files.createTempDirectory("sallyport-aws");
        SettableClock clock = new SettableClock(START);
        KeySet keys = newKeys(directory, clock);
        List<AwsServer> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(new AwsServer(
                    i == 0 ? directory : Files.createTempDirectory("sallyport-aws"),
                    keys,
                    clock,
                    (none, keySet) -> database.open(keySet),
                    config));
        }
        return nodes;
    }

    private static KeySet newKeys(Path directory, SettableClock clock) throws IOException {
        KeySet.create(directory.resolve("keys"), START);
        return KeySet.load(directory.resolve("keys"), clock);
    }

    /** An account with an administrator, and a key each for her and for root. */
    record TestAccount(AccountId id, AwsCredentials root, AwsCredentials admin) {
        String arn(String resource) {
            return "arn:aws:iam::" + id + ":" + resource;
        }
    }

    /** A fresh account, so that tests which share a server do not meet. */
    TestAccount account() {
        return account(new AccountId(String.format(Locale.ROOT, "%012d", random.nextLong(1_000_000_000_000L))));
    }

    TestAccount account(AccountId id) {
        RootUser root = new RootUser(UniqueId.ofRoot(id), new EmailAddress("root-" + id + "@example.com"), START);
        Ids ids = new Ids(random);
        User admin = new User(
                ids.unique(UniqueId.Prefix.AIDA, id), new UserName("admin"), EntityPath.ROOT, clock.instant(), null);
        return accounts.open(id, Optional.empty(), root, account -> {
            account.users().add(admin);
            account.policies().attach(admin.id(), AccountSetup.ADMINISTRATOR_ACCESS);
            SecretAccessKey rootSecret = SecretAccessKey.generate(random);
            AccessKey rootKey = new AccessKey(ids.accessKey(id), root.id(), true, START);
            account.accessKeys().add(rootKey, rootSecret);
            SecretAccessKey adminSecret = SecretAccessKey.generate(random);
            AccessKey adminKey = new AccessKey(ids.accessKey(id), admin.id(), true, START);
            account.accessKeys().add(adminKey, adminSecret);
            return new TestAccount(id, credentials(rootKey, rootSecret), credentials(adminKey, adminSecret));
        });
    }

    private static AwsCredentials credentials(AccessKey key, SecretAccessKey secret) {
        return AwsBasicCredentials.create(key.id().value(), secret.reveal());
    }

    static AwsCredentials credentials(software.amazon.awssdk.services.iam.model.AccessKey key) {
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    static AwsCredentials credentials(Credentials session) {
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    SettableClock clock() {
        return clock;
    }

    Path directory() {
        return directory;
    }

    URI uri() {
        return server.uri();
    }

    SqlAccounts accounts() {
        return accounts;
    }

    KeyRotation rotation() {
        return new KeyRotation(directory.resolve("keys"), clock);
    }

    KeySet keys() {
        return keys;
    }

    IamClient iam(AwsCredentials caller) {
        return iam(StaticCredentialsProvider.create(caller));
    }

    /** Whoever the provider says, at each call. */
    IamClient iam(AwsCredentialsProvider caller) {
        return configured(IamClient.builder(), caller).httpClient(http).build();
    }

    StsClient sts(AwsCredentials caller) {
        return configured(StsClient.builder(), StaticCredentialsProvider.create(caller))
                .httpClient(http)
                .build();
    }

    /** A client that signs nothing. */
    StsClient stsOfNobody() {
        return StsClient.builder()
                .endpointOverride(uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new AnswersRecorder())
                        .build())
                .build();
    }

    /** The SDK deprecates its own attributes for signers; for the time of signing it has no other setting. */
    @SuppressWarnings("deprecation")
    private <B extends AwsClientBuilder<B, ?>> B configured(B builder, AwsCredentialsProvider caller) {
        return builder.endpointOverride(uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(caller)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new AnswersRecorder())
                        .putExecutionAttribute(AwsSignerExecutionAttribute.SIGNING_CLOCK, clock)
                        .build());
    }

    /** Stops serving, after which all that was noted is written; the store stays open. */
    void stop() {
        server.close();
    }

    /** Changes a row behind the server's back, for states that no bound action leads to. */
    void sql(String statement, String value) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + directory.resolve("sallyport.db") + "?busy_timeout=10000");
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setString(1, value);
            if (prepared.executeUpdate() != 1) {
                throw new IllegalStateException("no such row: " + value);
            }
        }
    }

    @Override
    public void close() throws IOException {
        // What AWS's SDK learnt of this server's time from its answers it would keep for all others.
        SdkGlobalTime.setGlobalTimeOffset(0);
        http.close();
        server.close();
        accounts.close();
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(directory)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }
}
