// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a simulated instance tells about itself.
 *
 * @param id {@code i-} and 17 hexadecimal digits
 * @param availabilityZone the region and a letter
 * @param launchedAt when it began to run
 */
public record Instance(
        String id,
        String region,
        String availabilityZone,
        String imageId,
        String type,
        String privateIp,
        String mac,
        Instant launchedAt) {
    private static final Pattern ID = Pattern.compile("i-(?:[0-9a-f]{8}|[0-9a-f]{17})");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(?:-[a-z]+)+-[0-9]");

    public Instance {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an instance id is i- and 17 hexadecimal digits, not " + id);
        }
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("not a region: " + region);
        }
    }

    /** A small one with ids and addresses of its own. */
    public static Instance launch(String region, SecureRandom random, Instant at) {
        byte[] drawn = new byte[9];
        random.nextBytes(drawn);
        return new Instance(
                "i-" + HexFormat.of().formatHex(drawn).substring(1),
                region,
                region + "a",
                "ami-" + HexFormat.of().formatHex(drawn, 1, 9) + "0",
                "t3.micro",
                "172.31." + random.nextInt(256) + "." + (4 + random.nextInt(250)),
                String.format(
                        Locale.ROOT,
                        "02:%02x:%02x:%02x:%02x:%02x",
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256)),
                at);
    }

    public Instance withId(String newId) {
        return new Instance(newId, region, availabilityZone, imageId, type, privateIp, mac, launchedAt);
    }

    /** The name that an instance has by its address. */
    String hostname() {
        return "ip-" + privateIp.replace('.', '-')
                + (region.equals("us-east-1") ? ".ec2.internal" : "." + region + ".compute.internal");
    }
}
