// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.message;

import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import io.sallyport.core.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A CBOR map read with the types that a command expects; unknown members are ignored (CTAP 2.1 §8). */
public final class Parameters {
    private final CBORObject map;

    private Parameters(CBORObject map) {
        this.map = map;
    }

    public static Parameters none() {
        return new Parameters(CBORObject.NewMap());
    }

    public static Parameters of(CBORObject value) {
        return new Parameters(typed(value, CBORType.Map));
    }

    public Optional<Bytes> bytes(Object key) {
        return read(key, CBORType.ByteString, value -> Bytes.of(value.GetByteString()));
    }

    public Optional<String> text(Object key) {
        return read(key, CBORType.TextString, CBORObject::AsString);
    }

    public Optional<Boolean> flag(Object key) {
        return read(key, CBORType.Boolean, CBORObject::AsBoolean);
    }

    /** Whether it is there and is one. */
    public boolean isFlag(Object key) {
        return has(key) && map.get(CBORObject.FromObject(key)).getType() == CBORType.Boolean;
    }

    /** Integers beyond 64 bits are none that CTAP knows: they come out as the nearest. */
    public Optional<Long> integer(Object key) {
        return read(key, CBORType.Integer, Parameters::clamp);
    }

    public Optional<Parameters> map(Object key) {
        return read(key, CBORType.Map, Parameters::new);
    }

    public Optional<List<Parameters>> maps(Object key) {
        return read(
                key,
                CBORType.Array,
                list -> list.getValues().stream().map(Parameters::of).toList());
    }

    public Optional<List<String>> texts(Object key) {
        return read(
                key,
                CBORType.Array,
                list -> list.getValues().stream()
                        .map(text -> typed(text, CBORType.TextString).AsString())
                        .toList());
    }

    /** In the one form in which it can have come. */
    public Bytes encode() {
        return CtapCbor.encode(map);
    }

    public boolean has(Object key) {
        return map.ContainsKey(CBORObject.FromObject(key));
    }

    /** Whether these are its members, no more and no fewer. */
    public boolean hasExactly(Object... keys) {
        return Set.copyOf(map.getKeys())
                .equals(Arrays.stream(keys).map(CBORObject::FromObject).collect(Collectors.toSet()));
    }

    /** Nothing at all when there are none. */
    public static Bytes encoded(Optional<Parameters> parameters) {
        return parameters.map(Parameters::encode).orElse(Bytes.empty());
    }

    /** For members that the command cannot do without. */
    public static <T> T require(Optional<T> member) {
        return member.orElseThrow(() -> new CtapException(CtapStatus.MISSING_PARAMETER));
    }

    private <T> Optional<T> read(Object key, CBORType type, Function<CBORObject, T> reader) {
        return has(key)
                ? Optional.of(reader.apply(typed(map.get(CBORObject.FromObject(key)), type)))
                : Optional.empty();
    }

    private static CBORObject typed(CBORObject value, CBORType type) {
        if (value.getType() != type) {
            throw new CtapException(CtapStatus.CBOR_UNEXPECTED_TYPE);
        }
        return value;
    }

    private static long clamp(CBORObject integer) {
        if (integer.AsNumber().CanFitInInt64()) {
            return integer.AsInt64Value();
        }
        return integer.AsNumber().IsNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
