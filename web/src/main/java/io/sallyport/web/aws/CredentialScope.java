// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

/** What a signature is good for: {@code 20150830/us-east-1/iam/aws4_request}. */
record CredentialScope(String date, String region, String service, String terminator) {
    static final String TERMINATOR = "aws4_request";

    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + terminator;
    }
}
