// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AssertionEncryptionModeType;
import software.amazon.awssdk.services.iam.model.CreateSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.GetSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.SAMLProviderListEntry;

class SamlProvidersTest extends ServedAccount {
    private static final Instant IN_A_HUNDRED_YEARS = Instant.parse("2126-03-01T12:00:05Z");

    private String create(String name) {
        return iam.createSAMLProvider(in -> in.name(name).samlMetadataDocument(SamlDocuments.METADATA))
                .samlProviderArn();
    }

    private GetSamlProviderResponse get(String arn) {
        return iam.getSAMLProvider(in -> in.samlProviderArn(arn));
    }

    @Test
    void aProviderIsShownWithItsDocumentAndWithoutWhatWasNotSet() {
        CreateSamlProviderResponse created =
                iam.createSAMLProvider(in -> in.name("Corp._-1").samlMetadataDocument(SamlDocuments.METADATA));
        assertThat(created.samlProviderArn()).isEqualTo(account.arn("saml-provider/Corp._-1"));
        assertThat(created.hasTags()).isFalse();

        GetSamlProviderResponse shown = get(created.samlProviderArn());
        assertThat(shown.samlProviderUUID()).matches("SAMLSP[A-Z2-7]{17}");
        assertThat(shown.samlMetadataDocument()).isEqualTo(SamlDocuments.METADATA);
        assertThat(shown.createDate()).isEqualTo(AwsServer.START);
        assertThat(shown.validUntil()).isEqualTo(IN_A_HUNDRED_YEARS);
        assertThat(shown.assertionEncryptionMode()).isEqualTo(AssertionEncryptionModeType.ALLOWED);
        assertThat(shown.hasPrivateKeyList()).isTrue();
        assertThat(shown.privateKeyList()).isEmpty();
        assertThat(shown.hasTags()).isTrue();
        assertThat(shown.tags()).isEmpty();
    }

    @Test
    void providersAreListedByArnWithTheirDates() {
        assertThat(iam.listSAMLProviders().hasSamlProviderList()).isTrue();
        String second = create("b");
        String first = create("a");

        assertThat(iam.listSAMLProviders().samlProviderList()).containsExactly(listed(first), listed(second));
    }

    private static SAMLProviderListEntry listed(String arn) {
        return SAMLProviderListEntry.builder()
                .arn(arn)
                .createDate(AwsServer.START)
                .validUntil(IN_A_HUNDRED_YEARS)
                .build();
    }

    @Test
    void anotherDocumentBringsAnotherEndAndLeavesTheRest() {
        String arn = create("corporate");
        String uuid = get(arn).samlProviderUUID();
        String other = SamlDocuments.METADATA.replace(
                "entityID=\"https://idp.example.com/saml\"",
                "entityID=\"https://new.example.com/saml\" validUntil=\"2030-01-01T00:00:00Z\"");

        assertThat(iam.updateSAMLProvider(in -> in.samlProviderArn(arn).samlMetadataDocument(other))
                        .samlProviderArn())
                .isEqualTo(arn);
        GetSamlProviderResponse shown = get(arn);
        assertThat(shown.samlMetadataDocument()).isEqualTo(other);
        assertThat(shown.validUntil()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(shown.samlProviderUUID()).isEqualTo(uuid);
        assertThat(shown.createDate()).isEqualTo(AwsServer.START);
    }

    @Test
    void aProviderIsDeletedWithItsKeysAndTags() {
        String arn = iam.createSAMLProvider(in -> in.name("corporate")
                        .samlMetadataDocument(SamlDocuments.METADATA)
                        .addPrivateKey(SamlDocuments.newKey())
                        .tags(tag("a", "1")))
                .samlProviderArn();
        iam.deleteSAMLProvider(in -> in.samlProviderArn(arn));

        assertThat(iam.listSAMLProviders().samlProviderList()).isEmpty();
        assertThat(create("corporate")).isEqualTo(arn);
        assertThat(get(arn).tags()).isEmpty();
        assertThat(get(arn).privateKeyList()).isEmpty();
    }

    @Test
    void everyActionSaysWhichProviderIsMissing() {
        String arn = account.arn("saml-provider/NonExistentProvider");
        List<ThrowingCallable> calls = List.of(
                () -> get(arn),
                () -> iam.updateSAMLProvider(
                        in -> in.samlProviderArn(arn).samlMetadataDocument(SamlDocuments.METADATA)),
                () -> iam.deleteSAMLProvider(in -> in.samlProviderArn(arn)),
                () -> iam.tagSAMLProvider(in -> in.samlProviderArn(arn).tags(tag("a", ""))),
                () -> iam.untagSAMLProvider(in -> in.samlProviderArn(arn).tagKeys("a")),
                () -> iam.listSAMLProviderTags(in -> in.samlProviderArn(arn)));
        for (ThrowingCallable call : calls) {
            assertRefused(call, 404, "NoSuchEntity", "Manifest not found for arn " + arn);
        }
    }

    @Test
    void anArnOfSomethingElseIsNone() {
        assertRefused(() -> get(account.arn("role/some-role")), 400, "ValidationError", "Invalid resource type in ARN");
        assertRefused(
                () -> get("arn:aws:sts::" + account.id() + ":saml-provider/a"),
                400,
                "ValidationError",
                "Invalid service in ARN");
        assertRefused(
                () -> get("nothing-valid-is-in-here"), 400, "ValidationError", "Invalid ARN: nothing-valid-is-in-here");
    }

    @Test
    void aNameIsTakenOnceAndWhatIsNoMetadataIsRefused() {
        create("corporate");
        assertRefused(
                () -> create("corporate"), 409, "EntityAlreadyExists", "Provider with name corporate already exists.");
        String garbage = "a".repeat(1024);
        assertRefused(
                () -> iam.createSAMLProvider(in -> in.name("other").samlMetadataDocument(garbage)),
                400,
                "InvalidInput",
                "Could not parse metadata");
        assertRefused(
                () -> iam.updateSAMLProvider(in -> in.samlProviderArn(account.arn("saml-provider/corporate"))
                        .samlMetadataDocument(garbage)),
                400,
                "InvalidInput",
                "Could not parse metadata");
    }

    @Test
    void theModelsLimitsAreSaidInOneMessage() {
        assertRefused(
                () -> iam.createSAMLProvider(
                        in -> in.name("a b").samlMetadataDocument("<a/>").assertionEncryptionMode("Perhaps")),
                400,
                "ValidationError",
                "3 validation errors detected: Value at 'sAMLMetadataDocument' failed to satisfy constraint: Member must"
                        + " have length greater than or equal to 1000; Value at 'name' failed to satisfy constraint:"
                        + " Member must satisfy regular expression pattern: [\\w._-]+; Value at"
                        + " 'assertionEncryptionMode' failed to satisfy constraint: Member must satisfy enum value set");
    }

    /** AWS takes ten million characters; our requests end at a megabyte. */
    @Test
    void aDocumentLongerThanARequestMayBeIsRefused() {
        assertRefused(
                () -> iam.createSAMLProvider(in -> in.name("long").samlMetadataDocument("a".repeat(1 << 20))),
                413,
                "RequestEntityTooLarge");
    }

    @Test
    void aHundredAndFirstProviderIsRefused() {
        for (int i = 0; i < 100; i++) {
            create("p" + i);
        }
        assertRefused(
                () -> create("more"), 409, "LimitExceeded", "Cannot exceed quota for SAMLProvidersPerAccount: 100");
    }
}
