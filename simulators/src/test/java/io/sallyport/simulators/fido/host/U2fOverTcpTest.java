// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.KeyEvent;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A YubiKey 4: CTAP1 and nothing else. */
class U2fOverTcpTest {
    private static final String STRANGERS = "AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8";

    private final Bench bench = new Bench(Products.YUBIKEY_4);

    @AfterEach
    void putAway() throws IOException {
        bench.close();
    }

    private String register() {
        return Site.id(bench.key().register(Site.creation("tyler").toString(), Site.ORIGIN));
    }

    @Test
    void registersAndSignsInAmongOthersCredentials() {
        String id = register();
        String assertion =
                bench.key().authenticate(Site.request(STRANGERS, id, STRANGERS).toString(), Site.ORIGIN);
        assertThat(Site.id(assertion)).isEqualTo(id);
        assertThat(Site.verified(assertion)).isFalse();
        assertThat(bench.key().info().versions()).containsExactly("U2F_V2");
    }

    @Test
    void saysThatItWantsToBeTouched() {
        bench.onTouch = () -> bench.presence = Presence.eager();
        bench.presence = Presence.absent();
        assertThat(register()).isNotEmpty();
        assertThat(bench.events).containsExactly(KeyEvent.TOUCH);
    }

    @Test
    void isNotRegisteredTwiceButBesideOthers() {
        String id = register();
        ObjectNode again = Site.creation("tyler");
        again.set("excludeCredentials", Site.request(STRANGERS).get("allowCredentials"));
        assertThat(Site.id(bench.key().register(again.toString(), Site.ORIGIN))).isNotEqualTo(id);
        again.set("excludeCredentials", Site.request(STRANGERS, id).get("allowCredentials"));
        assertThat(catchThrowableOfType(
                                DeviceException.CtapRefused.class,
                                () -> bench.key().register(again.toString(), Site.ORIGIN))
                        .status())
                .isEqualTo(CtapStatus.CREDENTIAL_EXCLUDED.code());
    }

    @Test
    void holdsNoCredentialOfAStranger() {
        assertThat(catchThrowableOfType(
                                DeviceException.CtapRefused.class,
                                () -> bench.key()
                                        .authenticate(Site.request(STRANGERS).toString(), Site.ORIGIN))
                        .status())
                .isEqualTo(CtapStatus.NO_CREDENTIALS.code());
    }

    @Test
    void signsForTheSiteThatRegisteredItOnly() {
        String id = register();
        ObjectNode request = Site.request(id).put("rpId", "login.example.org");
        assertThatThrownBy(() -> bench.key().authenticate(request.toString(), Site.ORIGIN))
                .hasMessageContaining("it holds no credential for this");
        assertThatThrownBy(() -> bench.key()
                        .authenticate(
                                Site.request(id).put("rpId", "example.com").toString(), Site.ORIGIN))
                .isInstanceOf(DeviceException.class);
    }

    @Test
    void canDoNeitherDiscoveryNorVerification() {
        assertThatThrownBy(() -> bench.key().register(Site.discoverable("tyler").toString(), Site.ORIGIN))
                .isInstanceOf(DeviceException.Unsuitable.class);
        assertThatThrownBy(() -> bench.key()
                        .register(
                                Site.verifying(Site.creation("tyler"), "required")
                                        .toString(),
                                Site.ORIGIN))
                .isInstanceOf(DeviceException.Unsuitable.class);
        assertThatThrownBy(() -> bench.key().credentials().list())
                .isInstanceOf(DeviceException.Unsuitable.class)
                .hasMessageContaining("U2F only");
    }

    @Test
    void stopsAskingWhenTheTimeIsUpAndWhenItIsCancelled() {
        bench.presence = Presence.absent();
        assertThatThrownBy(() -> bench.key()
                        .register(Site.creation("tyler").put("timeout", 600).toString(), Site.ORIGIN))
                .hasMessageContaining("nobody touched the security key in time");
        bench.onTouch = () -> bench.key().cancel();
        assertThatThrownBy(() -> bench.key().register(Site.creation("tyler").toString(), Site.ORIGIN))
                .isInstanceOf(DeviceException.CtapRefused.class)
                .hasMessage("cancelled");
    }
}
