// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;

/** A server for the class, and for each test a fresh account on it with its administrator's client. */
abstract class ServedAccount {
    static AwsServer server;

    AwsServer.TestAccount account;
    IamClient iam;

    @BeforeAll
    static void start() throws IOException {
        server = new AwsServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void openAccount() {
        account = server.account();
        iam = server.iam(account.admin());
    }

    /** A user who may do nothing, and a key of hers. */
    AwsCredentials newUser(String name) {
        iam.createUser(in -> in.userName(name));
        return AwsServer.credentials(
                iam.createAccessKey(in -> in.userName(name)).accessKey());
    }
}
