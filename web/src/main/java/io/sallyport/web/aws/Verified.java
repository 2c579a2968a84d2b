// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.time.Instant;

/**
 * A request whose signature was right.
 *
 * @param region of the credential scope
 * @param signedAt the time that the signature names
 */
public record Verified<P>(String accessKeyId, P principal, String region, Instant signedAt) {}
