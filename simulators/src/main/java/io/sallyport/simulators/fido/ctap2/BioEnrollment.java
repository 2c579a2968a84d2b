// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Fingerprints;
import io.sallyport.simulators.fido.pin.Permission;
import io.sallyport.simulators.fido.pin.PinUvAuth;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * authenticatorBioEnrollment (CTAP 2.1 §6.7), and the command of FIDO_2_1_PRE that is the same by another number. A sample
 * takes as long as a touch, whatever the platform's timeoutMilliseconds.
 */
final class BioEnrollment implements Command {
    private static final long FINGERPRINT = 1;
    private static final int TOUCH_SENSOR = 1;
    private static final long SENSOR_INFO = 0x07;

    private final KeyProfile profile;
    private final UserVerification verification;
    private final Fingerprints fingerprints;
    private final Map<Long, Function<Parameters, Step>> subCommands;
    private Optional<Enrollment> begun = Optional.empty();

    BioEnrollment(KeyProfile profile, UserVerification verification) {
        this.profile = profile;
        this.verification = verification;
        this.fingerprints = verification.fingerprints();
        this.subCommands = Map.of(
                0x01L, this::begin,
                0x02L, this::captureNext,
                0x03L, this::cancel,
                0x04L, this::enumerate,
                0x05L, this::rename,
                0x06L, this::remove);
    }

    @Override
    public void describe(Info info) {
        boolean enrolled = fingerprints.isEnrolled();
        if (profile.isCtap21()) {
            info.option("bioEnroll", enrolled);
        }
        info.option("userVerificationMgmtPreview", enrolled);
    }

    @Override
    public Step run(Parameters in) {
        if (in.flag(0x06).orElse(false)) {
            return answer(CBORObject.NewMap().Add(0x01, FINGERPRINT));
        }
        long modality = Parameters.require(in.integer(0x01));
        long number = Parameters.require(in.integer(0x02));
        if (modality != FINGERPRINT) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        if (number == SENSOR_INFO) {
            return answer(CBORObject.NewMap()
                    .Add(0x02, TOUCH_SENSOR)
                    .Add(0x03, Enrollment.SAMPLES)
                    .Add(0x08, Fingerprints.MAX_NAME));
        }
        Function<Parameters, Step> subCommand = subCommands.get(number);
        if (subCommand == null) {
            throw new CtapException(CtapStatus.INVALID_SUBCOMMAND);
        }
        Optional<Parameters> parameters = in.map(0x03);
        if (number != 0x03) {
            verification.require(
                    PinUvAuth.parse(in, 0x05, 0x04),
                    message(number, parameters),
                    Permission.BIO_ENROLLMENT,
                    Optional.empty());
        }
        return subCommand.apply(parameters.orElseGet(Parameters::none));
    }

    @Override
    public void forget() {
        begun = Optional.empty();
    }

    private static Bytes message(long subCommand, Optional<Parameters> parameters) {
        return Bytes.join(Bytes.of((byte) FINGERPRINT, (byte) subCommand), Parameters.encoded(parameters));
    }

    private Step begin(Parameters parameters) {
        fingerprints.requireRoom();
        Enrollment enrollment = new Enrollment(fingerprints.newTemplateId());
        begun = Optional.of(enrollment);
        return enrollment.sample(fingerprints, true);
    }

    private Step captureNext(Parameters parameters) {
        Bytes id = Parameters.require(parameters.bytes(0x01));
        Enrollment enrollment = begun.filter(e -> e.isFor(id)).orElseThrow(BioEnrollment::unknown);
        return enrollment.sample(fingerprints, false);
    }

    private Step cancel(Parameters parameters) {
        forget();
        return new Step.Answer(Bytes.empty());
    }

    private Step enumerate(Parameters parameters) {
        CBORObject infos = CBORObject.NewArray();
        // An empty name is told too: there are platforms that do without none.
        fingerprints
                .templates()
                .forEach((id, name) ->
                        infos.Add(CBORObject.NewMap().Add(0x01, id.toArray()).Add(0x02, name)));
        if (infos.size() == 0) {
            throw unknown();
        }
        return answer(CBORObject.NewMap().Add(0x07, infos));
    }

    private Step rename(Parameters parameters) {
        Bytes id = template(parameters);
        fingerprints.enroll(id, Parameters.require(parameters.text(0x02)));
        return new Step.Answer(Bytes.empty());
    }

    private Step remove(Parameters parameters) {
        fingerprints.remove(template(parameters));
        return new Step.Answer(Bytes.empty());
    }

    private Bytes template(Parameters parameters) {
        Bytes id = Parameters.require(parameters.bytes(0x01));
        if (!fingerprints.templates().containsKey(id)) {
            throw unknown();
        }
        return id;
    }

    private static Step answer(CBORObject map) {
        return new Step.Answer(CtapCbor.encode(map));
    }

    private static CtapException unknown() {
        return new CtapException(CtapStatus.INVALID_OPTION);
    }
}
