// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.federation.SamlAssertion;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.RequestContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The condition keys of an assertion (IAM User Guide, "Available keys for SAML-based AWS STS federation" and "Mapping SAML
 * attributes to AWS trust policy context keys").
 */
public final class SamlKeys {
    private static final String EDU_PERSON = "urn:oid:1.3.6.1.4.1.5923.1.1.1.";
    private static final String EDU_ORG = "urn:oid:1.3.6.1.4.1.5923.1.2.1.";
    private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

    private static final Map<String, String> BY_ATTRIBUTE = new HashMap<>();

    static {
        List<String> person = List.of(
                "affiliation",
                "nickname",
                "orgdn",
                "orgunitdn",
                "primaryaffiliation",
                "principalname",
                "entitlement",
                "primaryorgunitdn",
                "scopedaffiliation",
                "targetedid",
                "assurance");
        for (int i = 0; i < person.size(); i++) {
            BY_ATTRIBUTE.put(EDU_PERSON + (i + 1), "eduperson" + person.get(i));
        }
        List<String> org =
                List.of("homepageuri", "identityauthnpolicyuri", "legalname", "superioruri", "whitepagesuri");
        for (int i = 0; i < org.size(); i++) {
            BY_ATTRIBUTE.put(EDU_ORG + (i + 2), "eduorg" + org.get(i));
        }
        BY_ATTRIBUTE.putAll(Map.of(
                "urn:oid:2.5.4.3",
                "cn",
                CLAIMS + "name",
                "name",
                "http://schemas.xmlsoap.org/claims/CommonName",
                "commonName",
                CLAIMS + "givenname",
                "givenName",
                CLAIMS + "surname",
                "surname",
                CLAIMS + "emailaddress",
                "mail",
                "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid",
                "uid"));
        BY_ATTRIBUTE.putAll(Map.of(
                "2.5.4.3",
                "commonName",
                "2.5.4.4",
                "surname",
                "2.5.4.42",
                "givenName",
                // As AWS's table spells the one before.
                "2.4.5.42",
                "givenName",
                "2.5.4.45",
                "x500UniqueIdentifier",
                "0.9.2342.19200300100.1.1",
                "uid",
                "0.9.2342.19200300100.1.3",
                "mail",
                "0.9.2342.19200300100.1.45",
                "organizationStatus",
                // As AWS's table spells the one before.
                "0.9.2342.19200300.100.1.45",
                "organizationStatus"));
    }

    /** Of all others AWS says that they may be lists. */
    private static final Set<String> SINGLE = Set.of(
            "edupersonorgdn", "edupersonprimaryaffiliation", "edupersonprimaryorgunitdn", "edupersonprincipalname");

    private final SamlAssertion assertion;
    private final AccountId account;
    private final Arn provider;

    public SamlKeys(SamlAssertion assertion, AccountId account, Arn provider) {
        this.assertion = assertion;
        this.account = account;
        this.provider = provider;
    }

    /** What a role's trust policy may ask for. Of several attributes of one key the first counts. */
    public RequestContext ofRequest() {
        RequestContext.Builder keys = RequestContext.builder();
        Map<String, List<String>> mapped = new LinkedHashMap<>();
        assertion.attributes().forEach((name, values) -> {
            String key = BY_ATTRIBUTE.get(name);
            if (key != null) {
                mapped.putIfAbsent(key, values);
            }
        });
        mapped.forEach((key, values) -> {
            if (SINGLE.contains(key)) {
                keys.put("saml:" + key, values.get(0));
            } else {
                keys.putMultivalued("saml:" + key, values);
            }
        });
        ofSession().forEach(keys::put);
        return keys.put("saml:aud", assertion.recipient())
                .put("saml:iss", assertion.issuer())
                .put("saml:doc", account + "/" + providerName())
                .build();
    }

    /** What stays with the session. */
    public Map<String, String> ofSession() {
        return Map.of(
                "aws:FederatedProvider",
                provider.toString(),
                "saml:namequalifier",
                nameQualifier(),
                "saml:sub",
                assertion.subject(),
                "saml:sub_type",
                assertion.subjectType());
    }

    /** STS API reference, AssumeRoleWithSAML, {@code NameQualifier}: SHA-1, which protects nothing here. */
    public String nameQualifier() {
        byte[] named = (assertion.issuer() + account + "/" + providerName()).getBytes(StandardCharsets.UTF_8);
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(named));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-1", impossible);
        }
    }

    private String providerName() {
        return provider.resource().substring(provider.resource().indexOf('/') + 1);
    }
}
