// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * The process at an enrolment kiosk that holds the security key: it registers and proves a key over HID for the kiosk page.
 *
 * <p>It has no database, no key set and no session. What a key is to sign it fetches from the server itself, so that a page
 * that was tampered with gets nothing else signed; {@code Gate} says who may talk to it, {@code NewKeys} which key it takes.
 */
@NullMarked
package io.sallyport.web.kiosk;

import org.jspecify.annotations.NullMarked;
