// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Servers like to tidy headers up; a signature covers them as they were sent. */
class SignedHeadersTest extends ServedAccount {
    @Test
    void aContentTypeIsSignedInTheCaseItWasSentIn() throws IOException, InterruptedException {
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
        AwsCredentials admin = account.admin();
        SignedClient client = new SignedClient(server.uri());
        for (String type : List.of(
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=utf-8",
                "application/x-www-form-urlencoded; charset=UTF-8",
                "application/x-www-form-urlencoded;charset=UTF-8",
                "Application/X-WWW-Form-URLencoded; Charset=Utf-8")) {
            SignedClient.Reply reply = client.post(
                    SignedClient.Keys.longTerm(admin.accessKeyId(), admin.secretAccessKey()),
                    "iam",
                    "/",
                    type,
                    "Action=GetUser&Version=2010-05-08");
            assertThat(reply.status()).as("%s: %s", type, reply.body()).isEqualTo(200);
        }
    }
}
