// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * Who vouches for new credentials: statements, the certificates behind them, the metadata that lists the models.
 */
@NullMarked
package io.sallyport.simulators.fido.attestation;

import org.jspecify.annotations.NullMarked;
