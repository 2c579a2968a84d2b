// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.account.Attempts;
import io.sallyport.core.account.KeyUses;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessAdvisorUsageGranularityType;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;
import software.amazon.awssdk.services.iam.model.TrackedActionLastAccessed;
import software.amazon.awssdk.services.iam.model.User;

/** {@code kill -9} under calls: what {@link Attempts} forgets is of the last second, and nothing else is forgotten. */
@Tag("slow")
class KilledWhileCountingTest {
    /** Times are whole seconds, and a writing takes a moment. */
    private static final Duration MOST_FORGOTTEN = KeyUses.INTERVAL.plusSeconds(2);

    private static final Duration UNDER_CALLS = Duration.ofSeconds(3);

    @TempDir
    private Path directory;

    private final Set<String> created = new TreeSet<>();
    private Instant lastAnswered = Instant.EPOCH;

    /** Calls until nobody answers; another thread kills the server after a while. */
    private void callUntilKilled(Packaged.Served served, AwsCredentials who, int round) throws Exception {
        Instant end = Instant.now().plus(UNDER_CALLS);
        Thread killer = new Thread(() -> {
            while (Instant.now().isBefore(end)) {
                Thread.onSpinWait();
            }
            try {
                served.kill();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        killer.start();
        try (IamClient iam = Packaged.iam(served.uri(), who)) {
            for (int i = 0; ; i++) {
                iam.getUser(in -> in.userName("tyler"));
                lastAnswered = Instant.now();
                String name = "user-" + round + "-" + i;
                if (i % 10 == 0) {
                    iam.createUser(in -> in.userName(name));
                    created.add(name);
                }
            }
        } catch (SdkException killed) {
            assertThat(created).isNotEmpty();
        }
        killer.join();
    }

    private Instant lastRecorded(URI server, AwsCredentials who, String arn) {
        try (IamClient iam = Packaged.iam(server, who)) {
            String job = iam.generateServiceLastAccessedDetails(
                            in -> in.arn(arn).granularity(AccessAdvisorUsageGranularityType.ACTION_LEVEL))
                    .jobId();
            return iam.getServiceLastAccessedDetails(in -> in.jobId(job).maxItems(1000)).servicesLastAccessed().stream()
                    .filter(service -> service.serviceNamespace().equals("iam"))
                    .map(ServiceLastAccessed::trackedActionsLastAccessed)
                    .flatMap(actions -> actions.stream())
                    .filter(action -> action.actionName().equals("GetUser"))
                    .map(TrackedActionLastAccessed::lastAccessedTime)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Set<String> users(URI server, AwsCredentials who) {
        try (IamClient iam = Packaged.iam(server, who)) {
            return new TreeSet<>(iam.listUsersPaginator().users().stream()
                    .map(User::userName)
                    .toList());
        }
    }

    private void assertForgetsASecondAtMost(Packaged product) throws Exception {
        JsonNode shown = product.init();
        AwsCredentials tyler = Packaged.administrator(shown);
        String arn = "arn:aws:iam::" + shown.get("AccountId").asText() + ":user/tyler";
        for (int round = 0; round < 3; round++) {
            try (Packaged.Served served = product.serve()) {
                callUntilKilled(served, tyler, round);
            }
            try (Packaged.Served served = product.serve()) {
                assertThat(lastRecorded(served.uri(), tyler, arn)).isAfter(lastAnswered.minus(MOST_FORGOTTEN));
                assertThat(users(served.uri(), tyler)).containsAll(created);
            }
        }
    }

    @Test
    @Timeout(300)
    void onSqlite() throws Exception {
        Packaged product = new Packaged(directory);
        assertForgetsASecondAtMost(product);
        new StoredRows(product.data().resolve("sallyport.db")).assertWhole();
    }

    @Test
    @Timeout(300)
    void onPostgres() throws Exception {
        try (TestPostgres database = new TestPostgres()) {
            assertForgetsASecondAtMost(new Packaged(directory, database));
        }
    }
}
