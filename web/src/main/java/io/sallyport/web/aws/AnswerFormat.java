// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** What an answer is written in: XML, or JSON for those who ask for it by {@code Accept}, as the Query APIs of AWS do. */
public enum AnswerFormat {
    XML("text/xml"),
    JSON("application/json");

    private final String mediaType;

    AnswerFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** UTF-8 without saying so, as AWS's answers. */
    public String mediaType() {
        return mediaType;
    }

    /** JSON when a header {@code Accept} puts it first; anything else, also nothing, is answered in XML. */
    static AnswerFormat accepted(HttpMessage message) {
        double best = 0;
        AnswerFormat chosen = XML;
        for (HttpMessage.Header header : message.headers()) {
            if (!header.name().equalsIgnoreCase("Accept")) {
                continue;
            }
            for (String range : header.value().toLowerCase(Locale.ROOT).split(",", -1)) {
                String type = range.strip();
                double quality = quality(type);
                if (quality > best) {
                    best = quality;
                    chosen = JSON.mediaType.equals(withoutParameters(type)) ? JSON : XML;
                }
            }
        }
        return chosen;
    }

    private static String withoutParameters(String type) {
        int semicolon = type.indexOf(';');
        return semicolon < 0 ? type : type.substring(0, semicolon).strip();
    }

    /** RFC 9110 §12.4.2; what cannot be read counts as nothing. */
    private static double quality(String type) {
        int at = type.indexOf("q=");
        if (at < 0) {
            return 1;
        }
        int end = type.indexOf(';', at);
        try {
            return Double.parseDouble(
                    type.substring(at + 2, end < 0 ? type.length() : end).strip());
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    String response(Api api, String action, SdkPojo response, String requestId) {
        return this == JSON
                ? JsonWriter.response(action, response, requestId)
                : XmlWriter.response(api, action, response, requestId);
    }

    String error(@Nullable Api api, WireError error, String requestId) {
        return this == JSON ? JsonWriter.error(error, requestId) : XmlWriter.error(api, error, requestId);
    }
}
