// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Those of the key's extensions that a request names; others are ignored (CTAP 2.1 §6.1.2 step 16). */
final class Extensions {
    private final List<Extension> known;

    Extensions(List<Extension> known) {
        this.known = List.copyOf(known);
    }

    List<Extension> known() {
        return known;
    }

    /** By identifier. */
    Map<String, Extension.Creation> creating(Optional<Parameters> inputs, Options options) {
        return named(inputs, extension -> extension.creating(inputs.orElseThrow(), options));
    }

    /** By identifier. */
    Map<String, Extension.Assertion> asserting(Optional<Parameters> inputs, Options options) {
        return named(inputs, extension -> extension.asserting(inputs.orElseThrow(), options));
    }

    private <T> Map<String, T> named(Optional<Parameters> inputs, Function<Extension, Optional<T>> reader) {
        Map<String, T> named = new LinkedHashMap<>();
        for (Extension extension : known) {
            if (inputs.filter(i -> i.has(extension.identifier())).isPresent()) {
                reader.apply(extension).ifPresent(read -> named.put(extension.identifier(), read));
            }
        }
        return named;
    }

    /** The map of outputs in authenticator data; empty when no extension has one. */
    static <T> Optional<Bytes> outputs(Map<String, T> named, Function<T, Optional<CBORObject>> output) {
        CBORObject outputs = CBORObject.NewMap();
        named.forEach(
                (identifier, extension) -> output.apply(extension).ifPresent(value -> outputs.Add(identifier, value)));
        return outputs.size() == 0 ? Optional.empty() : Optional.of(CtapCbor.encode(outputs));
    }
}
