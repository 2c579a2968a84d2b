// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;

class OidcProvidersTest extends ServedAccount {
    private static final String INVALID = "Invalid Open ID Connect Provider URL";
    private static final String THUMBPRINT = "6938fd4d98bab03faadb97b34396831e3780aea1";

    private String create(String url) {
        return iam.createOpenIDConnectProvider(in -> in.url(url).thumbprintList(THUMBPRINT))
                .openIDConnectProviderArn();
    }

    private GetOpenIdConnectProviderResponse get(String arn) {
        return iam.getOpenIDConnectProvider(in -> in.openIDConnectProviderArn(arn));
    }

    @Test
    void aProviderIsNamedByItsUrlAndShownWithoutTheScheme() {
        CreateOpenIdConnectProviderResponse created =
                iam.createOpenIDConnectProvider(in -> in.url("https://oidc.example.com/path")
                        .clientIDList("b", "a", "b")
                        .thumbprintList(THUMBPRINT.toUpperCase(Locale.ROOT)));
        String arn = account.arn("oidc-provider/oidc.example.com/path");
        assertThat(created.openIDConnectProviderArn()).isEqualTo(arn);
        assertThat(created.hasTags()).isFalse();

        GetOpenIdConnectProviderResponse shown = get(arn);
        assertThat(shown.url()).isEqualTo("oidc.example.com/path");
        assertThat(shown.clientIDList()).containsExactly("b", "a");
        assertThat(shown.thumbprintList()).containsExactly(THUMBPRINT);
        assertThat(shown.createDate()).isEqualTo(server.clock().instant());
        assertThat(shown.hasTags()).isTrue();
        assertThat(shown.tags()).isEmpty();
    }

    @Test
    void emptyListsAreShownAsSuch() {
        String arn = iam.createOpenIDConnectProvider(in -> in.url("https://oidc.example.com"))
                .openIDConnectProviderArn();

        GetOpenIdConnectProviderResponse shown = get(arn);
        assertThat(shown.hasClientIDList()).isTrue();
        assertThat(shown.clientIDList()).isEmpty();
        assertThat(shown.hasThumbprintList()).isTrue();
        assertThat(shown.thumbprintList()).isEmpty();
        assertThat(create("https://192.0.2.7")).isEqualTo(account.arn("oidc-provider/192.0.2.7"));
    }

    @Test
    void providersAreListedByArnAndASlashMakesAnother() {
        assertThat(iam.listOpenIDConnectProviders().hasOpenIDConnectProviderList())
                .isTrue();
        String slash = create("https://oidc.example.com/");
        String none = create("https://oidc.example.com");

        assertThat(iam.listOpenIDConnectProviders().openIDConnectProviderList())
                .extracting(OpenIDConnectProviderListEntry::arn)
                .containsExactly(none, slash);
    }

    @Test
    void clientIdsAreAddedAndTakenAwayAnyNumberOfTimes() {
        String arn = create("https://oidc.example.com");
        for (String id : List.of("one", "two", "one")) {
            iam.addClientIDToOpenIDConnectProvider(
                    in -> in.openIDConnectProviderArn(arn).clientID(id));
        }
        assertThat(get(arn).clientIDList()).containsExactly("one", "two");
        for (int i = 0; i < 2; i++) {
            iam.removeClientIDFromOpenIDConnectProvider(
                    in -> in.openIDConnectProviderArn(arn).clientID("one"));
        }
        assertThat(get(arn).clientIDList()).containsExactly("two");
        assertThat(get(arn).thumbprintList()).containsExactly(THUMBPRINT);
    }

    @Test
    void thumbprintsAreReplacedAsAWhole() {
        String arn = create("https://oidc.example.com");
        iam.updateOpenIDConnectProviderThumbprint(
                in -> in.openIDConnectProviderArn(arn).thumbprintList("C".repeat(40), "d".repeat(40)));
        assertThat(get(arn).thumbprintList()).containsExactly("c".repeat(40), "d".repeat(40));
        assertRefused(
                () -> iam.updateOpenIDConnectProviderThumbprint(
                        in -> in.openIDConnectProviderArn(arn).thumbprintList(Collections.emptyList())),
                400,
                "InvalidInput",
                "Thumbprint list must contain at least one entry.");
    }

    @Test
    void aProviderIsDeletedOnceAndItsTagsWithIt() {
        String arn = iam.createOpenIDConnectProvider(
                        in -> in.url("https://oidc.example.com").tags(tag("a", "1")))
                .openIDConnectProviderArn();
        iam.deleteOpenIDConnectProvider(in -> in.openIDConnectProviderArn(arn));

        assertRefused(
                () -> iam.deleteOpenIDConnectProvider(in -> in.openIDConnectProviderArn(arn)),
                404,
                "NoSuchEntity",
                "OpenId connect Provider " + arn + " cannot be found.");
        assertThat(create("https://oidc.example.com")).isEqualTo(arn);
        assertThat(get(arn).tags()).isEmpty();
    }

