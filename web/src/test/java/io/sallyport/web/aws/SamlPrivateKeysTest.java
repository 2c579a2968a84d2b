// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AssertionEncryptionModeType;
import software.amazon.awssdk.services.iam.model.SAMLPrivateKey;

/** The keys that decrypt a SAML provider's assertions, and whether it has to encrypt them. */
class SamlPrivateKeysTest extends ServedAccount {
    private static final String REQUIRED_WITHOUT_KEY =
            "Unable to set assertion encryption mode to Required because no private key is provided.";

    private String arn = "";

    @BeforeEach
    void addProvider() {
        arn = iam.createSAMLProvider(in -> in.name("corporate").samlMetadataDocument(SamlDocuments.METADATA))
                .samlProviderArn();
    }

    private void add() {
        iam.updateSAMLProvider(in -> in.samlProviderArn(arn).addPrivateKey(SamlDocuments.newKey()));
    }

    private void remove(String keyId) {
        iam.updateSAMLProvider(in -> in.samlProviderArn(arn).removePrivateKey(keyId));
    }

    private void require(AssertionEncryptionModeType mode) {
        iam.updateSAMLProvider(in -> in.samlProviderArn(arn).assertionEncryptionMode(mode));
    }

    private List<SAMLPrivateKey> keys() {
        return iam.getSAMLProvider(in -> in.samlProviderArn(arn)).privateKeyList();
    }

    @Test
    void keysAreRotatedInTwoSteps() {
        add();
        SAMLPrivateKey old = keys().get(0);
        assertThat(old.keyId()).matches("SAMLPK[A-Z2-7]{17}");
        assertThat(old.timestamp()).isEqualTo(server.clock().instant());
        server.clock().forward(Duration.ofMinutes(1));
        add();
        assertThat(keys()).hasSize(2).startsWith(old);
        assertRefused(this::add, 409, "LimitExceeded", "Private key limit of 2 is reached.");

        remove(old.keyId());
        assertThat(keys()).hasSize(1).doesNotContain(old);
        assertRefused(
                () -> remove(old.keyId()),
                400,
                "InvalidInput",
                "Failed to remove private key because the Key ID does not match a private key.");
    }

    @Test
    void encryptionIsRequiredOnlyWhereThereIsAKey() {
        assertRefused(() -> require(AssertionEncryptionModeType.REQUIRED), 400, "InvalidInput", REQUIRED_WITHOUT_KEY);
        assertRefused(
                () -> iam.createSAMLProvider(in -> in.name("other")
                        .samlMetadataDocument(SamlDocuments.METADATA)
                        .assertionEncryptionMode(AssertionEncryptionModeType.REQUIRED)),
                400,
                "InvalidInput",
                REQUIRED_WITHOUT_KEY);
        assertThat(iam.listSAMLProviders().samlProviderList()).hasSize(1);
        add();
        require(AssertionEncryptionModeType.REQUIRED);
        assertThat(iam.getSAMLProvider(in -> in.samlProviderArn(arn)).assertionEncryptionMode())
                .isEqualTo(AssertionEncryptionModeType.REQUIRED);

        String last = keys().get(0).keyId();
        assertRefused(() -> remove(last), 400, "InvalidInput", "Failed to remove private key.");
        require(AssertionEncryptionModeType.ALLOWED);
        remove(last);
        assertThat(keys()).isEmpty();
    }

    @Test
    void aProviderMayBeginWithAKeyAndEncryption() {
        String other = iam.createSAMLProvider(in -> in.name("other")
                        .samlMetadataDocument(SamlDocuments.METADATA)
                        .addPrivateKey(SamlDocuments.newKey())
                        .assertionEncryptionMode(AssertionEncryptionModeType.REQUIRED))
                .samlProviderArn();
        assertThat(iam.getSAMLProvider(in -> in.samlProviderArn(other)).privateKeyList())
                .hasSize(1);
    }

    @Test
    void anUpdateOfNothingOrOfBothKeysIsRefused() {
        assertRefused(
                () -> iam.updateSAMLProvider(in -> in.samlProviderArn(arn)),
                400,
                "InvalidInput",
                "Unable to update identity provider. No updates are defined for metadata or encryption assertion.");
        assertRefused(
                () -> iam.updateSAMLProvider(in -> in.samlProviderArn(arn)
                        .addPrivateKey(SamlDocuments.newKey())
                        .removePrivateKey("SAMLPK".repeat(4))),
                400,
                "InvalidInput",
                "Unable to add and remove private keys in the same request. Set a value for only one of the two"
                        + " parameters.");
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutRepeatingIt() {
        assertRefused(
                () -> iam.updateSAMLProvider(in -> in.samlProviderArn(arn).addPrivateKey("open sesame")),
                400,
                "InvalidInput",
                "Invalid private key: Key format is not recognized.");
        assertRefused(
                () -> iam.updateSAMLProvider(in -> in.samlProviderArn(arn).addPrivateKey("sesame\u0000")),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'addPrivateKey' failed to satisfy constraint: Member must satisfy"
                        + " regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
        assertRefused(
                () -> remove("short"),
                400,
                "ValidationError",
                "2 validation errors detected: Value at 'removePrivateKey' failed to satisfy constraint: Member must"
                        + " have length greater than or equal to 22; Value at 'removePrivateKey' failed to satisfy"
                        + " constraint: Member must satisfy regular expression pattern: [A-Z0-9]+");
    }
}
