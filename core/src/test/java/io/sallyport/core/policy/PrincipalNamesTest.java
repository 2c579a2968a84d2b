// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class PrincipalNamesTest {
    @Test
    void everyOtherCharacterStays() {
        String document = """
                {
                  "Version": "2012-10-17",\t"Id": "a",
                  "Statement": [
                    {"Sid": "a", "Effect": "Allow", "Principal": {"AWS": "a", "Service": "a"}, "Action": "a"},
                    {"Effect" : "Deny", "NotPrincipal" : {"AWS" : [ "é\\u0061" , "b", "a" ]},
                     "Condition": {"StringEquals": {"AWS": "a", "Principal": "a"}}}
                  ]
                }
                """;
        assertThat(PrincipalNames.replace(document, name -> name.equals("a") ? "x\"y" : name))
                .isEqualTo(document.replace("\"AWS\": \"a\", \"Service\"", "\"AWS\": \"x\\\"y\", \"Service\"")
                        .replace("\"b\", \"a\" ]", "\"b\", \"x\\\"y\" ]"));
        assertThat(PrincipalNames.replace(document, name -> name)).isEqualTo(document);
        assertThat(PrincipalNames.replace(document, name -> name.toUpperCase(Locale.ROOT)))
                .contains("[ \"ÉA\" , \"B\", \"A\" ]");
    }

    @Test
    void aStatementMayStandAlone() {
        assertThat(PrincipalNames.replace("{\"Statement\":{\"Principal\":{\"AWS\":[\"a\"]}}}", name -> "b"))
                .isEqualTo("{\"Statement\":{\"Principal\":{\"AWS\":[\"b\"]}}}");
        assertThat(PrincipalNames.replace("{\"Statement\":[{\"Principal\":\"*\"}]}", name -> "b"))
                .isEqualTo("{\"Statement\":[{\"Principal\":\"*\"}]}");
    }
}
