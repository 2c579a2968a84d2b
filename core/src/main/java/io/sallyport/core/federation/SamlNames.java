// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

/** The names that responses are written in (SAML 2.0 Core and Bindings; XML Signature; XML Encryption). */
final class SamlNames {
    static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
    static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
    static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
    static final String ENCRYPTION = "http://www.w3.org/2001/04/xmlenc#";
    static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
    static final String VERSION = "2.0";

    private SamlNames() {}
}
