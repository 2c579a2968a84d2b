// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.nio.charset.StandardCharsets;

/** A password as somebody typed it. Never printed; its text leaves only through {@link #reveal()}. */
public final class Password {
    private final String text;

    private Password(String text) {
        this.text = text;
    }

    public static Password of(String text) {
        return new Password(text);
    }

    /** The text itself: every caller of this is a place where it can leak. */
    public String reveal() {
        return text;
    }

    byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
