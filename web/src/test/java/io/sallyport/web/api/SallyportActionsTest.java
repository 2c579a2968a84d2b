// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.AwsManagedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.Statement;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The actions of ours that the code asks policies about, and whose they are. */
class SallyportActionsTest {
    private static final String OURS = "sallyport:";
    private static final ServiceCatalogue CATALOGUE = new ServiceCatalogue();

    /** Named whole, condition keys among them. */
    private static final Pattern WHOLE = Pattern.compile("\"sallyport:([A-Z]\\w+)\"");

    /** Named by routes, which put the service before it; IAM's own are among them. */
    private static final Pattern BY_ROUTES =
            Pattern.compile("\"((?:Create|Delete|Export|Get|Import|List|Put|Update)[A-Z]\\w+)\"");

    private static final Set<String> CONDITION_KEYS =
            Set.of("ForHost", "ForService", "MfaAttested", "MfaMethod", "MfaPhishingResistant");

    /**
     * What no policy of ours gives: rules, whom to tell, seeds leaving the house, what programs ask for people,
     * and what people do for themselves.
     */
    private static final Set<String> OF_ADMINISTRATORS = Set.of(
            "Authorize",
            "CreateRecoveryCodes",
            "CreateWebhook",
            "DeletePasswordProfile",
            "DeleteWebhook",
            "DeliverRole",
            "ExportFobs",
            "PutHelpDeskRules",
            "PutPasswordProfile",
            "PutSecurityKeyRules",
            "PutSessionRules",
            "VerifyCode");

    private static Set<String> known() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String root : new String[] {"src/main/java", "../core/src/main/java"}) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    collect(WHOLE, source, known);
                    if (file.toString().contains("/web/api/")) {
                        collect(BY_ROUTES, source, known);
                    }
                }
            }
        }
        known.removeAll(CONDITION_KEYS);
        known.removeAll(CATALOGUE.find("iam").orElseThrow().actions());
        return known;
    }

    private static void collect(Pattern pattern, String source, Set<String> into) {
        Matcher found = pattern.matcher(source);
        while (found.find()) {
            into.add(found.group(1));
        }
    }

    private static List<AwsManagedPolicy> policies() {
        return new ManagedPolicies()
                .all().stream()
                        .filter(policy -> policy.path().equals("/sallyport/"))
                        .toList();
    }

    private static List<String> actions(AwsManagedPolicy policy) {
        return PolicyDocument.parse(policy.json()).statements().stream()
                .map(Statement::actions)
                .flatMap(actions -> actions.patterns().stream())
                .toList();
    }

    private static Set<String> ours(Stream<AwsManagedPolicy> policies) {
        Set<String> ours = new TreeSet<>();
        policies.flatMap(policy -> actions(policy).stream())
                .filter(action -> action.startsWith(OURS))
                .forEach(action -> ours.add(action.substring(OURS.length())));
        return ours;
    }

    @Test
    void everyActionIsInAPolicyOrStaysWithAdministrators() throws IOException {
        Set<String> given = ours(policies().stream());
        assertThat(known())
                .hasSizeGreaterThan(15)
                .allSatisfy(
                        action -> assertThat(Stream.of(given, OF_ADMINISTRATORS).filter(set -> set.contains(action)))
                                .as(action)
                                .hasSize(1));
    }

    @Test
    void everyActionOfThePoliciesIsThere() throws IOException {
        assertThat(known()).containsAll(ours(policies().stream()));
        assertThat(policies())
                .hasSize(3)
                .allSatisfy(policy -> assertThat(actions(policy))
                        .doesNotHaveDuplicates()
                        .noneMatch(action -> action.contains("*"))
                        .allMatch(action -> action.startsWith(OURS)
                                || CATALOGUE.matching(action).anyMatch(action::equals)));
    }

    @Test
    void theAuditorOnlyReads() {
        assertThat(actions(policy("SallyportAuditor")))
                .allMatch(action -> action.matches("\\w+:(Get|List|Lookup|Generate)\\w+"))
                .filteredOn(action -> action.contains(":Generate"))
                .containsExactly("iam:GenerateCredentialReport");
    }

    @Test
    void nobodyElseReadsTheLogOrTakesDevicesOrKeepsTheStock() {
        assertThat(actions(policy("SallyportHelpDesk"))).noneMatch(action -> action.contains("Fob"));
        assertThat(actions(policy("SallyportOperator")))
                .doesNotContain("iam:DeactivateMFADevice", "sallyport:RevokeSessions", "sallyport:ApproveAccessCode");
        assertThat(Stream.of("SallyportHelpDesk", "SallyportOperator").flatMap(name -> actions(policy(name)).stream()))
                .filteredOn(action -> action.matches("\\w+:(Put|Create|Delete|Attach|Export)\\w+"))
                .containsExactly("sallyport:DeleteRecoveryCodes");
        assertThat(Stream.of("SallyportHelpDesk", "SallyportOperator").flatMap(name -> actions(policy(name)).stream()))
                .doesNotContain("cloudtrail:LookupEvents");
    }

    private static AwsManagedPolicy policy(String name) {
        return policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
