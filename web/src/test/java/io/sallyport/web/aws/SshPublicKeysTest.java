// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.EncodingType;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysResponse;
import software.amazon.awssdk.services.iam.model.SSHPublicKey;
import software.amazon.awssdk.services.iam.model.SSHPublicKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

/** SSH public keys of users. */
class SshPublicKeysTest extends ServedAccount {
    private static final String NO_KEY = "APKAXXXXXXXXXXXXXXXXX";

    private final Random random = new Random(20_261_124);

    @BeforeEach
    void addTyler() {
        iam.createUser(in -> in.userName("Tyler"));
    }

    /** An odd number of that many bits, which is what can be told of a public key. */
    private BigInteger modulus(int bits) {
        return new BigInteger(bits, random).setBit(bits - 1).setBit(0);
    }

    private static byte[] wire(BigInteger modulus) {
        byte[] e = BigInteger.valueOf(65_537).toByteArray();
        byte[] n = modulus.toByteArray();
        return ByteBuffer.allocate(19 + e.length + n.length)
                .putInt(7)
                .put("ssh-rsa".getBytes(StandardCharsets.US_ASCII))
                .putInt(e.length)
                .put(e)
                .putInt(n.length)
                .put(n)
                .array();
    }

    private static String ssh(BigInteger modulus) {
        return "ssh-rsa " + Base64.getEncoder().encodeToString(wire(modulus));
    }

    private SSHPublicKey upload(String body) {
        return iam.uploadSSHPublicKey(in -> in.userName("tyler").sshPublicKeyBody(body))
                .sshPublicKey();
    }

    private SSHPublicKey get(String id, EncodingType encoding) {
        return iam.getSSHPublicKey(in -> in.userName("tyler").sshPublicKeyId(id).encoding(encoding))
                .sshPublicKey();
    }

    @Test
    void anUploadedKeyIsAnsweredWithItsFingerprint() throws Exception {
        BigInteger modulus = modulus(2048);

        SSHPublicKey key = upload(ssh(modulus) + " tyler@paper.street\n");

        assertThat(key.userName()).isEqualTo("Tyler");
        assertThat(key.sshPublicKeyId()).matches("APKA[A-Z2-7]{16}");
        assertThat(key.sshPublicKeyBody()).isEqualTo(ssh(modulus) + " tyler@paper.street\n");
        assertThat(key.fingerprint())
                .isEqualTo(HexFormat.ofDelimiter(":")
                        .formatHex(MessageDigest.getInstance("MD5").digest(wire(modulus))));
        assertThat(key.status()).isEqualTo(StatusType.ACTIVE);
        assertThat(key.uploadDate()).isEqualTo(server.clock().instant());
    }

    @Test
    void aKeyIsReadInEitherEncodingWhicheverItCameIn() throws Exception {
        BigInteger modulus = modulus(2048);
        SSHPublicKey key = upload(ssh(modulus) + " tyler@paper.street");

        assertThat(get(key.sshPublicKeyId(), EncodingType.SSH).sshPublicKeyBody())
                .as("without the comment")
                .isEqualTo(ssh(modulus));
        String pem = get(key.sshPublicKeyId(), EncodingType.PEM).sshPublicKeyBody();
        assertThat(pem).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("\n-----END PUBLIC KEY-----\n");
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
        RSAPublicKey read = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        assertThat(read.getModulus()).isEqualTo(modulus);

        iam.deleteSSHPublicKey(in -> in.userName("tyler").sshPublicKeyId(key.sshPublicKeyId()));
        SSHPublicKey again = upload(pem);
        assertThat(again.fingerprint()).isEqualTo(key.fingerprint());
        assertThat(get(again.sshPublicKeyId(), EncodingType.SSH).sshPublicKeyBody())
                .isEqualTo(ssh(modulus));
    }

