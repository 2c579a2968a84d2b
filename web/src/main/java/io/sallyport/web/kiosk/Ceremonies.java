// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

/** Port: the server's word on what a ceremony is about. */
@FunctionalInterface
interface Ceremonies {
    /** @throws KioskRefusal if it is not under way there, or nobody can be asked */
    KeyCeremony fetch(String id);
}
