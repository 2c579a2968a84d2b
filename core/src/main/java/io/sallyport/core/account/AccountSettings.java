// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.ToldModels;
import java.util.Optional;

/** Port: what one account chose for itself. */
public interface AccountSettings {
    /** What AWS gives an account at first ({@code GlobalEndpointTokenVersion}). */
    int FIRST_TOKEN_VERSION = 1;

    /** Which tokens the global endpoint of STS issues: 1 or 2. */
    int globalEndpointTokenVersion();

    void setGlobalEndpointTokenVersion(int version);

    /** The id of the account's issuer of tokens for other systems, empty while that is disabled. */
    Optional<String> outboundIssuer();

    /**
     * Enables outbound identity federation.
     *
     * @param newIssuer the issuer's id, unless the account had one before
     * @return the issuer's id, which is one account's for good
     * @throws IamException {@code FEATURE_ENABLED}
     */
    String enableOutboundFederation(String newIssuer);

    /** @throws IamException {@code FEATURE_DISABLED} */
    void disableOutboundFederation();

    /**
     * Whether a session ends when the MFA device it was opened with is taken from its owner. Not at first: at AWS it does
     * not, and whoever replaces her own device by AWS's API would lose the session she does it in halfway.
     */
    boolean sessionsEndWithDevice();

    void setSessionsEndWithDevice(boolean end);

    /** What it asks of security keys. */
    KeyRules keyRules();

    void setKeyRules(KeyRules rules);

    /** Of which revoked models of security keys its event log was told. */
    ToldModels toldModels();

    /**
     * Changes that, if it still is what it was.
     *
     * @return false if somebody else was first
     */
    boolean setToldModels(ToldModels before, ToldModels now);
}
