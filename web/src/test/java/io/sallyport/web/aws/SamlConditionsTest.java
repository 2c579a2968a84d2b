// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are rightly signed, and yet not for us, not for now, or not of whom they should be. */
class SamlConditionsTest extends ServedSaml {
    private static final String INVALID = "InvalidIdentityToken";
    private static final String EXPIRED = "ExpiredTokenException";
    private static final String NO_AUDIENCE = "Response does not contain the required audience.";
    private static final String NO_DATA =
            "Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter";

    private static String audience(String text) {
        return "<saml:AudienceRestriction><saml:Audience>" + text + "</saml:Audience></saml:AudienceRestriction>";
    }

    private static String later(Instant now, int minutes) {
        return now.plus(Duration.ofMinutes(minutes)).toString();
    }

    enum Wrong {
        AUDIENCE(INVALID, NO_AUDIENCE, (in, now) -> in.audience = audience("https://sp.example.com")),
        AUDIENCE_ALMOST(
                INVALID, NO_AUDIENCE, (in, now) -> in.audience = audience(SamlAnswer.ENDPOINT + ".example.com")),
        NO_AUDIENCE_AT_ALL(INVALID, NO_AUDIENCE, (in, now) -> in.audience = ""),
        ONE_OF_TWO_AUDIENCES(
                INVALID,
                NO_AUDIENCE,
                (in, now) -> in.audience = audience("urn:amazon:webservices") + audience("https://sp.example.com")),
        CONDITION_UNKNOWN(INVALID, NO_AUDIENCE, (in, now) -> in.audience += "<x:Condition xmlns:x=\"urn:x\"/>"),
        EXPIRED_CONDITIONS(EXPIRED, "The SAML assertion has expired", (in, now) -> in.notOnOrAfter = now.toString()),
        EXPIRED_CONFIRMATION(
                EXPIRED,
                "The SAML assertion has expired",
                (in, now) -> in.confirmation = SamlAnswer.confirmation(SamlAnswer.ENDPOINT, now)),
        EXPIRED_SESSION(
                EXPIRED,
                "The SAML assertion has expired",
                (in, now) -> in.statement = " SessionNotOnOrAfter=\"" + later(now, -1) + "\""),
        TOO_OLD(
                EXPIRED,
                "Token must be redeemed within 5 minutes of issuance",
                (in, now) -> in.issued = later(now, -5)),
        NOT_YET_VALID(INVALID, "The SAML assertion is not yet valid", (in, now) -> in.notBefore = later(now, 2)),
        ISSUED_IN_FUTURE(INVALID, "The SAML assertion is not yet valid", (in, now) -> in.issued = later(now, 2)),
        NO_TIME(INVALID, "A time in the SAML assertion is not valid", (in, now) -> in.notOnOrAfter = "tomorrow"),
        ISSUER(
                INVALID,
                "Issuer not present in specified provider",
                (in, now) -> in.issuer = "https://other.example.com/saml"),
        RECIPIENT(
                INVALID,
                "The Recipient of the response is not a sign-in endpoint of AWS",
                (in, now) -> in.confirmation =
                        SamlAnswer.confirmation("https://signin.aws.amazon.com.example.com/saml", now.plusSeconds(60))),
        RECIPIENT_OF_ANOTHER_PROVIDER(
                INVALID,
                "The Recipient of the response is not a sign-in endpoint of AWS",
                (in, now) -> in.confirmation = SamlAnswer.confirmation(
                        "https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSPOTHER", now.plusSeconds(60))),
        NO_RECIPIENT(INVALID, NO_DATA, (in, now) -> in.confirmation = "NotOnOrAfter=\"" + later(now, 1) + "\""),
        NO_CONFIRMATION_END(
                INVALID, NO_DATA, (in, now) -> in.confirmation = "Recipient=\"" + SamlAnswer.ENDPOINT + "\""),
        NOT_BEARER(
                INVALID,
                "Responses must contain exactly one SubjectConfirmation, of method bearer",
                (in, now) -> in.method = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"),
        FAILED(
                "IDPRejectedClaim",
                "The identity provider did not report success",
                (in, now) -> in.status = "urn:oasis:names:tc:SAML:2.0:status:Responder");

        private final String code;
        private final String message;

        @SuppressWarnings("ImmutableEnumChecker") // functions without state
        private final BiConsumer<SamlAnswer, Instant> change;

        Wrong(String code, String message, BiConsumer<SamlAnswer, Instant> change) {
            this.code = code;
            this.message = message;
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsWrongIsRefused(Wrong wrong) {
        SamlAnswer answer = answer();
        wrong.change.accept(answer, server.clock().instant());

        assertRefused(
                () -> assume(answer.signedBy(PEER)),
                wrong.code.equals("IDPRejectedClaim") ? 403 : 400,
                wrong.code,
                wrong.message);
    }

    @Test
    void anAssertionIsRedeemedUntilItEnds() {
        String response = answer().signedBy(PEER);
        server.clock().forward(Duration.ofMinutes(4));

        assertRefused(() -> assume(response), 400, EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://signin.aws.amazon.com/saml",
                "https://signin.aws.amazon.com/static/saml",
                "https://eu-central-1.signin.aws.amazon.com/saml",
                "https://eu-central-1.signin.aws.amazon.com/saml/acs/THIS"
            })
    void anyOfAwssEndpointsMayBeMeant(String endpoint) {
        String uuid = iam.getSAMLProvider(in -> in.samlProviderArn(provider)).samlProviderUUID();
        String recipient = endpoint.replace("THIS", uuid);
        SamlAnswer answer = answer(in -> {
            in.audience = audience(recipient);
            in.confirmation =
                    SamlAnswer.confirmation(recipient, server.clock().instant().plusSeconds(60));
        });

        assertThat(assume(answer.signedBy(PEER)).audience()).isEqualTo(recipient);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"",
                " Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\""
            })
    void theFormatOfANameIsItsType(String format) {
        Function<String, String> type = given -> given.isEmpty()
                ? "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
                : given.substring(9, given.length() - 1).replace("urn:oasis:names:tc:SAML:2.0:nameid-format:", "");

        assertThat(assume(answer(in -> in.format = format).signedBy(PEER)).subjectType())
                .isEqualTo(type.apply(format));
    }
}
