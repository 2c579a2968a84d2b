// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.PolicyType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of the kinds that AWS's guides recommend: there is nothing to be said about them. */
class SensibleDocumentsTest {
    @ParameterizedTest
    @CsvSource({
        "abac, IDENTITY",
        "boundary, BOUNDARY",
        "bucket, RESOURCE",
        "kms, RESOURCE",
        "oidc, TRUST",
        "perimeter, RESOURCE_CONTROL",
        "region, SERVICE_CONTROL"
    })
    void nothingIsSaidOf(String name, PolicyType type) throws IOException {
        String resource = "sensible-" + name + ".json";
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(resource), resource)) {
            assertThat(Advised.document(type, new String(in.readAllBytes(), UTF_8)))
                    .isEmpty();
        }
    }
}
