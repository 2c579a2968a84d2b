// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.ResultPointCallback;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * QR codes (ISO/IEC 18004) as PNG pictures, in both directions. Draws without a display and writes no temporary file,
 * since the text may be a secret.
 */
public final class QrCode {
    private static final int QUIET_ZONE = 4;
    private static final int MIN_PIXELS = 300;
    private static final int MIN_SCALE = 4;

    private QrCode() {}

    /**
     * A square picture at least 300 pixels wide: error correction M, a quiet zone of four modules, at least four pixels
     * a module.
     *
     * @throws IllegalArgumentException if {@code text} is empty or longer than a QR code holds (2331 bytes)
     */
    public static byte[] png(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a QR code needs a text");
        }
        Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
        hints.put(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
        hints.put(EncodeHintType.MARGIN, QUIET_ZONE);
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            // Only then: the hint adds an ECI header, at which some scanners stumble.
            hints.put(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8.name());
        }
        int modules = encoded(text, 0, hints).getWidth();
        int scale = Math.max(MIN_SCALE, (MIN_PIXELS + modules - 1) / modules);
        return written(encoded(text, modules * scale, hints));
    }

    /**
     * The text of the QR code in a picture, which may be turned, inverted or a screenshot with other things around it.
     *
     * @param png a PNG picture of at most 10 million pixels
     * @throws IllegalArgumentException if it is no such picture, is larger, or does not show exactly one QR code
     */
    public static String text(byte[] png) {
        PngPixels pixels = PngPixels.read(png);
        LuminanceSource upright = new RGBLuminanceSource(pixels.width(), pixels.height(), pixels.rgb());
        Set<String> texts = texts(upright);
        if (texts.isEmpty()) {
            texts = texts(upright.invert());
        }
        if (texts.size() != 1) {
            throw new IllegalArgumentException((texts.isEmpty() ? "no QR code" : "more than one QR code")
                    + " in this picture of " + pixels.width() + " by " + pixels.height() + " pixels");
        }
        return texts.iterator().next();
    }

    private static Set<String> texts(LuminanceSource picture) {
        Map<DecodeHintType, Object> hints = new EnumMap<>(DecodeHintType.class);
        hints.put(DecodeHintType.TRY_HARDER, true);
        hints.put(DecodeHintType.NEED_RESULT_POINT_CALLBACK, new CandidateLimit());
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(picture));
        try {
            // The reader for one code takes a wrong corner in 1 to 2 % of all codes, however clean; this one tries them
            // all.
            return Arrays.stream(new QRCodeMultiReader().decodeMultiple(bitmap, hints))
                    .map(Result::getText)
                    .collect(Collectors.toSet());
        } catch (NotFoundException e) {
            return Set.of();
        }
    }

    private static BitMatrix encoded(String text, int pixels, Map<EncodeHintType, Object> hints) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, pixels, pixels, hints);
        } catch (WriterException e) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters fits no QR code", e);
        }
    }

    private static byte[] written(BitMatrix matrix) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        // ImageIO would otherwise keep the picture in a temporary file meanwhile.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            if (!ImageIO.write(MatrixToImageWriter.toBufferedImage(matrix), "png", out)) {
                throw new AssertionError("every JDK writes PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused a picture", e);
        }
        return png.toByteArray();
    }

    /**
     * Ends the search in a picture made to exhaust it: the reader tries every three of the corners it finds, which takes
     * 2 seconds for 150 and 2 minutes for 600. A busy screenshot has some 30.
     */
    private static final class CandidateLimit implements ResultPointCallback {
        private static final int MAX_CANDIDATES = 150;

        private int candidates;

        @Override
        public void foundPossibleResultPoint(ResultPoint point) {
            if (++candidates > MAX_CANDIDATES) {
                throw new IllegalArgumentException("too much in this picture looks like a part of a QR code");
            }
        }
    }
}
