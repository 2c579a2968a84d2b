// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import io.sallyport.core.IamException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** A {@code multipart/form-data} body (RFC 7578), whose parts are pieces of the body as it came. */
public final class MultipartForm {
    private static final Pattern NAME = Pattern.compile("(?i);\\s*name\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))");
    private static final int LONGEST_HEADERS = 4096;
    private static final int LONGEST = 1 << 16;

    private final Map<String, List<ByteBuffer>> parts;

    private MultipartForm(Map<String, List<ByteBuffer>> parts) {
        this.parts = parts;
    }

    /** Whether a body of that type is such a form. */
    public static boolean is(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /**
     * Takes a body apart.
     *
     * @param names of the parts that there may be, each once
     * @throws IamException {@code INVALID_INPUT} if it is none, or has other parts
     */
    public static MultipartForm of(String contentType, LargeBody body, Set<String> names) {
        @Nullable String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null || boundary.isEmpty()) {
            throw bad("the form's Content-Type names no boundary");
        }
        Collector collector = new Collector(names);
        MultiPart.Parser parser = new MultiPart.Parser(boundary, collector);
        parser.setMaxParts(names.size());
        parser.setPartHeadersMaxLength(LONGEST_HEADERS);
        try {
            body.buffers().forEach(buffer -> parser.parse(Content.Chunk.from(buffer, false)));
            parser.parse(Content.Chunk.EOF);
        } catch (RuntimeException broken) {
            throw bad("the form is no multipart/form-data");
        }
        return new MultipartForm(collector.whole());
    }

    public boolean has(String name) {
        return parts.containsKey(name);
    }

    /** @throws IamException {@code INVALID_INPUT} if there is none */
    public InputStream open(String name) {
        List<ByteBuffer> pieces = parts.get(name);
        if (pieces == null) {
            throw bad("the form's part '" + name + "' is missing");
        }
        return new SequenceInputStream(Collections.enumeration(pieces.stream()
                .map(piece -> new ByteArrayInputStream(
                        piece.array(), piece.arrayOffset() + piece.position(), piece.remaining()))
                .toList()));
    }

    /** @throws IamException {@code INVALID_INPUT} if it is a long one */
    public Optional<byte[]> bytes(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        try (InputStream in = open(name)) {
            byte[] bytes = in.readNBytes(LONGEST);
            if (in.read() >= 0) {
                throw bad("the form's part '" + name + "' is longer than " + LONGEST + " bytes");
            }
            return Optional.of(bytes);
        } catch (IOException impossible) {
            throw new AssertionError("memory does not fail", impossible);
        }
    }

    /** @throws IamException {@code INVALID_INPUT} if it is no text in UTF-8, or a long one */
    public Optional<String> text(String name) {
        return bytes(name).map(bytes -> {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException notText) {
                throw bad("the form's part '" + name + "' is not text in UTF-8");
            }
        });
    }

    /** @throws IamException {@code INVALID_INPUT} if it is neither true nor false */
    public boolean flag(String name) {
        String text = text(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw bad("the form's part '" + name + "' is neither true nor false");
        }
        return text.equals("true");
    }

    private static IamException bad(String message) {
        return new IamException(IamException.Kind.INVALID_INPUT, message);
    }

    private static final class Collector implements MultiPart.Parser.Listener {
        private final Set<String> names;
        private final Map<String, List<ByteBuffer>> parts = new LinkedHashMap<>();
        private List<ByteBuffer> current = new ArrayList<>();
        private @Nullable String name;
        private boolean complete;

        /** Kept, since the parser passes over what a listener throws. */
        private @Nullable IamException refusal;

        Collector(Set<String> names) {
            this.names = names;
        }

        Map<String, List<ByteBuffer>> whole() {
            if (refusal != null) {
                throw refusal;
            }
            if (!complete) {
                throw bad("the form breaks off before its end");
            }
            return parts;
        }

        @Override
        public void onPartBegin() {
            current = new ArrayList<>();
            name = null;
        }

        @Override
        public void onPartHeader(String header, String value) {
            Matcher found = NAME.matcher(value);
            if (header.equalsIgnoreCase("Content-Disposition") && found.find()) {
                name = found.group(1) == null ? found.group(2) : found.group(1);
            }
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            if (chunk.hasRemaining()) {
                current.add(chunk.getByteBuffer().slice());
            }
        }

        @Override
        public void onPartEnd() {
            if (name == null || !names.contains(name)) {
                refusal = bad("the form has a part that is none of "
                        + String.join(", ", names.stream().sorted().toList()));
            } else if (parts.putIfAbsent(name, current) != null) {
                refusal = bad("the form has part '" + name + "' twice");
            }
        }

        @Override
        public void onComplete() {
            complete = true;
        }

        @Override
        public void onFailure(Throwable failure) {
            refusal = refusal == null ? bad("the form is no multipart/form-data, or breaks off") : refusal;
        }
    }
}
