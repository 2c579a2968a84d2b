// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.ctap2.Authenticator;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.message.CtapCbor;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What FIDO Metadata Statement 3.0 §3.1 wants to be said of a model. */
final class MetadataStatement {
    static final String LEGAL_HEADER = "https://fidoalliance.org/metadata/metadata-statement-legal-header/";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<Long, String> ALGORITHMS = Map.of(
            -7L, "secp256r1_ecdsa_sha256_raw",
            -35L, "secp384r1_ecdsa_sha384_raw",
            -8L, "ed25519_eddsa_sha512_raw",
            -257L, "rsassa_pkcsv15_sha256_raw");
    private static final int PIN_RETRIES = 8;
    private static final int GET_INFO = 0x04;

    private final KeyProfile profile;
    private final InstantSource clock;
    private final SecureRandom random;
    private final List<String> roots;

    /** @param roots certificates in base64 */
    MetadataStatement(KeyProfile profile, InstantSource clock, SecureRandom random, List<String> roots) {
        this.profile = profile;
        this.clock = clock;
        this.random = random;
        this.roots = List.copyOf(roots);
    }

    /** @param aaguid with hyphens */
    ObjectNode fido2(String aaguid) {
        ObjectNode statement = common("fido2").put("aaguid", aaguid);
        strings(
                statement,
                "authenticationAlgorithms",
                profile.algorithms().stream().map(ALGORITHMS::get).toList());
        strings(statement, "publicKeyAlgAndEncodings", List.of("cose"));
        versions(statement, 0, 1);
        ArrayNode verification = statement.putArray("userVerificationDetails");
        alternative(verification, "presence_internal");
        pin(alternative(verification, "passcode_external"));
        if (profile.has(Feature.FINGERPRINT)) {
            alternative(verification, "fingerprint_internal");
        }
        statement.set("authenticatorGetInfo", GetInfoJson.of(askAFreshKey()));
        return statement;
    }

    /** @param identifiers of the keys that sign registrations, in hex */
    ObjectNode u2f(List<String> identifiers) {
        ObjectNode statement = common("u2f");
        strings(statement, "attestationCertificateKeyIdentifiers", identifiers);
        strings(statement, "authenticationAlgorithms", List.of("secp256r1_ecdsa_sha256_raw"));
        strings(statement, "publicKeyAlgAndEncodings", List.of("ecc_x962_raw"));
        versions(statement, 1, 2);
        alternative(statement.putArray("userVerificationDetails"), "presence_internal");
        return statement;
    }

    private ObjectNode common(String family) {
        ObjectNode statement = JSON.objectNode()
                .put("legalHeader", LEGAL_HEADER)
                .put("description", "Simulated " + profile.name())
                .put("authenticatorVersion", profile.firmware().number())
                .put("protocolFamily", family)
                .put("schema", 3)
                .put("cryptoStrength", 128);
        strings(statement, "attestationTypes", List.of("basic_full"));
        strings(statement, "keyProtection", List.of("hardware", "secure_element"));
        strings(statement, "matcherProtection", List.of("on_chip"));
        boolean nfc = profile.transports().contains("nfc");
        strings(
                statement,
                "attachmentHint",
                nfc ? List.of("external", "wired", "wireless", "nfc") : List.of("external", "wired"));
        strings(statement, "tcDisplay", List.of());
        strings(statement, "attestationRootCertificates", roots);
        return statement;
    }

    /** What a key of the model says of itself when it comes from its maker. */
    private CBORObject askAFreshKey() {
        Environment factory = new Environment(clock, random, Presence.absent(), Storage.inMemory());
        byte[] response = new Authenticator(new Chip(factory, profile, Faults.none()))
                .submit(Bytes.of((byte) GET_INFO))
                .orElseThrow()
                .toArray();
        return CtapCbor.decode(Arrays.copyOfRange(response, 1, response.length));
    }

    private static ObjectNode alternative(ArrayNode alternatives, String method) {
        return alternatives.addArray().addObject().put("userVerificationMethod", method);
    }

    private void pin(ObjectNode method) {
        method.putObject("caDesc")
                .put("base", 64)
                .put("minLength", profile.limits().minPinLength())
                .put("maxRetries", PIN_RETRIES)
                .put("blockSlowdown", 0);
    }

    private static void versions(ObjectNode statement, int... minors) {
        ArrayNode upv = statement.putArray("upv");
        for (int minor : minors) {
            upv.addObject().put("major", 1).put("minor", minor);
        }
    }

    private static void strings(ObjectNode statement, String member, List<String> values) {
        ArrayNode array = statement.putArray(member);
        values.forEach(array::add);
    }
}
