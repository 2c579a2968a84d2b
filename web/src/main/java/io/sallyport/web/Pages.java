// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import io.javalin.config.RoutesConfig;
import io.sallyport.web.http.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The pages, each one file of our resources and the steps they share; all they know they ask the JSON API. */
final class Pages {
    private static final List<String> NAMES = List.of("signin", "kiosk");
    private static final String SIGN_IN_STEPS = "<!-- signin-steps.html -->";

    private static final String POLICY = "Content-Security-Policy";

    private Pages() {}

    /** The kiosk's page may also ask the key reader of the machine that shows it. */
    private static String policy(String name) {
        return Guard.HEADERS.get(POLICY) + (name.equals("kiosk") ? "; connect-src 'self' http://127.0.0.1:*" : "");
    }

    static void mount(RoutesConfig routes) {
        String signInSteps = read("signin-steps.html");
        for (String name : NAMES) {
            String html = read(name + ".html").replace(SIGN_IN_STEPS, signInSteps);
            routes.get(
                    "/" + name, context -> context.header(POLICY, policy(name)).html(html));
        }
        String description = read("openapi.json");
        routes.get(
                "/api/openapi.json",
                context -> context.contentType("application/json").result(description));
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException("the jar's " + resource + " is damaged", damaged);
        }
    }
}
