// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

/**
 * How an instance's metadata service is set (EC2 API, {@code ModifyInstanceMetadataOptions}).
 *
 * @param port 0 for a free one
 * @param tokens who is answered
 * @param hopLimit how many hops the answer with a token travels, 1 to 64
 * @param hopsAway how far away the program is taken to be: 1 on the instance, 2 in a container on it. Farther than the
 *     limit, and the token never arrives
 */
public record MetadataOptions(int port, Tokens tokens, int hopLimit, int hopsAway) {
    private static final int MOST_HOPS = 64;

    /** Of version 2. */
    public enum Tokens {
        /** Version 2 only, AWS's default of today. */
        REQUIRED,
        /** Version 1 too. */
        OPTIONAL,
        /** The service is turned off. */
        OFF
    }

    public MetadataOptions {
        if (hopLimit < 1 || hopLimit > MOST_HOPS || hopsAway < 1) {
            throw new IllegalArgumentException("hops are counted from 1, and limited to " + MOST_HOPS);
        }
    }

    /** A free port, version 2 only, one hop. */
    public static MetadataOptions defaults() {
        return new MetadataOptions(0, Tokens.REQUIRED, 1, 1);
    }

    public MetadataOptions onPort(int newPort) {
        return new MetadataOptions(newPort, tokens, hopLimit, hopsAway);
    }

    public MetadataOptions withTokens(Tokens newTokens) {
        return new MetadataOptions(port, newTokens, hopLimit, hopsAway);
    }

    public MetadataOptions withHops(int newHopLimit, int newHopsAway) {
        return new MetadataOptions(port, tokens, newHopLimit, newHopsAway);
    }
}
