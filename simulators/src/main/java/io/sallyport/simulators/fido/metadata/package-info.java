// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * The metadata that lists the simulated models, as FIDO's Metadata Service does the real ones (FIDO Metadata Statement 3.0,
 * FIDO Metadata Service 3.0).
 */
@NullMarked
package io.sallyport.simulators.fido.metadata;

import org.jspecify.annotations.NullMarked;
