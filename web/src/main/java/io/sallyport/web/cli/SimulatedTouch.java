// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.simulators.Presence;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --touch}: the person in front of a simulated device. */
final class SimulatedTouch implements ITypeConverter<Presence> {
    @Override
    public Presence convert(String value) {
        if (value.equals("auto")) {
            return Presence.eager();
        }
        if (value.equals("never")) {
            return Presence.absent();
        }
        if (!value.matches("\\d{1,9}")) {
            throw new TypeConversionException("'" + value + "' is neither auto nor never nor milliseconds");
        }
        long millis = Long.parseLong(value);
        return waiting -> waiting.toMillis() < millis ? Presence.Answer.NOT_YET : Presence.Answer.TOUCHED;
    }
}
