// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.aws.RawRequest.Reply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** However many ask at once, and at however many servers: a code opens one session. */
@Tag("slow")
class OneCodeOneSessionTest {
    private static final int REQUESTS = 64;

    @TempDir
    private Path directory;

    private static void assertOneOf(List<URI> servers, AwsCredentials who) throws Exception {
        VirtualMFADevice app;
        AppCodes codes;
        try (IamClient iam = Packaged.iam(servers.get(0), who)) {
            app = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("phone"))
                    .virtualMFADevice();
            codes = new AppCodes(app.base32StringSeed().asUtf8String());
            Instant now = Instant.now();
            iam.enableMFADevice(in -> in.userName("tyler")
                    .serialNumber(app.serialNumber())
                    .authenticationCode1(codes.at(now.minus(AppCodes.STEP)))
                    .authenticationCode2(codes.at(now)));
        }
        Instant now = Instant.now();
        // The next step's code is live already, and stays so when a step ends meanwhile.
        String body = "Action=GetSessionToken&Version=2011-06-15&SerialNumber=" + app.serialNumber() + "&TokenCode="
                + codes.at(now.plus(AppCodes.STEP));
        HttpMessage message = RawRequest.signed(who, now, body);

        List<Reply> replies = together(servers, message);

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .hasSize(REQUESTS - 1)
                .allSatisfy(reply -> {
                    assertThat(reply.status()).as(reply.body()).isEqualTo(403);
                    assertThat(reply.code()).isEqualTo("AccessDenied");
                });
    }

    private static List<Reply> together(List<URI> servers, HttpMessage message) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Reply>> sent = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            URI server = servers.get(i % servers.size());
            sent.add(threads.submit(() -> {
                go.await();
                return RawRequest.send(server, message);
            }));
        }
        go.countDown();
        List<Reply> replies = new ArrayList<>();
        for (Future<Reply> each : sent) {
            replies.add(each.get());
        }
        threads.shutdown();
        return replies;
    }

    @Test
    void onSqlite() throws Exception {
        Packaged product = new Packaged(directory);
        AwsCredentials tyler = Packaged.administrator(product.init());
        try (Packaged.Served served = product.serve()) {
            assertOneOf(List.of(served.uri()), tyler);
            assertThat(served.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void onTwoServersWithOnePostgres() throws Exception {
        try (TestPostgres database = new TestPostgres()) {
            Packaged product = new Packaged(directory, database);
            AwsCredentials tyler = Packaged.administrator(product.init());
            try (Packaged.Served one = product.serve();
                    Packaged.Served other = product.serve()) {
                assertOneOf(List.of(one.uri(), other.uri()), tyler);
                assertThat(one.log() + other.log()).doesNotContain("ERROR");
            }
        }
    }
}
