// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.pin.Fingerprints;
import java.util.Optional;

/** A finger on its way into the key (CTAP 2.1 §6.7.4): so many good samples of it. */
final class Enrollment {
    static final int SAMPLES = 5;

    /** CTAP2_ENROLL_FEEDBACK_FP_GOOD and _FP_MERGE_FAILURE (§6.7.1). */
    private static final int GOOD = 0x00;

    private static final int MERGE_FAILURE = 0x0a;

    private final Bytes templateId;
    private int remaining = SAMPLES;

    Enrollment(Bytes templateId) {
        this.templateId = templateId;
    }

    boolean isFor(Bytes id) {
        return remaining > 0 && templateId.equals(id);
    }

    /** @param first whose answer names the template */
    Step sample(Fingerprints fingerprints, boolean first) {
        return new Sample(fingerprints, first);
    }

    private final class Sample implements Step.Wait {
        private final Fingerprints fingerprints;
        private final boolean first;

        private Sample(Fingerprints fingerprints, boolean first) {
            this.fingerprints = fingerprints;
            this.first = first;
        }

        @Override
        public Bytes touched() {
            remaining--;
            if (remaining == 0) {
                fingerprints.enroll(templateId, "");
            }
            return answer(GOOD);
        }

        /** One that is not the finger of the other samples. */
        @Override
        public Optional<Bytes> touchedByAStranger() {
            return Optional.of(answer(MERGE_FAILURE));
        }

        @Override
        public CtapStatus timedOut() {
            return CtapStatus.USER_ACTION_TIMEOUT;
        }

        private Bytes answer(int status) {
            CBORObject answer = CBORObject.NewMap();
            if (first) {
                answer.Add(0x04, templateId.toArray());
            }
            return CtapCbor.encode(answer.Add(0x05, status).Add(0x06, remaining));
        }
    }
}
