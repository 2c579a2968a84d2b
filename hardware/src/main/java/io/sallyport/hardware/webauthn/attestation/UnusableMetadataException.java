// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import org.jspecify.annotations.Nullable;

/** Metadata or roots that cannot be believed or read; the message says why. */
public final class UnusableMetadataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableMetadataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
