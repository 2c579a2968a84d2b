// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.attestation.Statement;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.credential.Blueprint;
import io.sallyport.simulators.fido.credential.Credentials;
import io.sallyport.simulators.fido.credential.KeyAlgorithm;
import io.sallyport.simulators.fido.credential.NewCredential;
import io.sallyport.simulators.fido.credential.Signer;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Permission;
import java.util.Map;
import java.util.Optional;

/** authenticatorMakeCredential (CTAP 2.1 §6.1.2), in the order of its steps. */
final class MakeCredential implements Command {
    private static final long VENDOR_FACILITATED = 1;
    private static final long PLATFORM_MANAGED = 2;

    private final KeyProfile profile;
    private final Credentials credentials;
    private final Signer signer;
    private final UserGate gate;
    private final Extensions extensions;
    private final Attestation attestation;

    /** What is settled before the touch. */
    private record Settled(
            MakeCredentialRequest request,
            KeyAlgorithm algorithm,
            Map<String, Extension.Creation> extensions,
            boolean verified,
            boolean excluded,
            boolean enterprise) {}

    MakeCredential(
            KeyProfile profile,
            Credentials credentials,
            Signer signer,
            UserGate gate,
            Extensions extensions,
            Attestation attestation) {
        this.profile = profile;
        this.credentials = credentials;
        this.signer = signer;
        this.gate = gate;
        this.extensions = extensions;
        this.attestation = attestation;
    }

    @Override
    public void describe(Info info) {
        if (profile.has(Feature.MAKE_CRED_UV_NOT_REQUIRED)) {
            info.option("makeCredUvNotRqd", isUvNotRequired());
        }
        if (profile.has(Feature.ENTERPRISE_ATTESTATION)) {
            info.option("ep", gate.isEnterpriseAttestationEnabled());
        }
    }

    @Override
    public Step run(Parameters parameters) {
        MakeCredentialRequest request = MakeCredentialRequest.parse(parameters);
        // 1
        if (request.pinUvAuth().isSelection()) {
            return gate.selection();
        }
        // 2
        gate.requireProtocol(request.pinUvAuth());
        request.requireLengths(profile.limits());
        // 3
        KeyAlgorithm algorithm = choose(request);
        // 5
        Options options = request.options();
        UserGate.Way way = gate.way(request.pinUvAuth(), options);
        requireUserPresence(options);
        // 6
        way = gate.underAlwaysUv(way);
        // 7, 8
        boolean free = isUvNotRequired() && !options.isDiscoverable();
        if (way == UserGate.Way.NOT && gate.isProtected() && !free) {
            throw new CtapException(gate.unverified());
        }
        // 9
        boolean enterprise = isEnterprise(request);
        // 10, 11
        boolean verified = gate.verify(
                way,
                request.pinUvAuth(),
                request.clientDataHash(),
                Permission.MAKE_CREDENTIAL,
                request.rp().id());
        Map<String, Extension.Creation> asked = extensions.creating(request.extensions(), options);
        // 12 to 14
        boolean excluded = isExcluded(request, verified);
        Settled settled = new Settled(request, algorithm, asked, verified, excluded, enterprise);
        return gate.touch(
                way, excluded ? Optional.of(CtapStatus.CREDENTIAL_EXCLUDED) : Optional.empty(), () -> finish(settled));
    }

    /** makeCredUvNotRqd, which alwaysUv overrules. */
    private boolean isUvNotRequired() {
        return profile.has(Feature.MAKE_CRED_UV_NOT_REQUIRED) && !gate.isAlwaysUv();
    }

    /** The first that this key has. */
    private KeyAlgorithm choose(MakeCredentialRequest request) {
        return request.algorithms().stream()
                .filter(profile.algorithms()::contains)
                .findFirst()
                .flatMap(KeyAlgorithm::of)
                .orElseThrow(() -> new CtapException(CtapStatus.UNSUPPORTED_ALGORITHM));
    }

    /** To CTAP 2.0 the option is not valid here at all (§5.1 there). */
    private void requireUserPresence(Options options) {
        if (!options.userPresence().orElse(true) || (options.userPresence().isPresent() && !profile.isCtap21())) {
            throw new CtapException(CtapStatus.INVALID_OPTION);
        }
    }

    private boolean isEnterprise(MakeCredentialRequest request) {
        if (request.enterpriseAttestation().isEmpty()) {
            return false;
        }
        if (!profile.has(Feature.ENTERPRISE_ATTESTATION) || !gate.isEnterpriseAttestationEnabled()) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        long kind = request.enterpriseAttestation().get();
        if (kind != VENDOR_FACILITATED && kind != PLATFORM_MANAGED) {
            throw new CtapException(CtapStatus.INVALID_OPTION);
        }
        return kind == PLATFORM_MANAGED
                || attestation.knowsEnterprise(request.rp().id());
    }

    /** Whoever was not verified does not learn of credentials that are for verified users only (step 12). */
    private boolean isExcluded(MakeCredentialRequest request, boolean verified) {
        return request.excluded()
                .in(credentials, request.rp().idHash())
                .anyMatch(credential -> credential.protection().admits(verified, true));
    }

    private Bytes finish(Settled settled) {
        if (settled.excluded) {
            throw new CtapException(CtapStatus.CREDENTIAL_EXCLUDED);
        }
        gate.used();
        UserChecks checks = new UserChecks(true, settled.verified);
        // 15 to 17
        NewCredential made = credentials.create(blueprint(settled, checks));
        Optional<Bytes> outputs =
                Extensions.outputs(settled.extensions, extension -> extension.output(made.credential(), checks));
        Bytes data = signer.authenticatorData(
                count -> AuthenticatorData.ofNew(made, checks, profile.aaguid(), count, outputs));
        // 18
        Statement statement = attestation.statement(
                data,
                settled.request.clientDataHash(),
                new SelfAttestation(made.credential(), signer),
                settled.enterprise);
        CBORObject response = CBORObject.NewMap()
                .Add(0x01, statement.format())
                .Add(0x02, data.toArray())
                .Add(0x03, statement.map());
        if (statement.enterprise()) {
            response.Add(0x04, true);
        }
        settled.extensions.values().forEach(extension -> extension.respond(made.credential(), response));
        return CtapCbor.encode(response);
    }

    private static Blueprint blueprint(Settled settled, UserChecks checks) {
        MakeCredentialRequest request = settled.request;
        Blueprint blueprint = Blueprint.of(
                request.rp(),
                request.user(),
                settled.algorithm,
                request.options().isDiscoverable());
        for (Extension.Creation extension : settled.extensions.values()) {
            blueprint = extension.shape(blueprint, checks);
        }
        return blueprint;
    }
}
