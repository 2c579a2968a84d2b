// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.pin.Fingerprints;
import java.util.Optional;
import java.util.function.Supplier;

/** How far a command came. */
sealed interface Step {
    /**
     * It is done.
     *
     * @param cbor the response map; empty when there is none
     */
    record Answer(Bytes cbor) implements Step {}

    /** It wants somebody to do something with the key. */
    non-sealed interface Wait extends Step {
        /** The rest of the command, which may still throw a status. */
        Bytes touched();

        /** The same with a finger that no sensor knows; empty if it waits on. */
        Optional<Bytes> touchedByAStranger();

        /** The answer when somebody does not want to. */
        default CtapStatus declined() {
            return CtapStatus.OPERATION_DENIED;
        }

        /** The answer when nobody comes. */
        CtapStatus timedOut();
    }

    /**
     * It wants the key to be touched, by whomever.
     *
     * @param then the rest of the command, which may still throw a status
     */
    record Touch(Supplier<Bytes> then, CtapStatus declined, CtapStatus timedOut) implements Wait {
        /** Where CTAP 2.1 has OPERATION_DENIED for whoever does not come, YubiKeys have a status of its own. */
        Touch(Supplier<Bytes> then) {
            this(then, CtapStatus.OPERATION_DENIED, CtapStatus.ACTION_TIMEOUT);
        }

        @Override
        public Bytes touched() {
            return then.get();
        }

        @Override
        public Optional<Bytes> touchedByAStranger() {
            return Optional.of(touched());
        }
    }

    /** It wants a finger that is enrolled: the built-in user verification (performBuiltInUv, §6.5.3.1). */
    final class Finger implements Wait {
        private final Fingerprints fingerprints;
        private final boolean internalRetry;
        private final Supplier<CtapStatus> failure;
        private final Supplier<Bytes> then;

        /**
         * @param failure what it ends with when there were too many wrong ones
         * @param internalRetry whether the key lets the person try again by itself
         */
        private Finger(
                Fingerprints fingerprints, boolean internalRetry, Supplier<CtapStatus> failure, Supplier<Bytes> then) {
            this.fingerprints = fingerprints;
            this.internalRetry = internalRetry;
            this.failure = failure;
            this.then = then;
        }

        /** The platform tries again, if anybody does. */
        static Step once(Fingerprints fingerprints, Supplier<Bytes> then) {
            fingerprints.requireTries();
            return new Finger(
                    fingerprints,
                    false,
                    () -> fingerprints.retries() == 0 ? CtapStatus.UV_BLOCKED : CtapStatus.UV_INVALID,
                    then);
        }

        /** For a request with the option uv: the person tries until the sensor is blocked, then the platform needs the PIN. */
        static Step retrying(Fingerprints fingerprints, CtapStatus failure, Supplier<Bytes> then) {
            if (fingerprints.retries() == 0) {
                throw new CtapException(failure);
            }
            return new Finger(fingerprints, true, () -> failure, then);
        }

        @Override
        public CtapStatus timedOut() {
            return CtapStatus.USER_ACTION_TIMEOUT;
        }

        @Override
        public Bytes touched() {
            fingerprints.unblock();
            return then.get();
        }

        @Override
        public Optional<Bytes> touchedByAStranger() {
            fingerprints.mismatch();
            if (internalRetry && fingerprints.retries() > 0) {
                return Optional.empty();
            }
            throw new CtapException(failure.get());
        }
    }
}
