// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * One of AWS's managed policies, in its default version.
 *
 * @param name unique among them
 * @param json the document, compact
 */
public record AwsManagedPolicy(
        String name, String arn, String defaultVersionId, Instant createDate, Instant updateDate, String json) {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_CHARACTERS = 17;

    /** Such as {@code /job-function/}. */
    public String path() {
        return arn.substring(arn.indexOf('/'), arn.length() - name.length());
    }

    /**
     * {@code ANPA} and 17 characters of base32, derived from the ARN by SHA-256 so that every installation has the same.
     * AWS's own ids for these policies differ; nothing publishes them all.
     */
    public String policyId() {
        try {
            long[] words = new long[2];
            ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(arn.getBytes(StandardCharsets.UTF_8)))
                    .asLongBuffer()
                    .get(words);
            StringBuilder id = new StringBuilder("ANPA");
            for (int i = 0; i < ID_CHARACTERS; i++) {
                id.append(BASE32.charAt((int) (words[i / 12] >>> ((i % 12) * 5)) & 31));
            }
            return id.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
