// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.aws.TestCertificates.Issued;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ServerCertificate;
import software.amazon.awssdk.services.iam.model.ServerCertificateMetadata;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateResponse;

/** Server certificates: names, paths, tags. */
class ServerCertificatesTest extends ServedAccount {
    private static final Issued SELF_SIGNED = TestCertificates.selfSigned();

    private UploadServerCertificateResponse upload(
            String name, Consumer<UploadServerCertificateRequest.Builder> further) {
        return iam.uploadServerCertificate(in -> further.accept(in.serverCertificateName(name)
                .certificateBody(SELF_SIGNED.pem())
                .privateKey(SELF_SIGNED.privateKey())));
    }

    private ServerCertificateMetadata upload(String name) {
        return upload(name, in -> {}).serverCertificateMetadata();
    }

    private ServerCertificate get(String name) {
        return iam.getServerCertificate(in -> in.serverCertificateName(name)).serverCertificate();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void anUploadAnswersWithWhatIsKnownOfTheCertificate() {
        UploadServerCertificateResponse uploaded = upload("Shop", in -> in.path("/cloudfront/"));

        ServerCertificateMetadata metadata = uploaded.serverCertificateMetadata();
        assertThat(metadata.serverCertificateName()).isEqualTo("Shop");
        assertThat(metadata.path()).isEqualTo("/cloudfront/");
        assertThat(metadata.arn()).isEqualTo(account.arn("server-certificate/cloudfront/Shop"));
        assertThat(metadata.serverCertificateId()).matches("ASCA[A-Z2-7]{17}");
        assertThat(metadata.uploadDate()).isEqualTo(server.clock().instant());
        assertThat(metadata.expiration())
                .isEqualTo(SELF_SIGNED.certificate().getNotAfter().toInstant());
        assertThat(uploaded.hasTags()).isFalse();

        ServerCertificate read = get("sHOP");
        assertThat(read.serverCertificateMetadata()).isEqualTo(metadata);
        assertThat(read.certificateBody()).isEqualTo(SELF_SIGNED.pem());
        assertThat(read.certificateChain()).isNull();
        assertThat(read.hasTags()).isTrue();
        assertThat(read.tags()).isEmpty();
    }

    @Test
    void certificatesAreListedByNameUnderAPathInPages() {
        upload("b", in -> in.path("/web/"));
        upload("C");
        upload("a", in -> in.path("/web/shop/"));

        ListServerCertificatesResponse first = iam.listServerCertificates(in -> in.maxItems(2));
        assertThat(first.serverCertificateMetadataList())
                .extracting(ServerCertificateMetadata::serverCertificateName)
                .containsExactly("a", "b");
        assertThat(first.isTruncated()).isTrue();
        ListServerCertificatesResponse rest =
                iam.listServerCertificates(in -> in.maxItems(2).marker(first.marker()));
        assertThat(rest.serverCertificateMetadataList()).containsExactly(get("c").serverCertificateMetadata());
        assertThat(rest.isTruncated()).isFalse();
        assertThat(iam.listServerCertificates(in -> in.pathPrefix("/web/shop")).serverCertificateMetadataList())
                .extracting(ServerCertificateMetadata::serverCertificateName)
                .containsExactly("a");
        assertThat(iam.listServerCertificates(in -> in.pathPrefix("/none/")).hasServerCertificateMetadataList())
                .isTrue();
    }

    @Test
    void aCertificateIsRenamedMovedAndKeepsWhatItIs() {
        ServerCertificateMetadata before = upload("shop");

        iam.updateServerCertificate(in -> in.serverCertificateName("SHOP").newPath("/web/"));
        assertThat(get("shop").serverCertificateMetadata())
                .isEqualTo(before.toBuilder()
                        .path("/web/")
                        .arn(account.arn("server-certificate/web/shop"))
                        .build());
        iam.updateServerCertificate(in -> in.serverCertificateName("shop").newServerCertificateName("Shop"));
        iam.updateServerCertificate(in -> in.serverCertificateName("shop").newServerCertificateName("store"));
        assertThat(get("store").serverCertificateMetadata().serverCertificateId())
                .isEqualTo(before.serverCertificateId());
        assertRefused(() -> get("shop"), 404, "NoSuchEntity", "The Server Certificate with name shop cannot be found.");
        upload("shop");
        assertRefused(
                () -> iam.updateServerCertificate(
                        in -> in.serverCertificateName("shop").newServerCertificateName("Store")),
                409,
                "EntityAlreadyExists",
                "The Server Certificate with name Store already exists.");
        iam.updateServerCertificate(in -> in.serverCertificateName("shop"));
        assertThat(get("shop").serverCertificateMetadata().path()).isEqualTo("/");
    }

    @Test
    void aNameIsTakenInEveryCaseAndFreeAgainAfterwards() {
        upload("shop");
        assertRefused(
                () -> upload("Shop"),
                409,
                "EntityAlreadyExists",
                "The Server Certificate with name Shop already exists.");
        iam.deleteServerCertificate(in -> in.serverCertificateName("SHOP"));
        upload("Shop");
    }

    @Test
    void anAccountHasTwentyCertificatesAtMost() {
        for (int i = 0; i < 20; i++) {
            upload("cert" + i);
        }
        assertRefused(
                () -> upload("one-too-many"),
                409,
                "LimitExceeded",
                "Cannot exceed quota for ServerCertificatesPerAccount: 20");
    }

    @Test
    void everyActionSaysWhichCertificateIsMissing() {
        List<ThrowingCallable> calls = List.of(
                () -> get("none"),
                () -> iam.updateServerCertificate(
                        in -> in.serverCertificateName("none").newPath("/p/")),
                () -> iam.deleteServerCertificate(in -> in.serverCertificateName("none")),
                () -> iam.tagServerCertificate(
                        in -> in.serverCertificateName("none").tags(tag("a", ""))),
                () -> iam.untagServerCertificate(
                        in -> in.serverCertificateName("none").tagKeys("a")),
                () -> iam.listServerCertificateTags(in -> in.serverCertificateName("none")));
        for (ThrowingCallable call : calls) {
            assertRefused(call, 404, "NoSuchEntity", "The Server Certificate with name none cannot be found.");
        }
    }

    @Test
    void tagsComeWithTheUploadAndAreChangedListedAndGoneWithTheCertificate() {
        UploadServerCertificateResponse uploaded = upload("shop", in -> in.tags(tag("team", "blue"), tag("b", "")));
        assertThat(uploaded.tags()).containsExactly(tag("team", "blue"), tag("b", ""));

        iam.tagServerCertificate(in -> in.serverCertificateName("shop").tags(tag("Team", "red"), tag("c", "3")));
        iam.untagServerCertificate(in -> in.serverCertificateName("shop").tagKeys("b", "C"));
        assertThat(get("shop").tags()).containsExactly(tag("Team", "red"), tag("c", "3"), tag("team", "blue"));
        var page = iam.listServerCertificateTags(
                in -> in.serverCertificateName("shop").maxItems(1));
        assertThat(page.tags()).containsExactly(tag("Team", "red"));
        assertThat(page.isTruncated()).isTrue();
        assertThat(iam.listServerCertificateTags(
                                in -> in.serverCertificateName("shop").marker(page.marker()))
                        .tags())
                .containsExactly(tag("c", "3"), tag("team", "blue"));

        iam.deleteServerCertificate(in -> in.serverCertificateName("shop"));
        upload("shop");
        assertThat(get("shop").tags()).isEmpty();
    }

    @Test
    void tagsBeyondWhatAwsTakesAreRefused() {
        Tag[] twice = {tag("a", ""), tag("A", ""), tag("a", "")};
        String duplicate = "Duplicate tag keys found.";
        assertRefused(() -> upload("shop", in -> in.tags(twice)), 400, "InvalidInput", duplicate);
        upload("shop");
        assertRefused(
                () -> iam.tagServerCertificate(
                        in -> in.serverCertificateName("shop").tags(twice)),
                400,
                "InvalidInput",
                duplicate);
        Tag[] fifty = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> tag("tag" + i, ""))
                .toArray(Tag[]::new);
        iam.tagServerCertificate(in -> in.serverCertificateName("shop").tags(fifty));
        assertRefused(
                () -> iam.tagServerCertificate(
                        in -> in.serverCertificateName("shop").tags(tag("more", ""))),
                409,
                "LimitExceeded",
                "The number of tags has reached the maximum limit.");
    }

