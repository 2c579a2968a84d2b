// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.certificate;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * An RSA public key, the one kind that CodeCommit takes, in either of the encodings that IAM reads and writes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4253#section-6.6">RFC 4253 section 6.6, ssh-rsa</a>
 */
public record SshRsaKey(BigInteger exponent, BigInteger modulus) {
    /** UploadSSHPublicKey: "The minimum bit-length of the public key is 2048 bits." */
    private static final int LEAST_BITS = 2048;

    /** More does no SSH client make. */
    private static final int MOST_BITS = 16_384;

    private static final String ALGORITHM = "ssh-rsa";
    private static final String INFO_LABEL = "PUBLIC KEY";
    private static final String PKCS1_LABEL = "RSA PUBLIC KEY";

    /** The key and whatever comment follows, in one line. */
    private static final Pattern LINE = Pattern.compile("ssh-rsa[ \\t]+([A-Za-z0-9+/=]+)(?:[ \\t][^\\r\\n]*)?");

    public SshRsaKey {
        boolean sized = modulus.signum() > 0 && modulus.bitLength() >= LEAST_BITS && modulus.bitLength() <= MOST_BITS;
        boolean sound = modulus.testBit(0) && exponent.testBit(0) && exponent.compareTo(BigInteger.ONE) > 0;
        if (!sized || !sound || exponent.compareTo(modulus) >= 0) {
            throw invalid();
        }
    }

    /**
     * Reads what {@code ssh-keygen} writes, or PEM.
     *
     * @throws IamException {@code UNRECOGNIZED_PUBLIC_KEY_ENCODING}, {@code INVALID_PUBLIC_KEY}
     */
    public static SshRsaKey read(String text) {
        String stripped = text.strip();
        if (stripped.startsWith(ALGORITHM)) {
            return ofSsh(stripped);
        }
        List<Pem> blocks = Pem.read(stripped);
        if (blocks.size() != 1) {
            throw unrecognized();
        }
        Pem block = blocks.get(0);
        return switch (block.label()) {
            case INFO_LABEL, PKCS1_LABEL -> ofDer(block);
            default -> throw unrecognized();
        };
    }

    private static SshRsaKey ofSsh(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw invalid();
        }
        try {
            byte[] given = Base64.getDecoder().decode(parts.group(1));
            ByteBuffer in = ByteBuffer.wrap(given);
            String algorithm = new String(string(in), StandardCharsets.US_ASCII);
            SshRsaKey key = new SshRsaKey(number(in), number(in));
            if (algorithm.equals(ALGORITHM) && Arrays.equals(key.wire(), given)) {
                return key;
            }
        } catch (IllegalArgumentException | BufferUnderflowException notOne) {
            throw invalid();
        }
        throw invalid();
    }

    private static byte[] string(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] string = new byte[length];
        in.get(string);
        return string;
    }

    private static BigInteger number(ByteBuffer in) {
        byte[] number = string(in);
        return number.length == 0 ? BigInteger.ZERO : new BigInteger(number);
    }

    private static SshRsaKey ofDer(Pem block) {
        try {
            RSAPublicKey key = RSAPublicKey.getInstance(
                    block.label().equals(PKCS1_LABEL)
                            ? block.der()
                            : rsa(SubjectPublicKeyInfo.getInstance(block.der())).parsePublicKey());
            return new SshRsaKey(key.getPublicExponent(), key.getModulus());
        } catch (IOException | RuntimeException notOne) {
            // The parser meets bytes of anybody's choice here; whatever it says of them, they are no key.
            throw invalid();
        }
    }

    private static SubjectPublicKeyInfo rsa(SubjectPublicKeyInfo info) {
        if (!info.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            throw invalid();
        }
        return info;
    }

    private static IamException invalid() {
        return new IamException(Kind.INVALID_PUBLIC_KEY, "The public key is malformed or otherwise invalid.");
    }

    private static IamException unrecognized() {
        return new IamException(
                Kind.UNRECOGNIZED_PUBLIC_KEY_ENCODING,
                "The public key encoding format is unsupported or unrecognized.");
    }

    /** The key alone, without any comment. */
    public String ssh() {
        return ALGORITHM + " " + Base64.getEncoder().encodeToString(wire());
    }

    public String pem() {
        try {
            byte[] der = new SubjectPublicKeyInfo(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                            new RSAPublicKey(modulus, exponent))
                    .getEncoded(ASN1Encoding.DER);
            return Pem.write(INFO_LABEL, der);
        } catch (IOException impossible) {
            throw new AssertionError("two numbers can be encoded", impossible);
        }
    }

    /** MD5 of the key's bytes on the wire, in hex with colons, as {@code ssh-keygen -l -E md5} shows it. */
    public String fingerprint() {
        return HexFormat.ofDelimiter(":").formatHex(DigestUtils.md5(wire()));
    }

    /** SHA-256 of the same bytes in hex, which unlike the fingerprint tells two keys apart. */
    public String digest() {
        return DigestUtils.sha256Hex(wire());
    }

    private byte[] wire() {
        byte[] name = ALGORITHM.getBytes(StandardCharsets.US_ASCII);
        byte[] e = exponent.toByteArray();
        byte[] n = modulus.toByteArray();
        return ByteBuffer.allocate(3 * Integer.BYTES + name.length + e.length + n.length)
                .putInt(name.length)
                .put(name)
                .putInt(e.length)
                .put(e)
                .putInt(n.length)
                .put(n)
                .array();
    }
}
