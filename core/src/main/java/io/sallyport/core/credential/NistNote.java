// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that an account asks of passwords, or fails to ask, against NIST SP 800-63B-4.
 *
 * @param rule the member of the account's password policy, or {@code DefaultPolicy}
 * @param section of SP 800-63B-4
 */
public record NistNote(String rule, String section, String text) {
    private static final String VERIFIERS = "3.1.1.2";

    /** Empty for an account that goes by the profile {@link PasswordProfile#NIST}. */
    public static List<NistNote> on(PasswordRegime regime) {
        return regime.profile() == PasswordProfile.NIST ? List.of() : notes(regime.policy());
    }

    private static List<NistNote> notes(@Nullable PasswordPolicy policy) {
        List<NistNote> notes = new ArrayList<>();
        int minimum = policy == null ? AwsPasswordRules.DEFAULT_LENGTH : policy.minimumLength();
        if (minimum < NistPasswordRules.MIN_LENGTH) {
            notes.add(verifiers(
                    "MinimumPasswordLength",
                    "passwords of " + minimum + " characters are accepted; a password that is the only factor has "
                            + NistPasswordRules.MIN_LENGTH + " or more"));
        }
        if (minimum > 64) {
            notes.add(verifiers(
                    "MinimumPasswordLength", minimum + " characters are demanded; passwords of 64 should be accepted"));
        }
        if (policy == null) {
            notes.add(verifiers(
                    "DefaultPolicy",
                    AwsPasswordRules.DEFAULT_CLASSES + " of four classes of characters are demanded;"
                            + " no rules of composition may be imposed"));
        } else {
            notes.addAll(ofPolicy(policy));
        }
        notes.add(verifiers(
                "Blocklist", "passwords are not compared with those that are common; every new one has to be"));
        return notes;
    }

    private static List<NistNote> ofPolicy(PasswordPolicy policy) {
        List<NistNote> notes = new ArrayList<>();
        for (CharacterClass one : CharacterClass.values()) {
            if (policy.requires(one)) {
                notes.add(
                        verifiers(one.member(), one.noun() + "s are demanded; no rules of composition may be imposed"));
            }
        }
        if (policy.expires()) {
            notes.add(verifiers(
                    "MaxPasswordAge",
                    "passwords expire after " + policy.maxAgeDays()
                            + " days; a change may be demanded only on evidence of compromise"));
        }
        return notes;
    }

    private static NistNote verifiers(String rule, String text) {
        return new NistNote(rule, VERIFIERS, text);
    }
}