    @Test
    void keysAreListedAsTheyCameInPages() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            server.clock().forward(Duration.ofSeconds(1));
            ids.add(upload(ssh(modulus(2048))).sshPublicKeyId());
        }

        List<String> seen = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            ListSshPublicKeysResponse page =
                    iam.listSSHPublicKeys(in -> in.userName("tyler").maxItems(2).marker(from));
            page.sshPublicKeys().stream()
                    .map(SSHPublicKeyMetadata::sshPublicKeyId)
                    .forEach(seen::add);
            assertThat(page.isTruncated()).isEqualTo(page.marker() != null);
            marker = page.marker();
        } while (marker != null);

        assertThat(seen).isEqualTo(ids);
        assertThat(iam.listSSHPublicKeys().sshPublicKeys())
                .as("the caller's own")
                .isEmpty();
        assertThat(iam.listSSHPublicKeys().hasSshPublicKeys()).isTrue();
        String users = iam.listUsers(in -> in.maxItems(1)).marker();
        assertRefused(
                () -> iam.listSSHPublicKeys(in -> in.userName("tyler").marker(users)),
                400,
                "ValidationError",
                "Invalid Marker.");
    }

    @Test
    void aKeyIsSwitchedOffAndOnAndForgotten() {
        String id = upload(ssh(modulus(2048))).sshPublicKeyId();

        iam.updateSSHPublicKey(in -> in.userName("tyler").sshPublicKeyId(id).status("Inactive"));
        assertThat(get(id, EncodingType.SSH).status()).isEqualTo(StatusType.INACTIVE);
        iam.updateSSHPublicKey(in -> in.userName("tyler").sshPublicKeyId(id).status("Active"));
        assertThat(iam.listSSHPublicKeys(in -> in.userName("tyler")).sshPublicKeys())
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.status()).isEqualTo(StatusType.ACTIVE);
                    assertThat(key.userName()).isEqualTo("Tyler");
                    assertThat(key.uploadDate()).isEqualTo(server.clock().instant());
                });
        assertRefused(
                () -> iam.updateSSHPublicKey(
                        in -> in.userName("tyler").sshPublicKeyId(id).status("Expired")),
                400,
                "InvalidInput",
                "Status can be set to Active or Inactive only.");

        iam.deleteSSHPublicKey(in -> in.userName("tyler").sshPublicKeyId(id));
        assertThat(iam.listSSHPublicKeys(in -> in.userName("tyler")).sshPublicKeys())
                .isEmpty();
    }

    @Test
    void whatIsNoKeyOfHersCannotBeFound() {
        String mine = iam.uploadSSHPublicKey(in -> in.userName("admin").sshPublicKeyBody(ssh(modulus(2048))))
                .sshPublicKey()
                .sshPublicKeyId();
        for (String id : List.of(NO_KEY, mine)) {
            List<ThrowingCallable> calls = List.of(
                    () -> get(id, EncodingType.SSH),
                    () -> iam.updateSSHPublicKey(
                            in -> in.userName("tyler").sshPublicKeyId(id).status("Inactive")),
                    () -> iam.deleteSSHPublicKey(in -> in.userName("tyler").sshPublicKeyId(id)));
            for (ThrowingCallable call : calls) {
                assertRefused(call, 404, "NoSuchEntity", "The Public Key with id " + id + " cannot be found.");
            }
        }
    }

    @Test
    void everyActionSaysWhichUserIsMissing() {
        List<ThrowingCallable> calls = List.of(
                () -> iam.uploadSSHPublicKey(in -> in.userName("nobody").sshPublicKeyBody("x")),
                () -> iam.getSSHPublicKey(
                        in -> in.userName("nobody").sshPublicKeyId(NO_KEY).encoding("SSH")),
                () -> iam.listSSHPublicKeys(in -> in.userName("nobody")),
                () -> iam.updateSSHPublicKey(
                        in -> in.userName("nobody").sshPublicKeyId(NO_KEY).status("Active")),
                () -> iam.deleteSSHPublicKey(in -> in.userName("nobody").sshPublicKeyId(NO_KEY)));
        for (ThrowingCallable call : calls) {
            assertRefused(call, 404, "NoSuchEntity", "The user with name nobody cannot be found.");
        }
        assertRefused(
                () -> server.iam(account.root()).listSSHPublicKeys(),
                400,
                "ValidationError",
                "Must specify userName when calling with non-User credentials");
    }

    @Test
    void whatIsNoRsaKeyOfEnoughBitsIsRefused() {
        for (String body : List.of(
                ssh(modulus(2047)),
                ssh(modulus(16_385)),
                ssh(modulus(2048).clearBit(0)),
                "ssh-rsa",
                "ssh-rsa AAAA",
                ssh(modulus(2048)).replace("ssh-rsa AAAAB3", "ssh-rsa AAAAB4"),
                ssh(modulus(2048)) + "\n" + ssh(modulus(2048)))) {
            assertRefused(
                    () -> upload(body), 400, "InvalidPublicKey", "The public key is malformed or otherwise invalid.");
        }
        for (String body : List.of(
                "canary",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKzvfE+qS09w+okgrO0gY7jryF0lSCxdEO/O0UaUhuZe",
                TestCertificates.selfSigned().pem())) {
            assertRefused(
                    () -> upload(body),
                    400,
                    "UnrecognizedPublicKeyEncoding",
                    "The public key encoding format is unsupported or unrecognized.");
        }
        assertRefused(() -> get(NO_KEY, EncodingType.UNKNOWN_TO_SDK_VERSION), 400, "ValidationError");
    }

    @Test
    void theSameKeyAgainAndASixthOneAreRefused() {
        BigInteger modulus = modulus(2048);
        upload(ssh(modulus));
        assertRefused(
                () -> upload(ssh(modulus) + " another comment"),
                400,
                "DuplicateSSHPublicKey",
                "The SSH public key is already associated with the specified IAM user.");
        iam.uploadSSHPublicKey(in -> in.userName("admin").sshPublicKeyBody(ssh(modulus)));
        for (int i = 0; i < 4; i++) {
            upload(ssh(modulus(2048)));
        }
        assertRefused(
                () -> upload(ssh(modulus(2048))),
                409,
                "LimitExceeded",
                "Cannot exceed quota for SSHPublicKeysPerUser: 5");
    }

    @Test
    void aUserWithAKeyStays() {
        String id = upload(ssh(modulus(2048))).sshPublicKeyId();
        assertRefused(
                () -> iam.deleteUser(in -> in.userName("tyler")),
                409,
                "DeleteConflict",
                "Cannot delete entity, must remove referenced objects first.");
        iam.deleteSSHPublicKey(in -> in.userName("tyler").sshPublicKeyId(id));
        iam.deleteUser(in -> in.userName("tyler"));
    }
}