    @Test
    void everyOtherActionSaysWhichProviderIsMissing() {
        String arn = account.arn("oidc-provider/none.example.com");
        List<ThrowingCallable> calls = List.of(
                () -> get(arn),
                () -> iam.addClientIDToOpenIDConnectProvider(
                        in -> in.openIDConnectProviderArn(arn).clientID("a")),
                () -> iam.removeClientIDFromOpenIDConnectProvider(
                        in -> in.openIDConnectProviderArn(arn).clientID("a")),
                () -> iam.updateOpenIDConnectProviderThumbprint(
                        in -> in.openIDConnectProviderArn(arn).thumbprintList(THUMBPRINT)),
                () -> iam.tagOpenIDConnectProvider(
                        in -> in.openIDConnectProviderArn(arn).tags(tag("a", ""))),
                () -> iam.untagOpenIDConnectProvider(
                        in -> in.openIDConnectProviderArn(arn).tagKeys("a")),
                () -> iam.listOpenIDConnectProviderTags(in -> in.openIDConnectProviderArn(arn)));
        for (ThrowingCallable call : calls) {
            assertRefused(call, 404, "NoSuchEntity", "OpenIDConnect Provider not found for arn " + arn);
        }
    }

    @Test
    void whatIsNoUrlOfAProviderIsRefusedInAwssWords() {
        Map.of(
                        "example.org", "ValidationError|" + INVALID,
                        "https://", "ValidationError|" + INVALID,
                        "https://a b", "ValidationError|" + INVALID,
                        "http://example.org", "InvalidInput|" + INVALID + ". The URL must begin with https://.",
                        "https://example.org:8443", "InvalidInput|" + INVALID + ".",
                        "https://user@example.org", "InvalidInput|" + INVALID + ".",
                        "https://example.org/?a=1", "InvalidInput|" + INVALID + ".",
                        "https://example.org/#a", "InvalidInput|" + INVALID + ".",
                        "https://exa_mple.org", "InvalidInput|" + INVALID + ".")
                .forEach((url, answer) -> {
                    String[] codeAndMessage = answer.split("\\|", 2);
                    assertRefused(() -> create(url), 400, codeAndMessage[0], codeAndMessage[1]);
                });
    }

    @Test
    void aUrlIsTakenOnce() {
        create("https://oidc.example.com");
        assertRefused(
                () -> create("https://oidc.example.com"),
                409,
                "EntityAlreadyExists",
                "Provider with url https://oidc.example.com already exists.");
    }

    @Test
    void listsHaveTheirLimits() {
        List<String> hundred = IntStream.range(0, 100).mapToObj(i -> "id" + i).toList();
        List<String> five = IntStream.range(0, 5)
                .mapToObj(i -> String.valueOf(i).repeat(40))
                .toList();
        String arn = iam.createOpenIDConnectProvider(in ->
                        in.url("https://oidc.example.com").clientIDList(hundred).thumbprintList(five))
                .openIDConnectProviderArn();
        assertRefused(
                () -> iam.addClientIDToOpenIDConnectProvider(
                        in -> in.openIDConnectProviderArn(arn).clientID("more")),
                409,
                "LimitExceeded",
                "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100");
        iam.addClientIDToOpenIDConnectProvider(
                in -> in.openIDConnectProviderArn(arn).clientID("id7"));
        List<String> six = IntStream.range(0, 6)
                .mapToObj(i -> String.valueOf(i).repeat(40))
                .toList();
        List<ThrowingCallable> tooMany = List.of(
                () -> iam.createOpenIDConnectProvider(
                        in -> in.url("https://other.example.com").thumbprintList(six)),
                () -> iam.updateOpenIDConnectProviderThumbprint(
                        in -> in.openIDConnectProviderArn(arn).thumbprintList(six)));
        for (ThrowingCallable call : tooMany) {
            assertRefused(call, 400, "InvalidInput", "Thumbprint list must contain fewer than 5 entries.");
        }
    }

    @Test
    void aHundredAndFirstProviderIsRefused() {
        for (int i = 0; i < 100; i++) {
            create("https://oidc" + i + ".example.com");
        }
        assertRefused(
                () -> create("https://more.example.com"),
                409,
                "LimitExceeded",
                "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100");
    }

    @Test
    void theModelsLimitsAreSaidInOneMessage() {
        assertRefused(
                () -> iam.createOpenIDConnectProvider(in ->
                        in.url("b".repeat(256)).thumbprintList("b".repeat(41)).clientIDList("b".repeat(256))),
                400,
                "ValidationError",
                "3 validation errors detected: Value at 'clientIDList' failed to satisfy constraint: Member must"
                        + " satisfy constraint: [Member must have length less than or equal to 255, Member must have"
                        + " length greater than or equal to 1]; Value at 'thumbprintList' failed to satisfy constraint:"
                        + " Member must satisfy constraint: [Member must have length less than or equal to 40, Member"
                        + " must have length greater than or equal to 40]; Value at 'url' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 255");
    }
}
