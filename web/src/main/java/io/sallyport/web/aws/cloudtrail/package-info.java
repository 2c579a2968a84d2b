// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/** CloudTrail's {@code LookupEvents}, by which AWS's clients read the event log: JSON 1.1 instead of the Query protocol. */
@NullMarked
package io.sallyport.web.aws.cloudtrail;

import org.jspecify.annotations.NullMarked;
