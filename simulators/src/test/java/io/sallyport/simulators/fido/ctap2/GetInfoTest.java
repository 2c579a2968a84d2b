// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static io.sallyport.simulators.fido.ctap2.Ceremonies.GET_INFO;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.MAKE_CREDENTIAL;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.PIN;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.makeDiscoverable;
import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("CTAP 2.1 §6.4 authenticatorGetInfo")
class GetInfoTest {
    private final Platform key = new Platform(Products.EVERYTHING);

    private static CBORObject info(Platform platform) {
        return platform.succeed(GET_INFO, CBORObject.NewMap());
    }

    private static Map<String, Boolean> options(Platform platform) {
        Map<String, Boolean> options = new TreeMap<>();
        info(platform)
                .get(4)
                .getEntries()
                .forEach(option -> options.put(
                        option.getKey().AsString(), option.getValue().AsBoolean()));
        return options;
    }

    private boolean option(String id) {
        return Objects.requireNonNull(options(key).get(id));
    }

    static Stream<KeyProfile> withCtap2() {
        return Products.ALL.stream().filter(profile -> profile.has(Feature.CTAP2));
    }

    @ParameterizedTest
    @MethodSource("withCtap2")
    void saysWhatTheProfileIs(KeyProfile profile) {
        CBORObject info = info(new Platform(profile));
        boolean alwaysUv = info.get(4).get("alwaysUv") != null
                && info.get(4).get("alwaysUv").AsBoolean();
        assertThat(strings(info.get(1)))
                .isEqualTo(profile.versions().stream()
                        .filter(version -> !alwaysUv || !version.equals("U2F_V2"))
                        .toList());
        assertThat(strings(info.get(2))).isEqualTo(profile.extensions());
        assertThat(info.get(3).GetByteString()).isEqualTo(profile.aaguid().toArray());
        assertThat(info.get(5).AsInt32Value()).isEqualTo(profile.limits().maxMessage());
        assertThat(strings(info.get(9))).isEqualTo(profile.transports());
        assertThat(info.get(10).getValues().stream()
                        .map(p -> p.get("alg").AsInt64Value())
                        .toList())
                .isEqualTo(profile.algorithms());
        assertThat(info.ContainsKey(CBORObject.FromObject(14))).isEqualTo(profile.has(Feature.FIRMWARE_IN_INFO));
        assertThat(info.ContainsKey(CBORObject.FromObject(20))).isEqualTo(profile.isCtap21());
    }

    private static List<String> strings(CBORObject list) {
        return list.getValues().stream().map(CBORObject::AsString).toList();
    }

    @Test
    void namesEveryOptionThatTheKeyHas() {
        assertThat(options(key))
                .containsEntry("rk", true)
                .containsEntry("up", true)
                .containsEntry("plat", false)
                .containsEntry("pinUvAuthToken", true)
                .containsEntry("credMgmt", true)
                .containsEntry("authnrCfg", true)
                .containsEntry("setMinPINLength", true)
                .containsEntry("largeBlobs", true)
                .containsEntry("makeCredUvNotRqd", true)
                .containsEntry("clientPin", false)
                .containsEntry("uv", false)
                .containsEntry("alwaysUv", false)
                .containsEntry("ep", false);
    }

    @Test
    void tellsThatAPinIsSetOrAFingerEnrolled() {
        key.setPin(2, PIN);
        assertThat(option("clientPin")).isTrue();
        key.enroll();
        assertThat(option("uv")).isTrue();
    }

    @Test
    void tellsWhatWasConfigured() {
        key.succeed(
                Platform.CONFIG,
                CBORObject.NewMap().Add(1, 3).Add(2, CBORObject.NewMap().Add(1, 6)));
        assertThat(info(key).get(13).AsInt32Value()).isEqualTo(6);
        key.succeed(Platform.CONFIG, CBORObject.NewMap().Add(1, 1));
        assertThat(option("ep")).isTrue();
        key.succeed(Platform.CONFIG, CBORObject.NewMap().Add(1, 2));
        assertThat(option("alwaysUv")).isTrue();
        assertThat(strings(info(key).get(1))).doesNotContain("U2F_V2").contains("FIDO_2_1");
        assertThat(option("makeCredUvNotRqd")).isFalse();
    }

    @Test
    void countsThePlacesThatAreLeft() {
        int places = info(key).get(20).AsInt32Value();
        assertThat(places).isEqualTo(Products.EVERYTHING.limits().residentSlots());
        key.succeed(MAKE_CREDENTIAL, makeDiscoverable(1));
        key.succeed(MAKE_CREDENTIAL, makeDiscoverable(1));
        assertThat(info(key).get(20).AsInt32Value()).isEqualTo(places - 1);
    }
}
