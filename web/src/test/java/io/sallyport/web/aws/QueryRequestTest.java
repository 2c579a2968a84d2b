// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRequestTest {
    private static QueryRequest parse(String body) {
        return QueryRequest.parse(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void refuses(byte[] body, int status, String code) {
        assertThatThrownBy(() -> QueryRequest.parse(body))
                .asInstanceOf(InstanceOfAssertFactories.type(WireException.class))
                .extracting(WireException::error)
                .satisfies(error -> {
                    assertThat(error.status()).isEqualTo(status);
                    assertThat(error.code()).isEqualTo(code);
                });
    }

    @Test
    void keepsParametersInOrder() {
        assertThat(parse("Version=2010-05-08&UserName=%E6%BC%A2+%2B&Action=GetUser&Empty=&Bare&a%3Db=c%26d")
                        .parameters())
                .containsExactly(
                        java.util.Map.entry("Version", "2010-05-08"),
                        java.util.Map.entry("UserName", "漢 +"),
                        java.util.Map.entry("Action", "GetUser"),
                        java.util.Map.entry("Empty", ""),
                        java.util.Map.entry("Bare", ""),
                        java.util.Map.entry("a=b", "c&d"));
    }

    @Test
    void acceptsRawUtf8() {
        assertThat(QueryRequest.parse("UserName=é".getBytes(StandardCharsets.UTF_8))
                        .parameter("UserName"))
                .contains("é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%2",
                "a=%zz",
                "a=%-1",
                "a=%FF",
                "a=%C3",
                "a=%ED%A0%80",
                "a=%C0%80",
                "%FF=a",
                "a=\u00ff",
                "=a",
                "a=1&a=2",
                "a=1&%61=1"
            })
    void refusesWhatCannotBeRead(String body) {
        refuses(body.getBytes(StandardCharsets.ISO_8859_1), 400, "MalformedQueryString");
    }

    @Test
    void refusesBodiesBeyondOneMebibyte() {
        refuses(new byte[QueryRequest.MAX_BODY + 1], 413, "RequestEntityTooLarge");
        assertThat(parse("a=" + "x".repeat(QueryRequest.MAX_BODY - 2)).parameter("a"))
                .isPresent();
    }

    @Test
    void refusesMoreParametersThanAnyActionTakes() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i <= 20_000; i++) {
            body.append("p").append(i).append("=&");
        }
        refuses(body.toString().getBytes(StandardCharsets.US_ASCII), 400, "MalformedQueryString");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Version=2010-05-08", "Action=&Version=2010-05-08"})
    void saysThatTheActionIsMissing(String body) {
        assertThatThrownBy(() -> parse(body).action())
                .asInstanceOf(InstanceOfAssertFactories.type(WireException.class))
                .extracting(WireException::error)
                .isEqualTo(WireError.sender(400, "MissingAction", "Missing Action"));
    }

    @Test
    void printsNamesOnly() {
        assertThat(parse("Password=canary")).hasToString("QueryRequest[Password]");
    }
}
