// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.policy.RequestContext;
import java.util.Optional;

/**
 * IAM's condition keys of {@code EnableMFADevice} for a security key (IAM User Guide, "Available keys for IAM"): the step
 * of its registration, and at the last the certifications of its model.
 */
final class KeyEnrolmentConditions {
    private static final String STEP = "iam:RegisterSecurityKey";

    private static final String CERTIFICATION = "iam:FIDO-";

    private KeyEnrolmentConditions() {}

    /** Whether a condition key is one of these; condition keys ignore case. */
    static boolean has(String key) {
        return key.equalsIgnoreCase(STEP) || key.regionMatches(true, 0, CERTIFICATION, 0, CERTIFICATION.length());
    }

    static RequestContext create() {
        return RequestContext.builder().put(STEP, "Create").build();
    }

    /** @param model empty of a key whose make is not proven or not known: it has no certification */
    static RequestContext activate(Optional<KeyModel> model) {
        RequestContext.Builder context = RequestContext.builder().put(STEP, "Activate");
        model.ifPresent(known -> known.certifications().forEach((scheme, level) -> context.put(key(scheme), level)));
        return context.build();
    }

    /** {@code FIDO} is {@code iam:FIDO-certification}, {@code FIPS-140-2} is {@code iam:FIDO-FIPS-140-2-certification}. */
    private static String key(String scheme) {
        return "iam:" + (scheme.equals("FIDO") ? scheme : "FIDO-" + scheme) + "-certification";
    }
}
