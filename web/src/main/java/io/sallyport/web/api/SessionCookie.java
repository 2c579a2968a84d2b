// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.sallyport.core.credential.BrowserSession;
import org.jspecify.annotations.Nullable;

/** The cookie that holds a browser session's token. Scripts cannot read it, other sites cannot send it. */
final class SessionCookie {
    private static final String NAME = "sallyport-session";

    private SessionCookie() {}

    static @Nullable String read(Context context) {
        return context.cookie(NAME);
    }

    static void set(Context context, String token, boolean secure) {
        context.cookie(cookie(token, (int) BrowserSession.LIFETIME.toSeconds(), secure));
    }

    static void clear(Context context, boolean secure) {
        context.cookie(cookie("", 0, secure));
    }

    private static Cookie cookie(String value, int seconds, boolean secure) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setSameSite(SameSite.STRICT);
        return cookie;
    }
}
