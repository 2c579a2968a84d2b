// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.mfa.OtpSeed;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
    private static final String URI = OtpAuthUri.totp(
                    "Amazon Web Services", "zoe@051826736434", RfcVectorsTest.digits(64))
            .reveal();

    @Test
    void readsBackUrisOfEveryLength() {
        Random random = new Random(18004);
        for (int i = 0; i < 150; i++) {
            byte[] secret = new byte[1 + random.nextInt(128)];
            random.nextBytes(secret);
            String uri = OtpAuthUri.totp("Acme".repeat(1 + i / 30), "zoe" + i, OtpSeed.of(secret))
                    .reveal();
            assertThat(QrCode.text(QrCode.png(uri))).isEqualTo(uri);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "HELLO WORLD 123", "Zoë Söhne", "日本語 and кириллица", "ÿ€"})
    void readsBackAnyText(String text) {
        assertThat(QrCode.text(QrCode.png(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 200, 800, 2331})
    void isAtLeast300PixelsWideWithAQuietZoneOfFourModules(int length) throws IOException {
        BufferedImage image = image(QrCode.png("x".repeat(length)));
        int finder = 0;
        while (isWhite(image, finder, finder)) {
            finder++;
        }
        int edge = finder;
        while (!isWhite(image, edge, finder)) {
            edge++;
        }
        int module = (edge - finder) / 7;

        assertThat(image.getWidth()).isEqualTo(image.getHeight()).isGreaterThanOrEqualTo(300);
        assertThat((edge - finder) % 7).isZero();
        assertThat(module).isGreaterThanOrEqualTo(4);
        assertThat(finder).isEqualTo(4 * module);
        assertThat(image.getWidth() % module).isZero();
    }

    @Test
    void refusesTextsThatNoQrCodeHolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.png("x".repeat(2332)))
                .withMessageContaining("2332")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("xxx"));
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.png(""));
    }

    @Test
    void readsAScreenshotWithOtherThingsAround() throws IOException {
        BufferedImage screen = new BufferedImage(1600, 900, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = screen.createGraphics();
        g.setColor(new Color(0xdddddd));
        g.fillRect(0, 0, 1600, 900);
        g.setColor(Color.BLUE);
        g.fillRect(40, 40, 500, 120);
        g.drawImage(image(QrCode.png(URI)), 900, 300, null);
        g.dispose();
        assertThat(QrCode.text(png(screen))).isEqualTo(URI);
    }

    @Test
    void readsTurnedAndInvertedPictures() throws IOException {
        BufferedImage upright = image(QrCode.png(URI));
        BufferedImage turned = new BufferedImage(upright.getHeight(), upright.getWidth(), BufferedImage.TYPE_INT_RGB);
        BufferedImage inverted = new BufferedImage(upright.getWidth(), upright.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < upright.getHeight(); y++) {
            for (int x = 0; x < upright.getWidth(); x++) {
                turned.setRGB(upright.getHeight() - 1 - y, x, upright.getRGB(x, y));
                inverted.setRGB(x, y, ~upright.getRGB(x, y));
            }
        }
        assertThat(QrCode.text(png(turned))).isEqualTo(URI);
        assertThat(QrCode.text(png(inverted))).isEqualTo(URI);
    }

    @Test
    void readsBlackOnTransparent() throws IOException {
        BufferedImage opaque = image(QrCode.png(URI));
        BufferedImage transparent =
                new BufferedImage(opaque.getWidth(), opaque.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < opaque.getHeight(); y++) {
            for (int x = 0; x < opaque.getWidth(); x++) {
                transparent.setRGB(x, y, isWhite(opaque, x, y) ? 0 : 0xff000000);
            }
        }
        assertThat(QrCode.text(png(transparent))).isEqualTo(URI);
    }

    @Test
    void saysThatAPictureHasNoQrCode() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.text(png(new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB))))
                .withMessage("no QR code in this picture of 320 by 200 pixels");
    }

    @Test
    void refusesToChooseBetweenTwoCodes() throws IOException {
        BufferedImage two = new BufferedImage(1000, 500, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = two.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 1000, 500);
        g.drawImage(image(QrCode.png("otpauth://totp/a?secret=GEZDGNBV")), 20, 20, null);
        g.drawImage(image(QrCode.png("otpauth://totp/b?secret=MFRGG")), 520, 20, null);
        g.dispose();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.text(png(two)))
                .withMessage("more than one QR code in this picture of 1000 by 500 pixels");
    }

    @Test
    @Timeout(20)
    void endsItsSearchInAPictureFullOfCorners() throws IOException {
        BufferedImage corners = new BufferedImage(900, 900, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 900; y++) {
            for (int x = 0; x < 900; x++) {
                int ring = Math.max(Math.abs(x / 4 % 9 - 4), Math.abs(y / 4 % 9 - 4));
                corners.setRGB(x, y, ring == 2 || ring == 4 ? 0xffffff : 0);
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.text(png(corners)));
    }

    @Test
    @Timeout(20)
    void endsItsSearchInNoise() throws IOException {
        Random random = new Random(4);
        BufferedImage noise = new BufferedImage(3000, 3000, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 3000; y++) {
            for (int x = 0; x < 3000; x++) {
                noise.setRGB(x, y, random.nextBoolean() ? 0xffffff : 0);
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.text(png(noise)));
    }

    @Test
    void refusesATornQrCode() throws IOException {
        BufferedImage image = image(QrCode.png(URI));
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(image.getWidth() / 2, image.getHeight() / 3, image.getWidth(), image.getHeight());
        g.dispose();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.text(png(image)))
                .withMessageStartingWith("no QR code");
    }

    @Test
    void refusesAnythingButPng() {
        byte[] good = QrCode.png(URI);
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.text(new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.text("GIF89a".repeat(20).getBytes(StandardCharsets.US_ASCII)));
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.text(Arrays.copyOf(good, 20)));
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.text(Arrays.copyOf(good, 60)));
    }

    @Test
    void brokenPicturesNeverLeaveByAnotherDoor() {
        byte[] good = QrCode.png("x");
        Random random = new Random(15948);
        for (int i = 0; i < 400; i++) {
            byte[] broken = good.clone();
            // Width and height are left as they are: a giant would only be refused sooner.
            int at = 24 + random.nextInt(broken.length - 24);
            broken[at] = (byte) random.nextInt();
            try {
                assertThat(QrCode.text(broken)).isEqualTo("x");
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void checksTheSizeBeforeItDecodes() throws IOException {
        for (int[] size : new int[][] {{3163, 3163}, {Integer.MAX_VALUE, Integer.MAX_VALUE}, {-1, -1}, {-1, 1}}) {
            ByteBuffer header = ByteBuffer.allocate(13).putInt(size[0]).putInt(size[1]);
            header.put(new byte[] {8, 6, 0, 0, 0});
            // No pixels follow: only the size can be what is refused.
            byte[] bomb = pngOf(chunk("IHDR", header.array()), chunk("IEND", new byte[0]));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QrCode.text(bomb))
                    .withMessageContaining("larger than 10000000 pixels");
        }
    }

    @Test
    void doesNotUnfoldCompressedMetadata() throws IOException {
        ByteArrayOutputStream folded = new ByteArrayOutputStream();
        folded.write("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(folded)) {
            for (int i = 0; i < 200; i++) {
                deflater.write(new byte[1 << 20]);
            }
        }
        byte[] good = QrCode.png(URI);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(good, 0, 33);
        bomb.write(chunk("zTXt", folded.toByteArray()));
        bomb.write(good, 33, good.length - 33);

        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(QrCode.text(bomb.toByteArray())).isEqualTo(URI);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100L << 20);
    }

    private static boolean isWhite(BufferedImage image, int x, int y) {
        return (image.getRGB(x, y) & 0xffffff) == 0xffffff;
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] pngOf(byte[]... chunks) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        for (byte[] chunk : chunks) {
            png.write(chunk);
        }
        return png.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }
}
