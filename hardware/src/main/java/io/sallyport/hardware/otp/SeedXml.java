// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A seed file in XML, read as a stream in constant memory and without trust: a document type ends it before anything is
 * expanded (no external entities, no entities within entities), and so do elements too deep and pieces too large.
 */
final class SeedXml {
    /** PSKC with an XML signature needs some ten. */
    private static final int DEEPEST = 32;

    /** Of one tag, comment or piece of text, beyond what the parser reads ahead. */
    private static final int LARGEST = 1 << 20;

    private static final XMLInputFactory FACTORY = factory();

    private final Allowance allowance;
    private final XMLStreamReader events;
    private int depth;

    private SeedXml(Allowance allowance, XMLStreamReader events) {
        this.allowance = allowance;
        this.events = events;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /** @param file not closed */
    static SeedXml open(InputStream file) throws IOException {
        Allowance allowance = new Allowance(file);
        try {
            synchronized (FACTORY) {
                // Decoded here, since the JDK's own decoder complains on standard error too.
                return new SeedXml(allowance, FACTORY.createXMLStreamReader(SeedXmlText.of(allowance)));
            }
        } catch (XMLStreamException | RuntimeException malformed) {
            throw refused(malformed, 1);
        }
    }

    /** The outermost element, at which the reader then stands. */
    QName root() throws IOException {
        while (next() != XMLStreamConstants.START_ELEMENT) {
            // A comment or a processing instruction.
        }
        return events.getName();
    }

    /**
     * The next event's type, one of {@link XMLStreamConstants}.
     *
     * @throws SeedFileException if the file is not well formed or has a document type; with no cause, since the parser
     *     quotes what it read
     */
    int next() throws IOException {
        allowance.renew();
        int event;
        try {
            event = events.next();
        } catch (XMLStreamException | RuntimeException malformed) {
            throw refused(malformed, line());
        }
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new SeedFileException(line(), "a seed file has no document type and no entities of its own");
        }
        if (event == XMLStreamConstants.START_ELEMENT && ++depth > DEEPEST) {
            throw new SeedFileException(line(), "elements lie at most " + DEEPEST + " deep");
        }
        if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        }
        return event;
    }

    /**
     * The next child of the element at whose start, or at whose last child's end, the reader stands; null at its end.
     * Text between children is passed over.
     */
    @Nullable QName child() throws IOException {
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                return events.getName();
            }
        }
        return null;
    }

    /** The stripped text of the element at whose start the reader stands; it ends up at the element's end. */
    String text(int longest) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                throw new SeedFileException(line(), "an element stands where only text does");
            }
            if (events.hasText() && event != XMLStreamConstants.COMMENT) {
                text.append(events.getText());
            }
            if (text.length() > longest) {
                throw new SeedFileException(line(), "a text is longer than " + longest + " characters");
            }
        }
        return text.toString().strip();
    }

    /** Passes over the element at whose start the reader stands. */
    void skip() throws IOException {
        for (int outside = depth - 1; depth > outside; ) {
            next();
        }
    }

    /** Reads on to the document's end, where nothing may follow; the reader stands at the outermost element's end. */
    void end() throws IOException {
        while (next() != XMLStreamConstants.END_DOCUMENT) {
            // A comment or a processing instruction.
        }
    }

    @Nullable String attribute(String name) {
        return events.getAttributeValue(null, name);
    }

    int line() {
        return Math.max(1, events.getLocation().getLineNumber());
    }

    private static SeedFileException refused(Exception malformed, int line) throws IOException {
        if (malformed instanceof SeedFileException refused) {
            return refused;
        }
        if (malformed instanceof XMLStreamException parsing
                && parsing.getNestedException() instanceof IOException failed
                && !(failed instanceof CharacterCodingException)) {
            throw failed;
        }
        // Runtime exceptions too: the JDK's parser throws its own, and others, at some broken files.
        return new SeedFileException(line, "the XML is not well formed");
    }

    /** Lets the parser read so much at once and no more, whatever one tag or comment is made to take. */
    private static final class Allowance extends FilterInputStream {
        private int left;

        Allowance(InputStream file) {
            super(file);
            renew();
        }

        void renew() {
            left = LARGEST;
        }

        @Override
        public int read() throws IOException {
            spend(1);
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, Math.min(length, LARGEST));
            spend(Math.max(0, read));
            return read;
        }

        private void spend(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new SeedFileException(1, "a piece of the XML is larger than " + LARGEST + " bytes");
            }
        }
    }
}
