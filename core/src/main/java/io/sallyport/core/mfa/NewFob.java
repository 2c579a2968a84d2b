// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import org.jspecify.annotations.Nullable;

/** A fob with its seed, as it comes in and goes out. */
public record NewFob(
        CodeDevice device, OtpSeed seed, @Nullable String maker) {}
