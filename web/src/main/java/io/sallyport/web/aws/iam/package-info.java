// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** IAM's actions, one small class for each resource: a method for the work and a line that binds it. */
@NullMarked
package io.sallyport.web.aws.iam;

import org.jspecify.annotations.NullMarked;
