// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Documents of strangers: without a document type and with it without any entity, and not deeper than a stack bears. */
final class SafeXml {
    private static final String NO_DOCUMENT_TYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final String DEPTH = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";
    private static final String DEEPEST = "100";

    private SafeXml() {}

    static Document parse(InputSource source) throws SAXException, IOException {
        DocumentBuilder parser = parser();
        // Without a handler of ours it would complain on standard error.
        parser.setErrorHandler(new DefaultHandler());
        return parser.parse(source);
    }

    /**
     * Parses one element that was cut out of its document: names take their namespaces from where it stood, as XML
     * Encryption 1.1, §4.5 wants.
     *
     * @param place in the document, of whose namespaces nobody need be in doubt
     */
    static Element parseWithin(byte[] element, Element place) throws SAXException, IOException {
        StringBuilder around = new StringBuilder("<cut");
        Set<String> declared = new HashSet<>();
        for (@Nullable Node at = place; at instanceof Element; at = at.getParentNode()) {
            NamedNodeMap attributes = at.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                Attr attribute = (Attr) attributes.item(i);
                if (XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())
                        && declared.add(attribute.getName())) {
                    String uri = attribute.getValue().replace("&", "&amp;").replace("<", "&lt;");
                    around.append(' ').append(attribute.getName()).append("=\"");
                    around.append(uri.replace("\"", "&quot;")).append('"');
                }
            }
        }
        String text = around + ">" + new String(element, StandardCharsets.UTF_8) + "</cut>";
        List<Element> inside = allChildren(
                        parse(new InputSource(new StringReader(text))).getDocumentElement())
                .toList();
        if (inside.size() != 1) {
            throw new SAXException("not one element");
        }
        return inside.get(0);
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCUMENT_TYPE, true);
            factory.setAttribute(DEPTH, DEEPEST);
            factory.setXIncludeAware(false);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException impossible) {
            throw new AssertionError("the JDK's own parser has these features", impossible);
        }
    }

    static boolean is(Node node, String namespace, String name) {
        return node.getNodeType() == Node.ELEMENT_NODE
                && namespace.equals(node.getNamespaceURI())
                && name.equals(node.getLocalName());
    }

    /** Those of that name at or below an element, in the order of the document. */
    static Stream<Element> elements(Element from, String namespace, String name) {
        NodeList below = from.getElementsByTagNameNS(namespace, name);
        return Stream.concat(
                is(from, namespace, name) ? Stream.of(from) : Stream.empty(),
                IntStream.range(0, below.getLength()).mapToObj(i -> (Element) below.item(i)));
    }

    /** Those of that name directly below an element, in the order of the document. */
    static List<Element> children(Element parent, String namespace, String name) {
        return allChildren(parent).filter(child -> is(child, namespace, name)).toList();
    }

    static Stream<Element> allChildren(Element parent) {
        NodeList below = parent.getChildNodes();
        return IntStream.range(0, below.getLength())
                .mapToObj(below::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }

    /** Empty for an attribute that is missing or blank. */
    static Optional<String> attribute(Element element, String name) {
        return Optional.of(element.getAttribute(name).strip()).filter(value -> !value.isEmpty());
    }

    /** All of an element's text, whatever stands between its parts: a comment does not end it. */
    static String text(Element element) {
        return element.getTextContent().strip();
    }
}
