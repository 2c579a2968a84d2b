// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.ManagedPolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What conditions on MFA come to for every kind of credential (IAM User Guide, "AWS global condition context keys",
 * {@code aws:MultiFactorAuthPresent} and {@code aws:MultiFactorAuthAge}; "Secure API access with MFA": temporary
 * credentials of {@code AssumeRole} hold no MFA information).
 *
 * <ul>
 *   <li>With a long-term key both keys are absent.
 *   <li>With a session of {@code GetSessionToken} or of the console {@code aws:MultiFactorAuthPresent} is there, true or
 *       false; {@code aws:MultiFactorAuthAge} only if MFA was.
 *   <li>With a role's credentials both are absent, whoever assumed it.
 * </ul>
 */
class MfaTruthTableTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UniqueId TYLER = new UniqueId("AIDAIOSFODNN7EXAMPLE");
    private static final UniqueId ROLE = new UniqueId("AROAIOSFODNN7EXAMPLE");

    /** Shown five minutes ago. */
    private static final MfaEvidence MFA = new MfaEvidence(
            MfaEvidence.Method.TOTP,
            MfaSerial.virtual(PolicyHolders.ID, EntityPath.ROOT, "phone"),
            NOW.minus(Duration.ofMinutes(5)),
            false);

    /**
     * Of each condition, in an Allow alone and in a Deny beside an Allow of everything: {@code +} allowed, {@code .}
     * denied since nothing allows it, {@code x} denied explicitly. The columns are as {@link #CALLERS}.
     */
    private static final String TABLE = """
            condition                                                      | effect || key | web  web+mfa | sts  sts+mfa || role by: key | web  web+mfa | sts  sts+mfa
            {"Bool":{"aws:MultiFactorAuthPresent":"true"}}                 | Allow  ||  .  |  .      +    |  .      +    ||           .  |  .      .    |  .      .
            {"Bool":{"aws:MultiFactorAuthPresent":"true"}}                 | Deny   ||  +  |  +      x    |  +      x    ||           +  |  +      +    |  +      +
            {"Bool":{"aws:MultiFactorAuthPresent":"false"}}                | Allow  ||  .  |  +      .    |  +      .    ||           .  |  .      .    |  .      .
            {"Bool":{"aws:MultiFactorAuthPresent":"false"}}                | Deny   ||  +  |  x      +    |  x      +    ||           +  |  +      +    |  +      +
            {"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}         | Allow  ||  +  |  .      +    |  .      +    ||           +  |  +      +    |  +      +
            {"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}         | Deny   ||  x  |  +      x    |  +      x    ||           x  |  x      x    |  x      x
            {"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}        | Allow  ||  +  |  +      .    |  +      .    ||           +  |  +      +    |  +      +
            {"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}        | Deny   ||  x  |  x      +    |  x      +    ||           x  |  x      x    |  x      x
            {"Null":{"aws:MultiFactorAuthPresent":"true"}}                 | Allow  ||  +  |  .      .    |  .      .    ||           +  |  +      +    |  +      +
            {"Null":{"aws:MultiFactorAuthPresent":"true"}}                 | Deny   ||  x  |  +      +    |  +      +    ||           x  |  x      x    |  x      x
            {"Null":{"aws:MultiFactorAuthPresent":"false"}}                | Allow  ||  .  |  +      +    |  +      +    ||           .  |  .      .    |  .      .
            {"Null":{"aws:MultiFactorAuthPresent":"false"}}                | Deny   ||  +  |  x      x    |  x      x    ||           +  |  +      +    |  +      +
            {"NumericLessThan":{"aws:MultiFactorAuthAge":"301"}}           | Allow  ||  .  |  .      +    |  .      +    ||           .  |  .      .    |  .      .
            {"NumericLessThan":{"aws:MultiFactorAuthAge":"301"}}           | Deny   ||  +  |  +      x    |  +      x    ||           +  |  +      +    |  +      +
            {"NumericLessThan":{"aws:MultiFactorAuthAge":"300"}}           | Allow  ||  .  |  .      .    |  .      .    ||           .  |  .      .    |  .      .
            {"NumericLessThan":{"aws:MultiFactorAuthAge":"300"}}           | Deny   ||  +  |  +      +    |  +      +    ||           +  |  +      +    |  +      +
            {"NumericLessThanIfExists":{"aws:MultiFactorAuthAge":"300"}}   | Allow  ||  +  |  +      .    |  +      .    ||           +  |  +      +    |  +      +
            {"NumericLessThanIfExists":{"aws:MultiFactorAuthAge":"300"}}   | Deny   ||  x  |  x      +    |  x      +    ||           x  |  x      x    |  x      x
            {"Null":{"aws:MultiFactorAuthAge":"true"}}                     | Allow  ||  +  |  +      .    |  +      .    ||           +  |  +      +    |  +      +
            {"Null":{"aws:MultiFactorAuthAge":"true"}}                     | Deny   ||  x  |  x      +    |  x      +    ||           x  |  x      x    |  x      x
            {"StringEquals":{"sallyport:MfaMethod":"totp"}}                | Allow  ||  .  |  .      +    |  .      +    ||           .  |  .      .    |  .      .
            {"StringEquals":{"sallyport:MfaMethod":"totp"}}                | Deny   ||  +  |  +      x    |  +      x    ||           +  |  +      +    |  +      +
            {"StringEquals":{"sallyport:MfaMethod":"fido"}}                | Allow  ||  .  |  .      .    |  .      .    ||           .  |  .      .    |  .      .
            {"StringEquals":{"sallyport:MfaMethod":"fido"}}                | Deny   ||  +  |  +      +    |  +      +    ||           +  |  +      +    |  +      +
            {"StringNotEquals":{"sallyport:MfaMethod":"fido"}}             | Allow  ||  +  |  +      +    |  +      +    ||           +  |  +      +    |  +      +
            {"StringNotEquals":{"sallyport:MfaMethod":"fido"}}             | Deny   ||  x  |  x      x    |  x      x    ||           x  |  x      x    |  x      x
            {"Null":{"sallyport:MfaMethod":"false"}}                       | Allow  ||  .  |  .      +    |  .      +    ||           .  |  .      .    |  .      .
            {"Null":{"sallyport:MfaMethod":"false"}}                       | Deny   ||  +  |  +      x    |  +      x    ||           +  |  +      +    |  +      +
            {"Bool":{"sallyport:MfaPhishingResistant":"false"}}            | Allow  ||  .  |  .      +    |  .      +    ||           .  |  .      .    |  .      .
            {"Bool":{"sallyport:MfaPhishingResistant":"false"}}            | Deny   ||  +  |  +      x    |  +      x    ||           +  |  +      +    |  +      +
            """;

    private static final List<Caller> USERS = List.of(
            user(Caller.Credential.LONG_TERM_KEY),
            user(Caller.Credential.CONSOLE).since(MFA.at(), null),
            user(Caller.Credential.CONSOLE).since(MFA.at(), MFA),
            user(Caller.Credential.API_SESSION).since(MFA.at(), null),
            user(Caller.Credential.API_SESSION).since(MFA.at(), MFA));

    private static final List<Caller> CALLERS = Stream.concat(
                    USERS.stream(), USERS.stream().map(MfaTruthTableTest::assumingRole))
            .toList();

    private static Caller user(Caller.Credential credential) {
        User user = new User(TYLER, new UserName("tyler"), EntityPath.ROOT, NOW, null);
        return Caller.ofUser(PolicyHolders.ID, user, credential);
    }

    private static Caller assumingRole(Caller by) {
        RoleSession session = new RoleSession(
                ROLE, Arn.parse("arn:aws:iam::051826736434:role/ops/oncall"), SessionGrant.named("tyler"));
        return by.assume(PolicyHolders.ID, session, NOW);
    }

    static Stream<Arguments> rows() {
        return TABLE.lines().skip(1).map(line -> {
            String[] cells = line.split("\\|", 4);
            String outcomes = cells[3].replaceAll("[|\\s]", "");
            return Arguments.of(cells[0].strip(), cells[1].strip(), outcomes);
        });
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @MethodSource("rows")
    void everyCredentialMeetsEveryConditionAsAwsDocumentsIt(String condition, String effect, String outcomes) {
        StringBuilder found = new StringBuilder();
        CALLERS.forEach(caller -> found.append(outcome(caller, condition, effect)));
        assertThat(found).hasToString(outcomes);
    }

    private static char outcome(Caller caller, String condition, String effect) {
        String statement =
                "{\"Effect\":\"" + effect + "\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":" + condition + "}";
        String allowAll = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
        String statements = effect.equals("Deny") ? allowAll + "," + statement : statement;
        PolicyHolders holders = new PolicyHolders();
        holders.hold(caller.id(), "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}");
        Decision decision = new Authorizer(new ManagedPolicies(), () -> NOW)
                .decide(
                        holders.account(),
                        caller,
                        "iam:ListUsers",
                        "arn:aws:iam::051826736434:user/",
                        new RequestFacts("192.0.2.1", true, null, null, null));
        return switch (decision.effect()) {
            case ALLOWED -> '+';
            case IMPLICIT_DENY -> '.';
            case EXPLICIT_DENY -> 'x';
        };
    }

    @Test
    void everyOutcomeIsWrittenForEveryCaller() {
        assertThat(CALLERS).hasSize(10);
        assertThat(rows().map(row -> (String) row.get()[2])).hasSize(30).allMatch(outcomes -> outcomes.length() == 10);
    }

    @Test
    void noCredentialButASessionOfAUserCanCarryMfa() {
        Caller key = user(Caller.Credential.LONG_TERM_KEY);
        assertThatIllegalArgumentException().isThrownBy(() -> key.since(NOW, MFA));
        Caller role = assumingRole(key);
        assertThatIllegalArgumentException().isThrownBy(() -> role.since(NOW, MFA));
    }
}
