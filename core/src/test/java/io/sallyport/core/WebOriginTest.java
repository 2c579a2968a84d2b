// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebOriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://iam.example.org, https://iam.example.org",
        "HTTPS://IAM.Example.org, https://iam.example.org",
        "https://iam.example.org:443, https://iam.example.org",
        "https://iam.example.org:8443/path, https://iam.example.org:8443",
        "http://localhost:80, http://localhost",
        "http://localhost:443, http://localhost:443",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void isAsBrowsersWriteIt(URI typed, URI written) {
        assertThat(WebOrigin.of(typed)).isEqualTo(written);
    }
}
