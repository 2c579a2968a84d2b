// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.fido.CtapException;
import io.sallyport.hardware.DeviceException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** What a key's status means to the person who holds it (CTAP 2.1 §8.2). */
final class Refusals {
    static final int CREDENTIAL_EXCLUDED = status(CtapException.ERR_CREDENTIAL_EXCLUDED);
    static final int KEEPALIVE_CANCEL = status(CtapException.ERR_KEEPALIVE_CANCEL);
    static final int NO_CREDENTIALS = status(CtapException.ERR_NO_CREDENTIALS);
    static final int PIN_INVALID = status(CtapException.ERR_PIN_INVALID);
    static final int UV_BLOCKED = status(CtapException.ERR_UV_BLOCKED);
    static final int UV_INVALID = status(CtapException.ERR_UV_INVALID);
    static final int PUAT_REQUIRED = status(CtapException.ERR_PUAT_REQUIRED);

    private static final Map<Byte, String> WORDS = Map.ofEntries(
            Map.entry(CtapException.ERR_INVALID_COMMAND, "it does not know this command: its firmware is too old"),
            Map.entry(CtapException.ERR_CHANNEL_BUSY, "another program is using it: try again when that is done"),
            Map.entry(CtapException.ERR_TIMEOUT, "it gave up waiting: try again"),
            Map.entry(CtapException.ERR_LIMIT_EXCEEDED, "that is more than it takes"),
            Map.entry(CtapException.ERR_CREDENTIAL_EXCLUDED, "it is registered there already: use another key"),
            Map.entry(CtapException.ERR_UNSUPPORTED_ALGORITHM, "it knows none of the algorithms that the site accepts"),
            Map.entry(CtapException.ERR_OPERATION_DENIED, "its holder declined"),
            Map.entry(CtapException.ERR_KEY_STORE_FULL, "its storage is full: delete a credential that is not needed"),
            Map.entry(CtapException.ERR_UNSUPPORTED_OPTION, "it cannot do what is asked of it"),
            Map.entry(CtapException.ERR_INVALID_OPTION, "it cannot do what is asked of it"),
            Map.entry(CtapException.ERR_KEEPALIVE_CANCEL, "it was told to stop"),
            Map.entry(CtapException.ERR_NO_CREDENTIALS, "it holds no credential for this: use another key"),
            Map.entry(CtapException.ERR_USER_ACTION_TIMEOUT, "nobody touched it in time: try again"),
            Map.entry(CtapException.ERR_ACTION_TIMEOUT, "nobody touched it in time: try again"),
            Map.entry(CtapException.ERR_NOT_ALLOWED, "it does not allow this now"),
            Map.entry(CtapException.ERR_PIN_INVALID, "the PIN is wrong"),
            Map.entry(
                    CtapException.ERR_PIN_BLOCKED,
                    "its PIN is blocked: only a reset, which deletes its credentials, brings it back"),
            Map.entry(CtapException.ERR_PIN_AUTH_INVALID, "it did not accept the proof of the PIN: try again"),
            Map.entry(
                    CtapException.ERR_PIN_AUTH_BLOCKED,
                    "it takes no PIN until it is plugged in anew: unplug it and plug it in again"),
            Map.entry(CtapException.ERR_PIN_NOT_SET, "it has no PIN: set one first"),
            Map.entry(CtapException.ERR_PUAT_REQUIRED, "it wants its PIN"),
            Map.entry(CtapException.ERR_PIN_POLICY_VIOLATION, "the PIN breaks its rules: take a longer, different one"),
            Map.entry(CtapException.ERR_PIN_TOKEN_EXPIRED, "the PIN was typed too long ago: try again"),
            Map.entry(CtapException.ERR_REQUEST_TOO_LARGE, "that is more than it takes"),
            Map.entry(CtapException.ERR_UP_REQUIRED, "it wants to be touched: try again"),
            Map.entry(CtapException.ERR_UV_BLOCKED, "it takes no fingerprint for now: use its PIN"),
            Map.entry(CtapException.ERR_UV_INVALID, "the fingerprint was not recognised"),
            Map.entry(CtapException.ERR_INVALID_SUBCOMMAND, "it does not know this command: its firmware is too old"),
            Map.entry(CtapException.ERR_UNAUTHORIZED_PERMISSION, "the PIN was not typed for this: try again"));

    private Refusals() {}

    private static int status(byte code) {
        return Byte.toUnsignedInt(code);
    }

    static int status(CtapException refused) {
        return status(refused.getCtapError());
    }

    /** @param triesLeft after a wrong PIN, where they are known */
    static DeviceException of(CtapException refused, OptionalInt triesLeft, Exception cause) {
        int status = status(refused);
        String words = WORDS.getOrDefault(
                refused.getCtapError(),
                String.format(Locale.ROOT, "status 0x%02x, %s", status, refused.getErrorName()));
        return new DeviceException.CtapRefused(
                status, triesLeft, "the security key refused: " + words + tries(triesLeft), cause);
    }

    private static String tries(OptionalInt left) {
        if (left.isEmpty()) {
            return "";
        }
        return left.getAsInt() == 1 ? ", 1 try is left" : ", " + left.getAsInt() + " tries are left";
    }

    /** @param cancelled rather than too late */
    static DeviceException ended(boolean cancelled, Exception cause) {
        return new DeviceException.CtapRefused(
                KEEPALIVE_CANCEL,
                OptionalInt.empty(),
                cancelled ? "cancelled" : "nobody touched the security key in time: try again",
                cause);
    }
}
