// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Every operation of both SDK clients goes through the genuine client and our codec and comes back equal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripTest {
    private static final int ROUNDS = 6;

    private final LoopbackHttpClient http = new LoopbackHttpClient();
    private final StaticCredentialsProvider credentials =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret"));
    private final IamClient iam = IamClient.builder()
            .httpClient(http)
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(credentials)
            .build();
    private final StsClient sts = StsClient.builder()
            .httpClient(http)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();

    record Operation(SdkClient client, Method method) {
        Class<?> requestType() {
            return method.getParameterTypes()[0];
        }

        @Override
        public String toString() {
            return client.serviceName() + ":" + method.getName();
        }
    }

    private Stream<Operation> operations() {
        return Stream.concat(operations(iam, IamClient.class), operations(sts, StsClient.class));
    }

    private static Stream<Operation> operations(SdkClient client, Class<?> type) {
        return SdkOperations.of(type).map(method -> new Operation(client, method));
    }

    @Test
    void coversEveryOperationOfBothClients() {
        assertThat(operations()).hasSize(191);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void requestAndResponseComeBackEqual(Operation operation) throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomPojo random = new RandomPojo(new Random(seed), seed == 0);
            SdkPojo request = random.fill(operation.requestType());
            SdkPojo response = random.fill(operation.method().getReturnType());
            List<SdkPojo> received = new ArrayList<>();
            http.answer = body -> {
                QueryRequest query = QueryRequest.parse(body);
                received.add(QueryReader.read(query, request.getClass()));
                Api api = Api.ofVersion(query.version()).orElseThrow();
                assertThat(api).isEqualTo(Api.ofRequest(request.getClass()));
                return XmlWriter.response(api, query.action(), response, "6c8f7b1e-0000-4000-8000-000000000001");
            };

            Object answer = operation.method().invoke(operation.client(), request);

            assertThat(received).singleElement().matches(request::equalsBySdkFields, "equals " + request);
            assertThat((SdkPojo) answer).matches(response::equalsBySdkFields, "equals " + response);
        }
    }

    @AfterAll
    void close() {
        iam.close();
        sts.close();
    }
}
