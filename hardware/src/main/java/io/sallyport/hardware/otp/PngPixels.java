// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.Bytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A PNG picture taken apart, on a white ground where it is transparent. */
final class PngPixels {
    /** A screenshot of a 4K screen (8.3 million) passes; its decoded form takes some 100 MB at the very most. */
    private static final long MAX_PIXELS = 10_000_000;

    private static final Bytes SIGNATURE = Bytes.ofHex("89504e470d0a1a0a");
    private static final int HEADER = 33;

    private final int width;
    private final int height;
    private final int[] rgb;

    private PngPixels(int width, int height, int[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** @throws IllegalArgumentException if it is not a PNG or too large; the size is checked before pixels are decoded */
    static PngPixels read(byte[] png) {
        if (png.length < HEADER
                || !Arrays.equals(png, 0, SIGNATURE.length(), SIGNATURE.toArray(), 0, SIGNATURE.length())) {
            throw new IllegalArgumentException("not a PNG picture");
        }
        // PNG section 11.2.1: IHDR comes first, and width and height first in it.
        long width = Integer.toUnsignedLong(ByteBuffer.wrap(png).getInt(16));
        long height = Integer.toUnsignedLong(ByteBuffer.wrap(png).getInt(20));
        if (width > MAX_PIXELS || height > MAX_PIXELS || width * height > MAX_PIXELS) {
            throw new IllegalArgumentException(
                    "a picture of " + width + " by " + height + " pixels is larger than " + MAX_PIXELS + " pixels");
        }
        BufferedImage image = decoded(png);
        int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new PngPixels(image.getWidth(), image.getHeight(), onWhite(argb));
    }

    private static BufferedImage decoded(byte[] png) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
            // Metadata is skipped: its compressed chunks could unfold to any size.
            reader.setInput(in, true, true);
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            // The JDK's reader answers a broken file with whatever it stumbled over.
            throw new IllegalArgumentException("not a readable PNG picture", e);
        } finally {
            reader.dispose();
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int[] rgb() {
        return rgb;
    }

    private static int[] onWhite(int[] argb) {
        for (int i = 0; i < argb.length; i++) {
            int alpha = argb[i] >>> 24;
            if (alpha != 0xff) {
                argb[i] = mixed(argb[i] >> 16, alpha) << 16 | mixed(argb[i] >> 8, alpha) << 8 | mixed(argb[i], alpha);
            }
        }
        return argb;
    }

    private static int mixed(int channel, int alpha) {
        return ((channel & 0xff) * alpha + 0xff * (0xff - alpha)) / 0xff;
    }
}
