// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.Bytes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A credential id in hex, as {@code key credentials list} prints it. */
final class CredentialIdArgument implements ITypeConverter<Bytes> {
    @Override
    public Bytes convert(String value) {
        try {
            return Bytes.ofHex(value);
        } catch (IllegalArgumentException notHex) {
            throw new TypeConversionException("'" + value + "' is no credential id in hex, as `list` prints it");
        }
    }
}
