// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Users, groups, roles, instance profiles and the policies they hold: records, and the ports the store fulfils. Every port is bound to one account and one transaction; names are unique without regard to case. */
@NullMarked
package io.sallyport.core.identity;

import org.jspecify.annotations.NullMarked;
