// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** STS API reference, AssumeRoleWithSAML: what a right response opens. */
class AssumeRoleWithSamlTest extends ServedSaml {
    @Test
    void aSignedAssertionOpensASessionOfTheRole() {
        AssumeRoleWithSamlResponse opened = assume(answer().signedBy(PEER));

        assertThat(opened.subject()).isEqualTo("tyler@example.com");
        assertThat(opened.subjectType()).isEqualTo("persistent");
        assertThat(opened.issuer()).isEqualTo(SamlPeer.ENTITY);
        assertThat(opened.audience()).isEqualTo(SamlAnswer.ENDPOINT);
        assertThat(opened.getValueForField("PackedPolicySize", Integer.class)).isEmpty();
        assertThat(opened.sourceIdentity()).isNull();
        assertThat(opened.credentials().expiration())
                .isEqualTo(server.clock().instant().plus(Duration.ofHours(1)));
        GetCallerIdentityResponse who =
                server.sts(AwsServer.credentials(opened.credentials())).getCallerIdentity();
        assertThat(who.arn())
                .isEqualTo(opened.assumedRoleUser().arn())
                .isEqualTo("arn:aws:sts::" + account.id() + ":assumed-role/visitor/tyler");
        assertThat(who.userId())
                .isEqualTo(opened.assumedRoleUser().assumedRoleId())
                .endsWith(":tyler");
    }

    @Test
    void aSignedResponseDoesSoToo() {
        Document document = answer().document();
        PEER.sign(document.getDocumentElement());

        assertThat(assume(SamlAnswer.base64(document)).subject()).isEqualTo("tyler@example.com");
    }

    @Test
    void bothMayBeSigned() {
        Document document = answer().document();
        PEER.sign(SamlAnswer.assertionIn(document));
        PEER.sign(document.getDocumentElement());

        assertThat(assume(SamlAnswer.base64(document)).subject()).isEqualTo("tyler@example.com");
    }

    @Test
    void anAssertionIsUsedOnce() {
        String response = answer().signedBy(PEER);
        assume(response);

        assertRefused(() -> assume(response), 400, "InvalidIdentityToken", "The SAML assertion has already been used");
    }

    @Test
    void theLogTellsWhoseWordOpenedTheSessionAndNotWhatWasShown() {
        String response = answer().signedBy(PEER);
        AssumeRoleWithSamlResponse opened = assume(response);
        JsonNode event = LoggedEvents.of(server.accounts(), account.id()).get(0);
        assertThat(event.get("eventName").asText()).isEqualTo("AssumeRoleWithSAML");
        assertThat(event.at("/userIdentity/type").asText()).isEqualTo("SAMLUser");
        assertThat(event.at("/userIdentity/principalId").asText())
                .isEqualTo(opened.nameQualifier() + ":" + opened.subject());
        assertThat(event.toString())
                .doesNotContain(
                        response.substring(0, 100),
                        opened.credentials().secretAccessKey(),
                        opened.credentials().sessionToken());
        assertThat(event.at("/responseElements/credentials/accessKeyId").asText())
                .isEqualTo(opened.credentials().accessKeyId());
    }
}
