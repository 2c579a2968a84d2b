// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import io.sallyport.hardware.ctap.KeyFinder;
import java.time.InstantSource;

/** What a key reader is made of. */
record Reader(KioskSite site, KeyFinder finder, Ceremonies ceremonies, InstantSource clock, Pause pause) {}
