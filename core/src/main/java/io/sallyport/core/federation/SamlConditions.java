// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.name.UniqueId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Whether an assertion is meant for AWS, for the bearer, and for now (SAML 2.0 Core, §2; Profiles, §4.1.4.3; IAM User Guide,
 * "Configure SAML assertions for the authentication response").
 */
final class SamlConditions {
    /** How soon after its issue AWS wants an assertion. */
    private static final Duration REDEEMABLE = Duration.ofMinutes(5);

    /** How far a provider's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** AWS's endpoint for sign-ins, of any region, for all providers or for one. */
    private static final Pattern ENDPOINT =
            Pattern.compile("https://(?:[a-z0-9-]+\\.)?signin\\.aws\\.amazon\\.com/(?:static/)?saml(?:/acs/([^/]+))?");

    private static final String AUDIENCE = "urn:amazon:webservices";
    private static final Set<String> KNOWN = Set.of("AudienceRestriction", "OneTimeUse", "ProxyRestriction");
    private static final String FORMATS = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
    private static final String UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

    private final String entityId;
    private final UniqueId provider;

    SamlConditions(String entityId, UniqueId provider) {
        this.entityId = entityId;
        this.provider = provider;
    }

    /**
     * What an assertion says that holds here and now.
     *
     * @param assertion of whose origin nobody need be in doubt any more
     */
    SamlAssertion check(Element assertion, Instant now) {
        try {
            return checked(assertion, now);
        } catch (DateTimeException noTime) {
            throw SamlRefused.invalid("A time in the SAML assertion is not valid");
        }
    }

    private SamlAssertion checked(Element assertion, Instant now) {
        boolean known = SamlNames.VERSION.equals(assertion.getAttribute("Version"))
                && SafeXml.attribute(assertion, "ID").isPresent();
        if (!known) {
            throw SamlRefused.invalid("A SAML assertion must have an ID and version 2.0");
        }
        if (!entityId.equals(SafeXml.text(only(assertion, "Issuer")))) {
            throw otherIssuer();
        }
        Instant issued = SamlTime.of(assertion, "IssueInstant")
                .orElseThrow(() -> SamlRefused.invalid("A SAML assertion must tell when it was issued"));
        requireBegun(issued, now);
        if (!now.isBefore(issued.plus(REDEEMABLE))) {
            throw SamlRefused.expired(
                    "Token must be redeemed within " + REDEEMABLE.toMinutes() + " minutes of issuance");
        }
        Element conditions = only(assertion, "Conditions");
        requireForAws(conditions);
        Element subject = only(assertion, "Subject");
        Element name = only(subject, "NameID");
        Element data = confirmation(subject);
        List<Element> statements = children(assertion, "AuthnStatement");
        Optional<Instant> sessionEnd = earliest(statements, "SessionNotOnOrAfter");
        Instant end = Stream.of(
                        Optional.of(issued.plus(REDEEMABLE)),
                        endOf(conditions, now),
                        endOf(data, now),
                        sessionEnd.map(ends -> requireFuture(ends, now)))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElseThrow();
        return new SamlAssertion(
                assertion.getAttribute("ID"),
                entityId,
                SafeXml.text(name),
                subjectType(name),
                data.getAttribute("Recipient").strip(),
                end,
                sessionEnd.orElse(null),
                attributes(assertion));
    }

    private void requireForAws(Element conditions) {
        boolean understood = SafeXml.allChildren(conditions)
                .allMatch(condition -> SamlNames.ASSERTION.equals(condition.getNamespaceURI())
                        && KNOWN.contains(condition.getLocalName()));
        List<Element> restrictions = children(conditions, "AudienceRestriction");
        boolean meant = restrictions.stream()
                .allMatch(restriction -> children(restriction, "Audience").stream()
                        .map(SafeXml::text)
                        .anyMatch(audience -> audience.equals(AUDIENCE) || isEndpoint(audience)));
        if (!understood || restrictions.isEmpty() || !meant) {
            throw SamlRefused.invalid("Response does not contain the required audience.");
        }
    }

    private Element confirmation(Element subject) {
        List<Element> confirmations = children(subject, "SubjectConfirmation");
        if (confirmations.size() != 1
                || !SamlNames.BEARER.equals(confirmations.get(0).getAttribute("Method"))) {
            throw SamlRefused.invalid("Responses must contain exactly one SubjectConfirmation, of method bearer");
        }
        List<Element> data = children(confirmations.get(0), "SubjectConfirmationData");
        boolean whole = data.size() == 1
                && SafeXml.attribute(data.get(0), "Recipient").isPresent()
                && SafeXml.attribute(data.get(0), "NotOnOrAfter").isPresent();
        if (!whole) {
            // AWS's spelling.
            throw SamlRefused.invalid(
                    "Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter");
        }
        if (!isEndpoint(data.get(0).getAttribute("Recipient").strip())) {
            throw SamlRefused.invalid("The Recipient of the response is not a sign-in endpoint of AWS");
        }
        return data.get(0);
    }

    private boolean isEndpoint(String url) {
        Matcher endpoint = ENDPOINT.matcher(url);
        if (!endpoint.matches()) {
            return false;
        }
        @Nullable String of = endpoint.group(1);
        return of == null || of.equals(provider.value());
    }

    /** When an element's time ends; refused unless it has begun and not ended. */
    private static Optional<Instant> endOf(Element element, Instant now) {
        SamlTime.of(element, "NotBefore").ifPresent(begin -> requireBegun(begin, now));
        return SamlTime.of(element, "NotOnOrAfter").map(end -> requireFuture(end, now));
    }

    private static void requireBegun(Instant begin, Instant now) {
        if (begin.isAfter(now.plus(AHEAD))) {
            throw SamlRefused.invalid("The SAML assertion is not yet valid");
        }
    }

    private static Instant requireFuture(Instant end, Instant now) {
        if (!now.isBefore(end)) {
            throw SamlRefused.expired("The SAML assertion has expired");
        }
        return end;
    }

    private static Optional<Instant> earliest(List<Element> elements, String attribute) {
        return elements.stream()
                .map(element -> SamlTime.of(element, attribute))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private static String subjectType(Element name) {
        String format = SafeXml.attribute(name, "Format").orElse(UNSPECIFIED);
        return format.startsWith(FORMATS) ? format.substring(FORMATS.length()) : format;
    }

    private static Map<String, List<String>> attributes(Element assertion) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        children(assertion, "AttributeStatement").stream()
                .flatMap(statement -> children(statement, "Attribute").stream())
                .forEach(attribute -> children(attribute, "AttributeValue").stream()
                        .map(SafeXml::text)
                        .forEach(value -> attributes
                                .computeIfAbsent(attribute.getAttribute("Name"), first -> new ArrayList<>())
                                .add(value)));
        return attributes;
    }

    private static Element only(Element parent, String name) {
        List<Element> children = children(parent, name);
        if (children.size() != 1) {
            throw SamlRefused.invalid("A SAML " + parent.getLocalName() + " must contain exactly one " + name);
        }
        return children.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        return SafeXml.children(parent, SamlNames.ASSERTION, name);
    }

    static IamException otherIssuer() {
        return SamlRefused.invalid("Issuer not present in specified provider");
    }
}
