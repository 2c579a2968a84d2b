// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Condition;
import io.sallyport.core.policy.ConditionOperator;
import io.sallyport.core.policy.Effect;
import io.sallyport.core.policy.PolicyVersion;
import io.sallyport.core.policy.QualifiedOperator;
import io.sallyport.core.policy.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Conditions on MFA that requests without MFA slip past. The keys of MFA are absent from requests with long-term keys,
 * so the engine itself is asked when each condition holds; a Deny of the same document that closes the gap is seen.
 */
final class MfaConditions implements Rule {
    private static final String PRESENT = "aws:multifactorauthpresent";
    private static final Set<String> KEYS = Set.of(
            PRESENT,
            "aws:multifactorauthage",
            "sallyport:mfamethod",
            "sallyport:mfaphishingresistant",
            "sallyport:mfaattested");

    @Override
    public void check(Reading document, Findings findings) {
        for (Statement statement : document.statements()) {
            List<Condition> onMfa = statement.conditions().stream()
                    .filter(MfaConditions::isOnMfa)
                    .toList();
            if (!onMfa.isEmpty()) {
                Set<Circumstance> holds = holds(onMfa);
                if (statement.effect() == Effect.DENY) {
                    checkDeny(document, statement, onMfa, holds, findings);
                } else {
                    checkAllow(document, statement, onMfa, holds, findings);
                }
            }
        }
    }

    /** A Deny about MFA that holds for somebody should hold for everybody without MFA. */
    private static void checkDeny(
            Reading document, Statement deny, List<Condition> onMfa, Set<Circumstance> holds, Findings findings) {
        Set<Circumstance> slipPast = withoutMfa();
        slipPast.removeAll(holds);
        slipPast.removeAll(deniedBesides(document, deny));
        if (!holds.isEmpty() && !slipPast.isEmpty()) {
            findings.add(
                    FindingCode.MFA_CONDITION_BYPASSED,
                    deny,
                    onMfa.get(0),
                    nouns(slipPast) + " slip past this Deny; " + remedy(onMfa.get(0)));
        }
    }

    /** {@code …IfExists} is enough where the condition asks the right question of those who have the key. */
    private static String remedy(Condition condition) {
        QualifiedOperator operator = condition.operator();
        boolean deniesMfa = condition.operator().operator() == ConditionOperator.BOOL
                && condition.values().stream().anyMatch("true"::equalsIgnoreCase);
        return operator.ifExists() || operator.operator() == ConditionOperator.NULL || deniesMfa
                ? "deny with \"BoolIfExists\": {\"aws:MultiFactorAuthPresent\": \"false\"}"
                : "say " + operator + "IfExists, which also holds where there is no " + condition.key();
    }

    /** An Allow that holds with MFA should hold for nobody without. */
    private static void checkAllow(
            Reading document, Statement allow, List<Condition> onMfa, Set<Circumstance> holds, Findings findings) {
        Set<Circumstance> admitted = EnumSet.copyOf(withoutMfa());
        admitted.retainAll(holds);
        admitted.removeAll(deniedBesides(document, allow));
        boolean asksForMfa = holds.contains(Circumstance.FRESH_KEY) || asksForAbsence(onMfa);
        if (asksForMfa && !admitted.isEmpty()) {
            findings.add(
                    FindingCode.MFA_CONDITION_BYPASSED,
                    allow,
                    onMfa.get(0),
                    "this Allow also holds for " + nouns(admitted)
                            + "; allow with \"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}");
        }
    }

    /** {@code Null: "true"} means absent, which reads like its opposite. */
    private static boolean asksForAbsence(List<Condition> onMfa) {
        return onMfa.stream().allMatch(condition -> condition.operator().operator() == ConditionOperator.NULL);
    }

    /** Who without MFA is denied all of a statement by other statements, because of MFA or whatever else it asks. */
    private static Set<Circumstance> deniedBesides(Reading document, Statement statement) {
        Set<Circumstance> denied = EnumSet.noneOf(Circumstance.class);
        document.denies()
                .filter(deny -> deny.index() != statement.index() && Coverage.covers(deny, statement))
                .filter(deny -> deny.conditions().stream()
                        .allMatch(condition ->
                                isOnMfa(condition) || statement.conditions().contains(condition)))
                .forEach(deny -> denied.addAll(holds(deny.conditions().stream()
                        .filter(MfaConditions::isOnMfa)
                        .toList())));
        return denied;
    }

    private static Set<Circumstance> withoutMfa() {
        return EnumSet.of(Circumstance.LONG_TERM_KEY, Circumstance.SESSION_WITHOUT_MFA);
    }

    private static boolean isOnMfa(Condition condition) {
        return KEYS.contains(condition.key().toLowerCase(Locale.ROOT));
    }

    private static Set<Circumstance> holds(List<Condition> conditions) {
        Set<Circumstance> holds = EnumSet.noneOf(Circumstance.class);
        for (Circumstance circumstance : Circumstance.values()) {
            if (conditions.stream()
                    .allMatch(condition -> condition.holds(circumstance.facts(), PolicyVersion.V2012_10_17))) {
                holds.add(circumstance);
            }
        }
        return holds;
    }

    private static String nouns(Set<Circumstance> circumstances) {
        return circumstances.stream().map(Circumstance::noun).collect(Collectors.joining(" and "));
    }
}
