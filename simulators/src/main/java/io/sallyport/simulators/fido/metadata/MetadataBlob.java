// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import io.sallyport.simulators.fido.attestation.AttestationKey;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A metadata BLOB (FIDO Metadata Service 3.0 §3.1) that lists simulated models, signed under their authority's root: FIDO2
 * models by AAGUID, U2F ones by the key that signs their registrations. Immutable.
 */
public final class MetadataBlob {
    /** What a relying party's library may want to see in it. */
    public static final String LEGAL_HEADER =
            "Simulated security keys of one installation of Sallyport. Not FIDO's metadata.";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DAYS_TO_NEXT = 30;

    private final AttestationAuthority authority;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<KeyProfile, List<ModelStatus>> models;

    private MetadataBlob(
            AttestationAuthority authority,
            InstantSource clock,
            SecureRandom random,
            Map<KeyProfile, List<ModelStatus>> models) {
        this.authority = authority;
        this.clock = clock;
        this.random = random;
        this.models = models;
    }

    /** Of no model yet. */
    public static MetadataBlob by(AttestationAuthority authority, InstantSource clock, SecureRandom random) {
        return new MetadataBlob(authority, clock, random, Map.of());
    }

    /** Of all products. */
    public MetadataBlob withProducts(ModelStatus... status) {
        MetadataBlob all = this;
        for (KeyProfile product : Products.ALL) {
            all = all.with(product, status);
        }
        return all;
    }

    /** To FIDO the FIDO2 models of one AAGUID are one: the last counts. */
    public MetadataBlob with(KeyProfile profile, ModelStatus... status) {
        Map<KeyProfile, List<ModelStatus>> more = new LinkedHashMap<>(models);
        more.remove(profile);
        more.put(profile, List.of(status));
        return new MetadataBlob(authority, clock, random, more);
    }

    /** Of this key's model, as its faults have it: certified, or revoked. */
    public MetadataBlob with(KeyProfile profile, Faults faults) {
        return with(profile, faults.isRevoked() ? ModelStatus.REVOKED : ModelStatus.FIDO_CERTIFIED_L1);
    }

    /** In JWS compact serialisation (RFC 7515), with RS256 as FIDO's own. */
    public String sign() {
        AttestationKey signer = authority.metadata();
        ObjectNode header = JSON.objectNode().put("alg", "RS256").put("typ", "JWT");
        ArrayNode chain = header.putArray("x5c");
        signer.chain().forEach(certificate -> chain.add(base64(certificate)));
        String signed = encode(header) + "." + encode(payload());
        byte[] signature = signer.sign(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private ObjectNode payload() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        ObjectNode payload = JSON.objectNode()
                .put("legalHeader", LEGAL_HEADER)
                .put("no", today.toEpochDay())
                .put("nextUpdate", today.plusDays(DAYS_TO_NEXT).toString());
        ArrayNode entries = payload.putArray("entries");
        models.forEach((profile, status) -> {
            MetadataStatement statement =
                    new MetadataStatement(profile, clock, random, List.of(base64(authority.root())));
            if (profile.hasAaguid() && profile.equals(last(profile))) {
                String aaguid = profile.aaguid().toUuid().toString();
                entry(entries, status, today).put("aaguid", aaguid).set("metadataStatement", statement.fido2(aaguid));
            }
            if (profile.has(Feature.U2F)) {
                List<String> keys = List.of(
                        keyIdentifier(authority.u2fBatch(profile).chain().get(0)));
                ObjectNode entry = entry(entries, status, today);
                ArrayNode identifiers = entry.putArray("attestationCertificateKeyIdentifiers");
                keys.forEach(identifiers::add);
                entry.set("metadataStatement", statement.u2f(keys));
            }
        });
        return payload;
    }

    /** Of its AAGUID. */
    private KeyProfile last(KeyProfile profile) {
        return models.keySet().stream()
                .filter(other -> other.aaguid().equals(profile.aaguid()))
                .reduce((earlier, later) -> later)
                .orElse(profile);
    }

    private static ObjectNode entry(ArrayNode entries, List<ModelStatus> status, LocalDate today) {
        ObjectNode entry = entries.addObject();
        ArrayNode reports = entry.putArray("statusReports");
        status.forEach(s -> reports.addObject().put("status", s.name()).put("effectiveDate", today.toString()));
        return entry.put("timeOfLastStatusChange", today.toString());
    }

    /** RFC 5280 §4.2.1.2 method 1: SHA-1 of the public key without its algorithm. */
    private static String keyIdentifier(X509Certificate certificate) {
        byte[] key = SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
                .getPublicKeyData()
                .getBytes();
        return DigestUtils.sha1Hex(key);
    }

    private static String encode(ObjectNode json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new AssertionError("it was read from DER", e);
        }
    }
}