    @Test
    void policiesDecideByArnAndTags() {
        upload("shop", in -> in.path("/web/").tags(tag("team", "blue")));
        upload("mail");
        var tyler = server.iam(newUser("tyler"));
        iam.putUserPolicy(in -> in.userName("tyler").policyName("p").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Action": "iam:GetServerCertificate", "Resource": "*",
                           "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}},
                          {"Effect": "Allow", "Action": "iam:DeleteServerCertificate",
                           "Resource": "arn:aws:iam::*:server-certificate/web/*"},
                          {"Effect": "Allow", "Action": "iam:TagServerCertificate", "Resource": "*",
                           "Condition": {"StringEquals": {"aws:RequestTag/team": "red"}}}]}"""));

        tyler.getServerCertificate(in -> in.serverCertificateName("shop"));
        assertRefused(
                () -> tyler.getServerCertificate(in -> in.serverCertificateName("mail")),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:GetServerCertificate on"
                        + " resource: " + account.arn("server-certificate/mail")
                        + " because no identity-based policy allows the iam:GetServerCertificate action");
        tyler.tagServerCertificate(in -> in.serverCertificateName("mail").tags(tag("team", "red")));
        assertRefused(
                () -> tyler.tagServerCertificate(
                        in -> in.serverCertificateName("mail").tags(tag("team", "blue"))),
                403,
                "AccessDenied");
        assertRefused(() -> tyler.deleteServerCertificate(in -> in.serverCertificateName("mail")), 403, "AccessDenied");
        tyler.deleteServerCertificate(in -> in.serverCertificateName("shop"));
    }

    @Test
    void whoRenamesMayChangeTheCertificateUnderBothNames() {
        upload("shop");
        IamClient tyler = server.iam(newUser("tyler"));
        String old = account.arn("server-certificate/shop");
        String renamed = account.arn("server-certificate/web/store");
        for (String only : List.of(old, renamed)) {
            allowUpdates("[\"" + only + "\"]");
            assertRefused(
                    () -> tyler.updateServerCertificate(in -> in.serverCertificateName("shop")
                            .newServerCertificateName("store")
                            .newPath("/web/")),
                    403,
                    "AccessDenied",
                    "User: " + account.arn("user/tyler")
                            + " is not authorized to perform: iam:UpdateServerCertificate on resource: "
                            + (only.equals(old) ? renamed : old)
                            + " because no identity-based policy allows the iam:UpdateServerCertificate action");
        }
        allowUpdates("[\"" + old + "\", \"" + renamed + "\"]");
        tyler.updateServerCertificate(in -> in.serverCertificateName("shop")
                .newServerCertificateName("store")
                .newPath("/web/"));
        assertThat(get("store").serverCertificateMetadata().arn()).isEqualTo(renamed);
    }

    private void allowUpdates(String resources) {
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("updates")
                .policyDocument(
                        SamplePolicies.allow("iam:UpdateServerCertificate").replace("\"*\"", resources)));
    }
}
