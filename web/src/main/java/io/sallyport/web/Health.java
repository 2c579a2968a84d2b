// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import org.jspecify.annotations.Nullable;

/** What {@code /health} tells anybody. */
record Health(boolean trustSimulators, AttestationTrust trust) {
    /** @param fidoMetadata which of them is in use; absent without any */
    record Told(
            String status,
            boolean trustSimulators,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Metadata fidoMetadata) {}

    /** @param nextUpdate the day, such as {@code 2026-12-01}, from which on they are out of date */
    record Metadata(long number, String nextUpdate) {}

    Told now() {
        return new Told(
                "ok",
                trustSimulators,
                trust.metadata()
                        .map(used ->
                                new Metadata(used.number(), used.nextUpdate().toString()))
                        .orElse(null));
    }
}
