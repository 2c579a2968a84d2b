// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

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

    /** An app that nobody has enabled. */
    VirtualMFADevice newApp(String name) {
        return iam.createVirtualMFADevice(in -> in.virtualMFADeviceName(name)).virtualMFADevice();
    }

    /** The request that makes an app somebody's now, by the code of the step before and this one's. */
    EnableMfaDeviceRequest.Builder enabling(VirtualMFADevice app, String userName, EnableMfaDeviceRequest.Builder in) {
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        return in.userName(userName)
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes.at(server.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes.at(server.clock().instant()));
    }

    VirtualMFADevice enabledApp(String userName, String name) {
        VirtualMFADevice app = newApp(name);
        iam.enableMFADevice(in -> enabling(app, userName, in));
        return app;
    }

    /** A user who may do nothing, and a key of hers. */
    AwsCredentials newUser(String name) {
        iam.createUser(in -> in.userName(name));
        return AwsServer.credentials(
                iam.createAccessKey(in -> in.userName(name)).accessKey());
    }
}
