// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes one container, in the order of RFC 6030's schema. The elements bear prefixes, as in the RFC's figures 6 to 8. */
final class PskcWriter {
    private final XMLStreamWriter xml;
    private final Optional<PskcSealing> sealing;

    private PskcWriter(XMLStreamWriter xml, Optional<PskcSealing> sealing) {
        this.xml = xml;
        this.sealing = sealing;
    }

    static void write(OutputStream out, Iterable<TokenSeed> tokens, Optional<PskcSealing> sealing) throws IOException {
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            new PskcWriter(xml, sealing).container(tokens);
        } catch (XMLStreamException e) {
            throw new IOException("the container could not be written", e);
        }
        out.flush();
    }

    private void container(Iterable<TokenSeed> tokens) throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeCharacters("\n");
        open("KeyContainer", "Version", "1.0");
        xml.writeNamespace("pskc", PskcNames.PSKC);
        if (sealing.isPresent()) {
            xml.writeNamespace("ds", PskcNames.DS);
            xml.writeNamespace("xenc", PskcNames.XENC);
            encryptionKey(sealing.get());
            macMethod(sealing.get());
        }
        for (TokenSeed token : tokens) {
            xml.writeCharacters("\n");
            keyPackage(token);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }

    private void encryptionKey(PskcSealing sealed) throws XMLStreamException {
        open("EncryptionKey");
        if (sealed.password().isPresent()) {
            derivedKey(sealed.password().get());
        } else {
            text("ds", PskcNames.DS, "KeyName", PskcSealing.KEY_NAME);
        }
        xml.writeEndElement();
    }

    /** RFC 6030 figure 7. */
    private void derivedKey(PskcPassword password) throws XMLStreamException {
        xml.writeStartElement("xenc11", "DerivedKey", PskcNames.XENC11);
        xml.writeNamespace("xenc11", PskcNames.XENC11);
        xml.writeStartElement("xenc11", "KeyDerivationMethod", PskcNames.XENC11);
        xml.writeAttribute("Algorithm", PskcNames.PKCS5 + "pbkdf2");
        xml.writeStartElement("pkcs5", "PBKDF2-params", PskcNames.PKCS5);
        xml.writeNamespace("pkcs5", PskcNames.PKCS5);
        xml.writeStartElement("Salt");
        textIn("Specified", base64(password.salt().toArray()));
        xml.writeEndElement();
        textIn("IterationCount", Integer.toString(password.iterations()));
        textIn("KeyLength", Integer.toString(password.length()));
        xml.writeEmptyElement("PRF");
        xml.writeAttribute("Algorithm", password.function().uri());
        xml.writeEndElement();
        xml.writeEndElement();
        text("xenc11", PskcNames.XENC11, "MasterKeyName", "Password");
        xml.writeEndElement();
    }

    private void macMethod(PskcSealing sealed) throws XMLStreamException {
        open("MACMethod", "Algorithm", PskcSealing.MAC.uri());
        open("MACKey");
        cipherValue(sealed, sealed.macKey());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void keyPackage(TokenSeed token) throws XMLStreamException {
        boolean hotp = token.parameters().algorithm() == Algorithm.HOTP;
        open("KeyPackage");
        open("DeviceInfo");
        if (token.maker() != null) {
            text("Manufacturer", legal(token.maker()));
        }
        text("SerialNo", token.serial());
        xml.writeEndElement();
        open("Key", "Id", token.serial());
        xml.writeAttribute(
                "Algorithm",
                PskcNames.PSKC + ":" + token.parameters().algorithm().name().toLowerCase(Locale.ROOT));
        open("AlgorithmParameters");
        if (token.parameters().hash() != Hash.SHA1) {
            text("Suite", "HMAC-" + token.parameters().hash());
        }
        open("ResponseFormat", "Encoding", "DECIMAL");
        xml.writeAttribute("Length", Integer.toString(token.parameters().digits()));
        xml.writeEndElement();
        xml.writeEndElement();
        open("Data");
        value("Secret", token.seed().reveal(), base64(token.seed().reveal()));
        if (hotp) {
            value("Counter", bytes(Long.BYTES, token.counter()), "" + token.counter());
        } else {
            open("TimeInterval");
            text("PlainValue", "" + token.parameters().period().toSeconds());
            xml.writeEndElement();
            if (token.drift() != 0) {
                int drift = Math.toIntExact(token.drift());
                value("TimeDrift", bytes(Integer.BYTES, drift), "" + drift);
            }
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void value(String name, byte[] bytes, String plain) throws XMLStreamException {
        open(name);
        if (sealing.isPresent()) {
            byte[] sealed = sealing.get().sealed(bytes);
            open("EncryptedValue");
            cipherValue(sealing.get(), sealed);
            xml.writeEndElement();
            text("ValueMAC", base64(sealing.get().mac(sealed)));
        } else {
            text("PlainValue", plain);
        }
        xml.writeEndElement();
    }

    private void cipherValue(PskcSealing sealed, byte[] value) throws XMLStreamException {
        xml.writeEmptyElement("xenc", "EncryptionMethod", PskcNames.XENC);
        xml.writeAttribute("Algorithm", sealed.cipher());
        xml.writeStartElement("xenc", "CipherData", PskcNames.XENC);
        text("xenc", PskcNames.XENC, "CipherValue", base64(value));
        xml.writeEndElement();
    }

    private void open(String name) throws XMLStreamException {
        xml.writeStartElement("pskc", name, PskcNames.PSKC);
    }

    private void open(String name, String attribute, String value) throws XMLStreamException {
        open(name);
        xml.writeAttribute(attribute, value);
    }

    private void text(String name, String content) throws XMLStreamException {
        text("pskc", PskcNames.PSKC, name, content);
    }

    private void text(String prefix, String namespace, String name, String content) throws XMLStreamException {
        xml.writeStartElement(prefix, name, namespace);
        xml.writeCharacters(content);
        xml.writeEndElement();
    }

    /** PKCS #5's schema puts what is inside the parameters into no namespace. */
    private void textIn(String name, String content) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(content);
        xml.writeEndElement();
    }

    /** Big-endian, below zero in two's complement. */
    private static byte[] bytes(int length, long number) {
        byte[] eight = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return Arrays.copyOfRange(eight, Long.BYTES - length, Long.BYTES);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Without the characters that no XML document holds (XML 1.0 section 2.2), which the JDK's writer would let pass. */
    private static String legal(String text) {
        return text.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= ' ' && c < 0xd800)
                        || (c >= 0xe000 && c != 0xfffe && c != 0xffff))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
