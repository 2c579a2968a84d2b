// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How AWS's answers write policy documents: URL-encoded as RFC 3986 has it, so that no character is left to the XML. */
final class DocumentText {
    private DocumentText() {}

    static String encoded(String json) {
        // Java's encoder is that of HTML forms, which differs in three characters.
        return URLEncoder.encode(json, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
