// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said without a kernel that has uhid; the rest is in the guest's tests. */
class UhidDeviceTest {
    @TempDir
    private Path directory;

    private void node(String name, String phys) throws IOException {
        Path device = Files.createDirectories(directory.resolve(name).resolve("device"));
        Files.writeString(device.resolve("uevent"), """
                DRIVER=hid-generic
                HID_ID=0003:00001050:00000402
                HID_NAME=Yubico YubiKey FIDO
                HID_PHYS=%s
                HID_UNIQ=
                """.formatted(phys));
    }

    @Test
    void findsTheNodeOfTheDeviceThatIsPluggedInThere() throws IOException {
        Hidraw hidraw = new Hidraw(directory);
        assertThat(hidraw.find("sallyport-1/1")).isEmpty();
        node("hidraw0", "usb-0000:00:14.0-1/input0");
        node("hidraw3", "sallyport-1/12");
        Files.createDirectories(directory.resolve("hidraw4"));
        assertThat(hidraw.find("sallyport-1/1")).isEmpty();
        node("hidraw5", "sallyport-1/1");
        assertThat(hidraw.find("sallyport-1/1")).contains(Path.of("/dev/hidraw5"));
    }

    @Test
    void findsNothingWithoutADriver() throws IOException {
        assertThat(new Hidraw(directory.resolve("nowhere")).find("x")).isEmpty();
    }

    @Test
    void saysWhatIsMissingAndMakesNoFileInItsPlace() throws IOException {
        Path missing = directory.resolve("uhid");
        assertThatThrownBy(() -> UhidLink.open(missing))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("modprobe uhid");
        assertThat(missing).doesNotExist();
        Path ordinary = Files.writeString(directory.resolve("ordinary"), "");
        assertThatThrownBy(() -> UhidLink.open(ordinary))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("modprobe uhid");
    }
}
