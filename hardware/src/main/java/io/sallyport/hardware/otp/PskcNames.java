// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

/** The namespaces and algorithm names of PSKC (RFC 6030) and of what it builds on. */
final class PskcNames {
    static final String PSKC = "urn:ietf:params:xml:ns:keyprov:pskc";
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
    static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
    static final String DSIG_MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    /** Of the derivation's parameters, and with "pbkdf2" at its end the name of the derivation (RFC 6030 section 6.2). */
    static final String PKCS5 = "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#";

    private PskcNames() {}
}
