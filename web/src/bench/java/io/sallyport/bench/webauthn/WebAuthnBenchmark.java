// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.webauthn;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.exception.AssertionFailedException;
import io.sallyport.core.mfa.SecurityKeys.Assertion;
import io.sallyport.hardware.webauthn.ParsedAssertion;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.web.cli.signature.QuickSignatures;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Every one takes the same assertions in turn, and one that it does not accept ends the run. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets the fields
public class WebAuthnBenchmark {
    private static final int SAMPLES = 64;

    private final List<Sample> samples = new ArrayList<>();
    private final List<ParsedAssertion> parsed = new ArrayList<>();
    private final List<Signature> bare = new ArrayList<>();
    private final List<CredentialRecord> stored = new ArrayList<>();
    private final List<AuthenticationParameters> parameters = new ArrayList<>();
    private final List<AuthenticationData> parsedByWebAuthn4j = new ArrayList<>();
    private WebAuthnSecurityKeys keys;
    private RelyingParty yubico;
    private WebAuthnManager webAuthn4j;
    private int next;

    /** Called once in each fork: the others run as they come, on Java's own signatures, unless they are named so. */
    @Setup
    public void prepare(BenchmarkParams benchmark) throws GeneralSecurityException, IOException {
        String name = benchmark.getBenchmark().substring(WebAuthnBenchmark.class.getName().length() + 1);
        if (name.startsWith("ours") || name.startsWith("bare") || name.endsWith("Quick")) {
            QuickSignatures.register();
        }
        SecureRandom random = new SecureRandom();
        keys = new WebAuthnSecurityKeys(Sample.RP_ID, "Example", Set.of(Sample.ORIGIN), random);
        webAuthn4j = WebAuthnManager.createNonStrictWebAuthnManager();
        for (int i = 0; i < SAMPLES; i++) {
            Sample sample = Sample.make(keys, random);
            samples.add(sample);
            parsed.add(ParsedAssertion.of(sample.request(), sample.response()));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(sample.publicKey());
            bare.add(signature);
            stored.add(stored(sample));
            parameters.add(parameters(sample, stored.get(i)));
            parsedByWebAuthn4j.add(webAuthn4j.parseAuthenticationResponseJSON(sample.response()));
        }
        yubico = RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder()
                        .id(Sample.RP_ID)
                        .name("Example")
                        .build())
                .credentialRepository(new Credentials(samples))
                .origins(Set.of(Sample.ORIGIN))
                .build();
    }

    private static CredentialRecord stored(Sample sample) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                false,
                false,
                false,
                sample.credential().signatureCount(),
                new AttestedCredentialData(
                        AAGUID.ZERO,
                        sample.credential().credentialId().toArray(),
                        EC2COSEKey.create(sample.publicKey(), COSEAlgorithmIdentifier.ES256)),
                new AuthenticationExtensionsAuthenticatorOutputs<>(),
                null,
                null,
                Set.of());
    }

    private static AuthenticationParameters parameters(Sample sample, CredentialRecord stored) {
        ServerProperty server = ServerProperty.builder()
                .origin(new Origin(Sample.ORIGIN))
                .rpId(Sample.RP_ID)
                .challenge(new DefaultChallenge(sample.challenge()))
                .build();
        return new AuthenticationParameters(
                server, stored, List.of(sample.credential().credentialId().toArray()), false, true);
    }

    /** webauthn4j writes the counter it has seen into what it was given. */
    private AuthenticationParameters fresh(int i) {
        stored.get(i).setCounter(samples.get(i).credential().signatureCount());
        return parameters.get(i);
    }

    private int next() {
        next = next + 1 == SAMPLES ? 0 : next + 1;
        return next;
    }

    /** The signature alone, by an object that has its key already. */
    @Benchmark
    public boolean bare() throws GeneralSecurityException {
        int i = next();
        Signature signature = bare.get(i);
        signature.update(samples.get(i).signed());
        if (!signature.verify(samples.get(i).signature())) {
            throw new AssertionError("the bare signature does not verify");
        }
        return true;
    }

    @Benchmark
    public Assertion oursParsed() {
        int i = next();
        Sample sample = samples.get(i);
        return parsed.get(i).verify(keys, sample.owner(), List.of(sample.credential()));
    }

    @Benchmark
    public Assertion oursJson() {
        Sample sample = samples.get(next());
        return keys.finishAssertion(sample.request(), sample.response(), sample.owner(), List.of(sample.credential()));
    }

    @Benchmark
    public AuthenticationData webAuthn4jParsed() {
        int i = next();
        return webAuthn4j.verify(parsedByWebAuthn4j.get(i), fresh(i));
    }

    @Benchmark
    public AuthenticationData webAuthn4jJson() {
        int i = next();
        return webAuthn4j.verifyAuthenticationResponseJSON(samples.get(i).response(), fresh(i));
    }

    @Benchmark
    public AssertionResult yubicoParsed() throws AssertionFailedException {
        int i = next();
        return verified(FinishAssertionOptions.builder()
                .request(parsed.get(i).request())
                .response(parsed.get(i).response())
                .build());
    }

    @Benchmark
    public AssertionResult yubicoJson() throws AssertionFailedException, IOException {
        Sample sample = samples.get(next());
        return verified(FinishAssertionOptions.builder()
                .request(AssertionRequest.fromJson(sample.request()))
                .response(PublicKeyCredential.parseAssertionResponseJson(sample.response()))
                .build());
    }

    /** With the provider that ours has. */
    @Benchmark
    public AuthenticationData webAuthn4jJsonQuick() {
        return webAuthn4jJson();
    }

    /** With the provider that ours has. */
    @Benchmark
    public AssertionResult yubicoJsonQuick() throws AssertionFailedException, IOException {
        return yubicoJson();
    }

    private AssertionResult verified(FinishAssertionOptions options) throws AssertionFailedException {
        AssertionResult result = yubico.finishAssertion(options);
        if (!result.isSuccess()) {
            throw new AssertionError("java-webauthn-server does not accept the assertion");
        }
        return result;
    }
}
