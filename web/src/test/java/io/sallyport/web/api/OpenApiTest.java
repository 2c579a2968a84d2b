// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest extends OneServer {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private JsonNode description() {
        Client.Answer answer = client().get("/api/openapi.json").expect(200);
        assertThat(answer.http().headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/json");
        return answer.body();
    }

    @Test
    void describesExactlyTheRoutesThatAreServed() {
        Set<String> described = new TreeSet<>();
        description()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    assertThat(METHODS).contains(method);
                    described.add(method + " " + path.getKey());
                }));
        Set<String> served = new TreeSet<>();
        for (Route route : server.apiRoutes()) {
            assertThat(served.add(route.method().name().toLowerCase(Locale.ROOT) + " " + route.path()))
                    .as("mounted once: " + route)
                    .isTrue();
        }
        assertThat(described).isEqualTo(served);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode description = description();
        assertThat(description.get("openapi").asText()).startsWith("3.1");
        Set<String> references = new TreeSet<>(description.findValuesAsText("$ref"));
        assertThat(references).hasSizeGreaterThan(20).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(description.at(reference.substring(1)).isObject())
                    .as(reference)
                    .isTrue();
        });
        for (String kind : new String[] {"schemas", "responses"}) {
            description
                    .at("/components/" + kind)
                    .fieldNames()
                    .forEachRemaining(name -> assertThat(references).contains("#/components/" + kind + "/" + name));
        }
    }

    @Test
    void everyOperationIsNamedSecuredAndAnswers() {
        JsonNode description = description();
        Set<String> names = new TreeSet<>();
        Set<String> schemes = new TreeSet<>();
        description.at("/components/securitySchemes").fieldNames().forEachRemaining(schemes::add);
        assertThat(schemes).containsExactly("session", "sigv4");
        description
                .get("paths")
                .forEach(path -> path.forEach(operation -> {
                    String name = operation.path("operationId").asText();
                    assertThat(names.add(name)).as("named once: " + name).isTrue();
                    assertThat(operation.path("summary").asText()).as(name).isNotEmpty();
                    assertThat(operation.get("security"))
                            .as(name)
                            .isNotNull()
                            .allSatisfy(one -> one.fieldNames()
                                    .forEachRemaining(
                                            scheme -> assertThat(schemes).contains(scheme)));
                    assertThat(operation.get("responses").size()).as(name).isGreaterThan(1);
                }));
    }
}
