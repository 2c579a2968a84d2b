// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.ctap.AttachedKey;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The library itself, on whatever this computer has: builders have no keys, and a container not even hidraw. */
class NativeLibraryTest {
    @Test
    void listsWhatThereIsWithoutAnyThreadOfItsOwnAndWithoutOpeningIt() throws IOException {
        try (UsbKeys keys = new UsbKeys()) {
            assertThat(keys.find()).extracting(AttachedKey::path).doesNotContainNull();
            assertThat(keys.find()).hasSameSizeAs(keys.find());
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .contains("hid")
                    .noneMatch(name -> name.startsWith("hid4java"));
        }
    }
}
