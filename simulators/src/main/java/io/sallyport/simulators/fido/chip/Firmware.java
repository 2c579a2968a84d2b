// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.chip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A firmware's version; each number is one byte. */
public record Firmware(int major, int minor, int build) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final int MAX = 255;

    public Firmware {
        if (Math.min(major, Math.min(minor, build)) < 0 || Math.max(major, Math.max(minor, build)) > MAX) {
            throw new IllegalArgumentException("each number of a firmware's version is between 0 and 255");
        }
    }

    /** Empty for what is none. */
    public static Optional<Firmware> parse(String version) {
        Matcher shape = SHAPE.matcher(version);
        if (!shape.matches()) {
            return Optional.empty();
        }
        int[] numbers = {number(shape, 1), number(shape, 2), number(shape, 3)};
        for (int number : numbers) {
            if (number > MAX) {
                return Optional.empty();
            }
        }
        return Optional.of(new Firmware(numbers[0], numbers[1], numbers[2]));
    }

    private static int number(Matcher shape, int group) {
        return Integer.parseInt(shape.group(group));
    }

    /** As authenticatorGetInfo tells it. */
    public int number() {
        return major << 16 | minor << 8 | build;
    }

    boolean isOfSeries(Firmware other) {
        return major == other.major && minor == other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + build;
    }
}
