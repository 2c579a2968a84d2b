// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A device that did not do what it was asked. The message is for people and holds no secret. */
public abstract sealed class DeviceException extends RuntimeException {
    private DeviceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** It does not answer, or not in time, or was pulled out. */
    public static final class Unreachable extends DeviceException {
        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The operating system does not let this user open it. */
    public static final class NotPermitted extends DeviceException {
        public NotPermitted(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Another program is using it. */
    public static final class Busy extends DeviceException {
        public Busy(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** It answered with something that is not its protocol. */
    public static final class Garbled extends DeviceException {
        public Garbled(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** What was asked does not fit this device or this origin, so that it was never asked, or has no single answer. */
    public static final class Unsuitable extends DeviceException {
        public Unsuitable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** A FIDO key said no. */
    public static final class CtapRefused extends DeviceException {
        private final int status;
        private final int triesLeft;

        /** @param status CTAP 2.1 §8.2, unsigned */
        public CtapRefused(int status, String message, Throwable cause) {
            this(status, OptionalInt.empty(), message, cause);
        }

        /** @param triesLeft for the PIN or the fingerprint, where the key told */
        public CtapRefused(int status, OptionalInt triesLeft, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.status = status;
            this.triesLeft = triesLeft.orElse(-1);
        }

        public int status() {
            return status;
        }

        public OptionalInt triesLeft() {
            return triesLeft < 0 ? OptionalInt.empty() : OptionalInt.of(triesLeft);
        }
    }
}
