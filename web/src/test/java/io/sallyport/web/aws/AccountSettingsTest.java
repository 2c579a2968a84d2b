// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetOutboundWebIdentityFederationInfoResponse;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

/** What an account chooses for itself. */
class AccountSettingsTest extends ServedAccount {
    private @Nullable Integer tokenVersion() {
        return iam.getAccountSummary().summaryMap().get(SummaryKeyType.GLOBAL_ENDPOINT_TOKEN_VERSION);
    }

    @Test
    void theTokenVersionOfTheGlobalEndpointIsOneUntilItIsSet() {
        assertThat(tokenVersion()).isEqualTo(1);
        iam.setSecurityTokenServicePreferences(in -> in.globalEndpointTokenVersion("v2Token"));
        assertThat(tokenVersion()).isEqualTo(2);
        iam.setSecurityTokenServicePreferences(in -> in.globalEndpointTokenVersion("v1Token"));
        assertThat(tokenVersion()).isEqualTo(1);
        assertRefused(
                () -> iam.setSecurityTokenServicePreferences(in -> in.globalEndpointTokenVersion("v3Token")),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'globalEndpointTokenVersion' failed to satisfy constraint:"
                        + " Member must satisfy enum value set");
    }

    @Test
    void outboundFederationIsDisabledUntilItIsEnabledAndKeepsItsIssuer() {
        assertRefused(
                () -> iam.getOutboundWebIdentityFederationInfo(in -> {}),
                404,
                "FeatureDisabled",
                "Outbound identity federation is disabled for account " + account.id());
        assertAlreadyDisabled();

        String issuer = iam.enableOutboundWebIdentityFederation(in -> {}).issuerIdentifier();
        assertThat(issuer).matches("https://[0-9a-f-]{36}\\.tokens\\.sts\\.global\\.api\\.aws");
        GetOutboundWebIdentityFederationInfoResponse info = iam.getOutboundWebIdentityFederationInfo(in -> {});
        assertThat(info.issuerIdentifier()).isEqualTo(issuer);
        assertThat(info.jwtVendingEnabled()).isTrue();
        assertRefused(
                () -> iam.enableOutboundWebIdentityFederation(in -> {}),
                409,
                "FeatureEnabled",
                "Outbound identity federation is already enabled for account " + account.id());

        iam.disableOutboundWebIdentityFederation(in -> {});
        assertAlreadyDisabled();
        assertThat(iam.enableOutboundWebIdentityFederation(in -> {}).issuerIdentifier())
                .isEqualTo(issuer);
    }

    private void assertAlreadyDisabled() {
        assertRefused(
                () -> iam.disableOutboundWebIdentityFederation(in -> {}),
                404,
                "FeatureDisabled",
                "Outbound identity federation is already disabled for account " + account.id());
    }

    @Test
    void policiesMustAllowThemOnEverything() {
        IamClient tyler = server.iam(newUser("tyler"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> tyler.setSecurityTokenServicePreferences(in -> in.globalEndpointTokenVersion("v2Token")),
                () -> tyler.enableOutboundWebIdentityFederation(in -> {}),
                () -> tyler.disableOutboundWebIdentityFederation(in -> {}),
                () -> tyler.getOutboundWebIdentityFederationInfo(in -> {}))) {
            assertThat(assertRefused(call, 403, "AccessDenied")
                            .awsErrorDetails()
                            .errorMessage())
                    .contains(" on resource: * because no identity-based policy allows the iam:");
        }
    }
}
