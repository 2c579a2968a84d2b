// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import com.nimbusds.jose.jwk.JWKSet;
import io.sallyport.core.IamException;
import java.util.Optional;

/** Port: the keys that issuers of identity tokens sign with, as the operator said where to find them. Thread-safe. */
public interface IssuerKeys {
    /**
     * What an issuer publishes; possibly as of a while ago.
     *
     * @param issuer as tokens name it
     * @return empty for an issuer whose keys nobody told the whereabouts of, or who publishes no key set
     * @throws IamException {@code IDP_COMMUNICATION_ERROR} if nothing answers there
     */
    Optional<JWKSet> find(String issuer);

    /** The same as of now, for a token whose key was not among the others. */
    Optional<JWKSet> refreshed(String issuer);
}
