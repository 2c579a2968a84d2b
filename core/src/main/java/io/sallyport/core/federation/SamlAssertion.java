// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider said of somebody, read from what it signed.
 *
 * @param id unlike every other assertion's of this provider
 * @param subject the text of the {@code NameID}
 * @param subjectType its format; those of SAML 2.0 without the prefix they share
 * @param recipient whom it was handed out for, which is what AWS calls the audience
 * @param redeemableUntil from then on it is refused
 * @param sessionEnd when the provider ends the subject's session; null if it does not say
 * @param attributes values by name, in the order of the document
 */
public record SamlAssertion(
        String id,
        String issuer,
        String subject,
        String subjectType,
        String recipient,
        Instant redeemableUntil,
        @Nullable Instant sessionEnd,
        Map<String, List<String>> attributes) {

    public List<String> values(String attribute) {
        return attributes.getOrDefault(attribute, List.of());
    }

    /** @throws io.sallyport.core.IamException {@code INVALID_IDENTITY_TOKEN} for more than one */
    Optional<String> value(String attribute) {
        List<String> values = values(attribute);
        if (values.size() > 1) {
            throw SamlRefused.invalid("Attribute " + attribute + " has more than one value");
        }
        return values.stream().findFirst();
    }
}
