// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * AWS's Query API, without an account behind it: parsing of requests, the codec between them and the AWS SDK's own
 * classes, AWS's constraints on their members, Signature Version 4, and the shape in which actions are bound.
 *
 * <p>Nothing here opens a socket. Only {@code web.aws} and its sub-packages import the AWS SDK.
 */
@NullMarked
package io.sallyport.web.aws;

import org.jspecify.annotations.NullMarked;
