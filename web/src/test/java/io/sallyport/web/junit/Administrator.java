// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.AccountSetup;
import io.sallyport.simulators.junit.TestKey;
import io.sallyport.web.cli.signin.Person;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.User;

/** What the administrator of a test's server does, by Amazon's SDK as it comes and by a browser. */
record Administrator(TestServer server) {
    static final String NAME = TestServer.ADMINISTRATOR.toString();

    List<String> users() {
        try (IamClient iam = iam()) {
            return iam.listUsers().users().stream().map(User::userName).toList();
        }
    }

    void create(String name) {
        try (IamClient iam = iam()) {
            iam.createUser(request -> request.userName(name));
        }
    }

    /** Signed in by her password. */
    Person inABrowser() throws IOException, InterruptedException {
        Person person = Person.user(
                server.origin(),
                TestServer.ALIAS.toString(),
                NAME,
                server.secrets().administrator().reveal());
        assertThat(person.enterPassword().text("status")).isEqualTo("SIGNED_IN");
        return person;
    }

    /** What the server says to her new key. */
    Person.Reply enrol(TestKey key) throws IOException, InterruptedException {
        return enrol("keyring", key::register);
    }

    /** @param key takes options and origin, and gives the credential */
    Person.Reply enrol(String name, BinaryOperator<String> key) throws IOException, InterruptedException {
        Person person = inABrowser();
        Person.Reply begun = person.device(Map.of("type", "key"));
        String options = begun.json().get("publicKey").toString();
        return person.finishKey(begun, name, key.apply(options, server.origin().toString()));
    }

    GetMfaDeviceResponse onlyDevice() {
        try (IamClient iam = iam()) {
            String serial = iam.listMFADevices().mfaDevices().get(0).serialNumber();
            return iam.getMFADevice(request -> request.serialNumber(serial).userName(NAME));
        }
    }

    private IamClient iam() {
        AccountSetup.Secrets secrets = server.secrets();
        return IamClient.builder()
                .endpointOverride(server.origin())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        secrets.accessKey().id().toString(),
                        secrets.secretAccessKey().reveal())))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
