// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.time.Instant;

/**
 * A request whose signature was right.
 *
 * @param region of the credential scope
 * @param service of the credential scope, for example {@code iam}
 * @param signedAt the time that the signature names
 */
public record Verified<P>(String accessKeyId, P principal, String region, String service, Instant signedAt) {}
