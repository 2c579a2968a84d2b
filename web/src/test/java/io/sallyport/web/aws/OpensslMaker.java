// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.upokecenter.cbor.CBORObject;
import io.sallyport.web.aws.Packaged.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/** A maker of security keys whose every key, certificate and signature is OpenSSL's: root, intermediate, a key's own. */
final class OpensslMaker {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String AUTHORITY =
            "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";

    private final Path directory;

    private OpensslMaker(Path directory) {
        this.directory = directory;
    }

    static OpensslMaker in(Path directory) throws Exception {
        OpensslMaker maker = new OpensslMaker(Files.createDirectory(directory));
        maker.key("root");
        maker.openssl(
                "req",
                "-new",
                "-x509",
                "-key",
                "root.key",
                "-subj",
                "/C=US/O=Example Keys/CN=Example FIDO Root CA",
                "-days",
                "30",
                "-out",
                "root.pem");
        maker.key("intermediate");
        maker.issue("intermediate", "/C=US/O=Example Keys/CN=Example FIDO Attestation CA", "root", AUTHORITY);
        return maker;
    }

    Path root() {
        return directory.resolve("root.pem");
    }

    /**
     * A batch's certificate by WebAuthn L3 §8.2.1.
     *
     * @param aaguid what its extension says, 16 bytes in hex
     */
    void batch(String name, String aaguid) throws Exception {
        key(name);
        issue(
                name,
                "/C=US/O=Example Keys/OU=Authenticator Attestation/CN=Example Key " + name,
                "intermediate",
                "basicConstraints=critical,CA:FALSE\n1.3.6.1.4.1.45724.1.1.4=DER:0410" + aaguid + "\n");
    }

    /** A registration as a key of that batch would have answered it. */
    String vouch(String batch, String registration) throws Exception {
        ObjectNode answer = (ObjectNode) JSON.readTree(registration);
        ObjectNode response = (ObjectNode) answer.get("response");
        CBORObject attestation =
                CBORObject.DecodeFromBytes(url(response.get("attestationObject").asText()));
        byte[] data = attestation.get("authData").GetByteString();
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(data);
        signed.writeBytes(DigestUtils.sha256(url(response.get("clientDataJSON").asText())));
        byte[] made = CBORObject.NewOrderedMap()
                .Add("fmt", "packed")
                .Add(
                        "attStmt",
                        CBORObject.NewOrderedMap()
                                .Add("alg", -7)
                                .Add("sig", sign(batch, signed.toByteArray()))
                                .Add(
                                        "x5c",
                                        CBORObject.NewArray().Add(der(batch)).Add(der("intermediate"))))
                .Add("authData", data)
                .EncodeToBytes();
        response.put(
                "attestationObject", Base64.getUrlEncoder().withoutPadding().encodeToString(made));
        return answer.toString();
    }

    /** Metadata (FIDO MDS 3.1 §3.1.7) as a service under this root would sign them. */
    Path metadata(JsonNode payload) throws Exception {
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "metadata.key");
        issue("metadata", "/C=US/O=Example Keys/CN=Example Metadata", "intermediate", "basicConstraints=CA:FALSE\n");
        ObjectNode header = JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT");
        ArrayNode chain = header.putArray("x5c");
        chain.add(Base64.getEncoder().encodeToString(der("metadata")));
        chain.add(Base64.getEncoder().encodeToString(der("intermediate")));
        String signed = encoded(header) + "." + encoded(payload);
        String signature = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sign("metadata", signed.getBytes(StandardCharsets.US_ASCII)));
        return Files.writeString(directory.resolve("blob.jwt"), signed + "." + signature);
    }

    String rootBase64() throws Exception {
        return Base64.getEncoder().encodeToString(der("root"));
    }

    private static String encoded(JsonNode json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] url(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private void key(String name) throws Exception {
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", name + ".key");
    }

    private void issue(String name, String subject, String issuer, String extensions) throws Exception {
        Files.writeString(directory.resolve(name + ".ext"), extensions);
        openssl("req", "-new", "-key", name + ".key", "-subj", subject, "-out", name + ".csr");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                issuer + ".pem",
                "-CAkey",
                issuer + ".key",
                "-CAcreateserial",
                "-days",
                "30",
                "-extfile",
                name + ".ext",
                "-out",
                name + ".pem");
    }

    private byte[] sign(String name, byte[] message) throws Exception {
        Files.write(directory.resolve("message"), message);
        openssl("dgst", "-sha256", "-sign", name + ".key", "-out", "signature", "message");
        return Files.readAllBytes(directory.resolve("signature"));
    }

    private byte[] der(String name) throws Exception {
        openssl("x509", "-in", name + ".pem", "-outform", "DER", "-out", name + ".der");
        return Files.readAllBytes(directory.resolve(name + ".der"));
    }

    /** In its directory. */
    private void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "-C", directory.toString(), "openssl"));
        command.addAll(List.of(arguments));
        Ran ran = Packaged.run(directory, Map.of(), command);
        assertThat(ran.exit()).as(command + ran.err()).isZero();
    }
}
