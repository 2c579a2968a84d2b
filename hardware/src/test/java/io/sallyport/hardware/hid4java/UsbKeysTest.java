// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.HidTransport;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsbKeysTest {
    private static final int FIDO = 0xf1d0;
    private static final int KEYBOARD = 0x0001;
    private static final Bytes PACKET = Bytes.of(new byte[64]);

    private final FakeLibrary library = new FakeLibrary();
    private boolean exists = true;
    private boolean accessible = true;

    private UsbKeys keysOn(String system) {
        return new UsbKeys(() -> library, new OpeningTrouble(system, node -> exists, node -> accessible));
    }

    private UsbKeys keys() {
        return keysOn("Linux");
    }

    @Test
    void listsFidoInterfacesOnlyAndAnewEachTime() {
        UsbKeys keys = keys();
        assertThat(keys.find()).isEmpty();
        library.add(KEYBOARD);
        library.add(FIDO);
        assertThat(keys.find()).singleElement().satisfies(key -> {
            assertThat(key.path()).isEqualTo("/dev/hidraw1");
            assertThat(key.product()).isEqualTo("YubiKey FIDO");
            assertThat(key.serial()).isEmpty();
            assertThat(key.simulated()).isFalse();
        });
        assertThat(library.scans).isEqualTo(2);
    }

    @Test
    void makesEveryNativeCallOnOneThreadThatIsNotTheCallers() throws IOException {
        library.add(FIDO);
        UsbKeys keys = keys();
        HidTransport transport = keys.find().get(0).open();
        transport.write(PACKET);
        assertThat(transport.read(Duration.ofMillis(10))).isEmpty();
        transport.close();
        keys.close();
        assertThat(library.shutDown).isTrue();
        assertThat(library.callers).hasSize(6).doesNotContain(Thread.currentThread());
        assertThat(library.callers.stream().distinct()).hasSize(1);
    }

    @Test
    void carriesPacketsWithoutAReportId() throws IOException {
        FakeLibrary.FakeNode node = library.add(FIDO);
        node.packets.add(PACKET.toArray());
        HidTransport transport = keys().find().get(0).open();
        transport.write(PACKET);
        assertThat(node.written)
                .singleElement()
                .satisfies(bytes -> assertThat(bytes).hasSize(64));
        assertThat(transport.read(Duration.ofSeconds(1))).contains(PACKET);
    }

    @Test
    void keepsTheThreadFreeDuringALongRead() throws IOException {
        FakeLibrary.FakeNode node = library.add(FIDO);
        HidTransport transport = keys().find().get(0).open();
        assertThat(transport.read(Duration.ofMillis(250))).isEmpty();
        assertThat(node.waits).containsExactly(100, 100, 50);
    }

    @Test
    void reportsAKeyThatIsPulledOut() throws IOException {
        FakeLibrary.FakeNode node = library.add(FIDO);
        HidTransport transport = keys().find().get(0).open();
        node.gone = true;
        assertThatThrownBy(() -> transport.write(PACKET)).hasMessageContaining("unplugged");
        assertThatThrownBy(() -> transport.read(Duration.ofMillis(10))).hasMessageContaining("unplugged");
    }

    private AttachedKey unopenable(String system) {
        library.add(FIDO).opens = false;
        return keysOn(system).find().get(0);
    }

    @Test
    void saysWhichRuleIsMissingOnLinux() {
        accessible = false;
        assertThatThrownBy(unopenable("Linux")::open)
                .isInstanceOf(DeviceException.NotPermitted.class)
                .hasMessageContaining("/dev/hidraw0")
                .hasMessageContaining("uaccess");
    }

    @Test
    void saysThatAnotherProgramHoldsIt() {
        assertThatThrownBy(unopenable("Linux")::open).isInstanceOf(DeviceException.Busy.class);
    }

    @Test
    void saysThatItWasUnpluggedBeforeItWasOpened() {
        exists = false;
        assertThatThrownBy(unopenable("Linux")::open).isInstanceOf(DeviceException.Unreachable.class);
    }

    @Test
    void saysThatWindowsWantsAnAdministrator() {
        assertThatThrownBy(unopenable("Windows 11")::open)
                .isInstanceOf(DeviceException.NotPermitted.class)
                .hasMessageContaining("administrator");
    }

    @Test
    void saysWhatToAllowOnMacOs() {
        assertThatThrownBy(unopenable("Mac OS X")::open).hasMessageContaining("Input Monitoring");
    }

    @Test
    void reportsAComputerWithoutTheLibrary() {
        UsbKeys keys = new UsbKeys(
                () -> {
                    throw new UnsatisfiedLinkError("no hidapi");
                },
                OpeningTrouble.here());
        assertThatThrownBy(keys::find)
                .isInstanceOf(DeviceException.Unreachable.class)
                .hasMessageContaining("no hidapi");
    }

    @Test
    void doesNothingAfterItIsClosed() throws IOException {
        UsbKeys keys = keys();
        keys.close();
        assertThatThrownBy(keys::find).isInstanceOf(DeviceException.Unreachable.class);
    }
}
