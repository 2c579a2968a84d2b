// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.util.Map;
import javax.xml.namespace.QName;

/** The namespaces and algorithm names of PSKC (RFC 6030) and of what it builds on. */
final class PskcNames {
    static final String PSKC = "urn:ietf:params:xml:ns:keyprov:pskc";
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
    static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
    static final String DSIG_MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    /** Of the derivation's parameters, and with "pbkdf2" at its end the name of the derivation (RFC 6030 section 6.2). */
    static final String PKCS5 = "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#";

    private static final Map<String, String> PREFIXES =
            Map.of(PSKC, "", DS, "ds:", XENC, "xenc:", XENC11, "xenc11:", PKCS5, "pkcs5:");

    private PskcNames() {}

    /** An element's name as RFC 6030's text has it, without a prefix for PSKC's own; {@code ?} before any other's. */
    static String of(QName element) {
        return PREFIXES.getOrDefault(element.getNamespaceURI(), "?") + element.getLocalPart();
    }

    /** What tells one algorithm from another: makers put the names into each other's namespaces. */
    static String fragment(String uri) {
        return uri.substring(uri.indexOf('#') + 1);
    }
}
