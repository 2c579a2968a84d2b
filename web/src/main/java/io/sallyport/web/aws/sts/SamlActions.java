// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Asker;
import io.sallyport.core.account.RoleArns;
import io.sallyport.core.account.RoleSessions;
import io.sallyport.core.account.RoleTrust;
import io.sallyport.core.account.SamlKeys;
import io.sallyport.core.account.SessionRequest;
import io.sallyport.core.federation.SamlAssertion;
import io.sallyport.core.federation.SamlAttributes;
import io.sallyport.core.federation.SamlMetadataReader;
import io.sallyport.core.federation.SamlPrivateKey;
import io.sallyport.core.federation.SamlProvider;
import io.sallyport.core.federation.SamlProviders;
import io.sallyport.core.federation.SamlResponseReader;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Authorisation;
import io.sallyport.web.aws.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;

/** Roles for whom a SAML provider vouches. */
public final class SamlActions {
    private static final String NAME = "AssumeRoleWithSAML";
    private static final String ACTION = "sts:" + NAME;
    private static final Duration DEFAULT = Duration.ofHours(1);

    private final RoleTrust trust;
    private final RoleSessions sessions;
    private final InstantSource clock;

    public SamlActions(RoleTrust trust, RoleSessions sessions, InstantSource clock) {
        this.trust = trust;
        this.sessions = sessions;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changesInSteps(
                NAME,
                AssumeRoleWithSamlRequest.class,
                Authorisation.unsigned(in -> RoleArns.account(role(in))),
                this::assumeRoleWithSaml);
    }

    private static Arn role(AssumeRoleWithSamlRequest in) {
        return RoleArns.parse(in.roleArn())
                .orElseThrow(() -> new IamException(Kind.ACCESS_DENIED, "Not authorized to perform " + ACTION));
    }

    /** A provider as it was when the response was read. */
    private record Trusted(SamlProvider provider, String metadata, List<SamlPrivateKey> keys) {
        static Trusted of(SamlProviders providers, Arn arn) {
            SamlProvider provider = providers
                    .find(arn)
                    .orElseThrow(
                            () -> new IamException(Kind.INVALID_IDENTITY_TOKEN, "Specified provider doesn't exist"));
            return new Trusted(provider, providers.metadata(provider), providers.privateKeys(provider));
        }

        SamlResponseReader reader() {
            return new SamlResponseReader(provider, SamlMetadataReader.read(metadata), keys);
        }

        boolean isStill(Trusted now) {
            return provider.equals(now.provider) && metadata.equals(now.metadata);
        }
    }

    private Supplier<Function<Call, ? extends SdkPojo>> assumeRoleWithSaml(Call look, AssumeRoleWithSamlRequest in) {
        Arn arn = provider(in);
        Trusted trusted = Trusted.of(look.account().samlProviders(), arn);
        return () -> {
            SamlAssertion assertion = trusted.reader().read(in.samlAssertion(), clock.instant());
            SamlAttributes attributes = new SamlAttributes(assertion);
            attributes.requireRole(role(in), arn);
            return call -> {
                if (!trusted.isStill(Trusted.of(call.account().samlProviders(), arn))) {
                    throw new IamException(Kind.INVALID_IDENTITY_TOKEN, "Specified provider was changed meanwhile");
                }
                return assume(call, in, assertion, attributes);
            };
        };
    }

    private static Arn provider(AssumeRoleWithSamlRequest in) {
        try {
            return Arn.parse(in.principalArn());
        } catch (IamException notOne) {
            throw new IamException(Kind.VALIDATION_ERROR, "Request ARN is invalid");
        }
    }

    @SuppressWarnings("deprecation") // PackedPolicySize: the SDK deprecates it, AWS answers with it
    private AssumeRoleWithSamlResponse assume(
            Call call, AssumeRoleWithSamlRequest in, SamlAssertion assertion, SamlAttributes attributes) {
        Instant now = clock.instant();
        SamlKeys keys = new SamlKeys(assertion, call.account().id(), provider(in));
        SessionRequest wanted = wanted(in, attributes).vouchedFor(keys.ofSession());
        Asker asker = trust.outsider(Principal.federated(in.principalArn()), keys.ofRequest(), call.facts());
        Role role = trust.require(
                call.account(),
                role(in),
                asker,
                ACTION,
                wanted,
                RequestContext.builder().build());
        RoleSessions.Opened opened =
                sessions.open(call.account(), role, shortened(role, wanted, assertion, attributes, now));
        call.account().usedAssertions().use(assertion, now);
        return AssumeRoleWithSamlResponse.builder()
                .credentials(StsWire.credentials(opened.issued()))
                .assumedRoleUser(StsWire.assumedRoleUser(opened))
                .packedPolicySize(opened.packedSize())
                .subject(assertion.subject())
                .subjectType(assertion.subjectType())
                .issuer(assertion.issuer())
                .audience(assertion.recipient())
                .nameQualifier(keys.nameQualifier())
                .sourceIdentity(wanted.sourceIdentity())
                .build();
    }

    private static SessionRequest wanted(AssumeRoleWithSamlRequest in, SamlAttributes attributes) {
        try {
            List<Tag> tags = attributes.tags().entrySet().stream()
                    .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                    .toList();
            return SessionRequest.named(attributes.sessionName())
                    .lasting(in.durationSeconds())
                    .narrowedBy(in.policy(), StsWire.arns(in.policyArns()))
                    .tagged(tags, attributes.transitiveTagKeys())
                    .identifiedAs(attributes.sourceIdentity().orElse(null));
        } catch (IamException wrong) {
            // What is no tag came with the token, as the rest of it.
            throw new IamException(Kind.INVALID_IDENTITY_TOKEN, wrong.explanation());
        }
    }

    /** The provider's word shortens a session that the role allows; it does not excuse a wish for a longer one. */
    private static SessionRequest shortened(
            Role role, SessionRequest wanted, SamlAssertion assertion, SamlAttributes attributes, Instant now) {
        Duration asked = wanted.lifetime() == null ? DEFAULT : wanted.lifetime();
        if (asked.compareTo(role.maxSession()) > 0) {
            return wanted;
        }
        Duration shortest = Stream.of(
                        Optional.of(asked),
                        attributes.sessionDuration(),
                        Optional.ofNullable(assertion.sessionEnd()).map(end -> Duration.between(now, end)))
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .orElseThrow();
        return wanted.lasting((int) shortest.toSeconds());
    }
}
