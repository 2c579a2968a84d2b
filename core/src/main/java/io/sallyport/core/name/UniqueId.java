// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sallyport.core.IamException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The id of an entity that is never reused (IAM User Guide, "Unique identifiers"), or, for the root user, its account
 * id, as {@code aws:userid} shows it.
 */
public record UniqueId(@JsonValue String value) {
    /** What they begin with: four characters, six where a SAML provider is concerned. */
    public enum Prefix {
        /** A service-specific credential. */
        ACCA,
        /** A group. */
        AGPA,
        /** A user. */
        AIDA,
        /** An instance profile. */
        AIPA,
        /** A managed policy. */
        ANPA,
        /** An SSH public key. */
        APKA,
        /** A role. */
        AROA,
        /** A server certificate. */
        ASCA,
        /** A private key of a SAML provider. */
        SAMLPK,
        /** A SAML provider, {@code SAMLProviderUUID}. */
        SAMLSP
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UniqueId {
        Syntax.require("id", value, 12, 128, Syntax.WORD);
    }

    public static UniqueId ofRoot(AccountId account) {
        return new UniqueId(account.value());
    }

    /** A user's id that is where its random bits are, whether or not anybody has it. */
    public static UniqueId ofUser(AccountId account, long bits) {
        RandomGenerator fixed = () -> bits;
        return new UniqueId(Prefix.AIDA + IdLayout.generate(account, 17, fixed));
    }

    /** Whether it is of the kind that the prefix stands for. */
    public boolean is(Prefix prefix) {
        return value.startsWith(prefix.name());
    }

    public boolean isRoot() {
        return value.length() == 12;
    }

    /** Whose it is, as its layout says; empty for one that holds no account. */
    public Optional<AccountId> account() {
        try {
            return Optional.of(isRoot() ? new AccountId(value) : IdLayout.account(value.substring(4)));
        } catch (IllegalArgumentException | IamException none) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
