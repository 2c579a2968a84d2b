// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Credentials;
import io.sallyport.simulators.fido.credential.KeyAlgorithm;
import io.sallyport.simulators.fido.credential.Signer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The U2F authenticator: every APDU is answered at once, the touch by asking again. Not thread-safe. */
public final class U2f {
    private static final Logger LOG = LoggerFactory.getLogger(U2f.class);

    private static final int REGISTER = 0x01;
    private static final int AUTHENTICATE = 0x02;
    private static final int VERSION = 0x03;

    private static final int ENFORCE = 0x03;
    private static final int CHECK_ONLY = 0x07;
    private static final int DO_NOT_ENFORCE = 0x08;

    private final Credentials credentials;
    private final Signer signer;
    private final Attestation attestation;
    private final BooleanSupplier disabled;
    private final Touch touch;

    /** @param disabled whether the user must always be verified, which U2F cannot (CTAP 2.1 §7.2.4) */
    public U2f(Chip chip, Attestation attestation, BooleanSupplier disabled) {
        this.credentials = new Credentials(chip);
        this.signer = new Signer(chip);
        this.attestation = attestation;
        this.disabled = disabled;
        this.touch = new Touch(chip);
    }

    /**
     * @param apdu in short or extended encoding
     * @return data and status word
     */
    public Bytes process(Bytes apdu) {
        try {
            return answer(run(Apdu.parse(apdu)), StatusWord.NO_ERROR);
        } catch (ApduException e) {
            return answer(Bytes.empty(), e.status());
        }
    }

    private Bytes run(Apdu apdu) {
        if (apdu.cla() != 0) {
            throw new ApduException(StatusWord.CLA_NOT_SUPPORTED);
        }
        return switch (apdu.ins()) {
            case REGISTER -> register(apdu);
            case AUTHENTICATE -> authenticate(apdu);
            case VERSION -> version(apdu);
            default -> throw new ApduException(StatusWord.INS_NOT_SUPPORTED);
        };
    }

    /** P1 is no part of it (§4.1), and browsers set it to 3 or 0x83. */
    private Bytes register(Apdu apdu) {
        requireEnabled();
        Registration request = Registration.parse(apdu.data());
        touch.require();
        return request.answer(credentials.createForHash(request.application()), attestation.u2f());
    }

    private Bytes authenticate(Apdu apdu) {
        requireEnabled();
        if (apdu.p1() != ENFORCE && apdu.p1() != CHECK_ONLY && apdu.p1() != DO_NOT_ENFORCE) {
            throw new ApduException(StatusWord.INCORRECT_P1_P2);
        }
        Authentication request = Authentication.parse(apdu.data());
        Credential credential = credentials
                .find(request.application(), request.handle())
                .filter(U2f::mayBeUsed)
                .orElseThrow(() -> new ApduException(StatusWord.WRONG_DATA));
        if (apdu.p1() == CHECK_ONLY) {
            throw new ApduException(StatusWord.CONDITIONS_NOT_SATISFIED);
        }
        boolean present = apdu.p1() == ENFORCE;
        if (present) {
            touch.require();
        }
        return request.answer(credential, present, signer);
    }

    /** Also those that CTAP2 made, if U2F knows the algorithm and no user must be verified (CTAP 2.1 §12.1). */
    private static boolean mayBeUsed(Credential credential) {
        return credential.algorithm() == KeyAlgorithm.ES256
                && credential.protection().admits(false, true);
    }

    private static Bytes version(Apdu apdu) {
        if (apdu.data().length() > 0) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        return Bytes.of("U2F_V2".getBytes(StandardCharsets.US_ASCII));
    }

    private void requireEnabled() {
        if (disabled.getAsBoolean()) {
            throw new ApduException(StatusWord.COMMAND_NOT_ALLOWED);
        }
    }

    private static Bytes answer(Bytes data, StatusWord status) {
        LOG.debug("CTAP1 status word {}", status);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(data.toArray());
        out.write(status.code() >> 8);
        out.write(status.code());
        return Bytes.of(out.toByteArray());
    }
}
