// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

/** Why no credentials can be delivered. The message goes to whoever asked. */
public final class RoleUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** What stands in the way. */
    public enum Reason {
        /** The role does not trust the service, or is gone. */
        NOT_TRUSTED,
        /** The instance profile is gone, or has no role. */
        NO_ROLE,
        /** Whoever knows cannot be reached, or does not answer as it should. */
        UNREACHABLE
    }

    public RoleUnavailable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RoleUnavailable(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
