// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.cloudtrail;

/** A refusal in the JSON protocol's words. The message is for the caller and holds no secret. */
final class JsonError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    JsonError(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    static JsonError refused(String type, String message) {
        return new JsonError(400, type, message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    String explanation() {
        return String.valueOf(getMessage());
    }
}
