// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import java.security.SecureRandom;

/** Makes the ids of one account. */
public final class Ids {
    private final SecureRandom random;

    public Ids(SecureRandom random) {
        this.random = random;
    }

    /** The prefix and 17 characters, as AWS's. */
    public UniqueId unique(UniqueId.Prefix prefix, AccountId account) {
        return new UniqueId(prefix.name() + IdLayout.generate(account, 17, random));
    }

    /** {@code AKIA} and 16 characters. */
    public AccessKeyId accessKey(AccountId account) {
        return new AccessKeyId("AKIA" + IdLayout.generate(account, 16, random));
    }

    /** {@code ASIA} and 16 characters. */
    public AccessKeyId sessionKey(AccountId account) {
        return new AccessKeyId("ASIA" + IdLayout.generate(account, 16, random));
    }

    /** {@code APKA} and 16 characters: a user name of CodeCommit's SSH endpoint, as long as an access key id. */
    public UniqueId sshPublicKey(AccountId account) {
        return new UniqueId(UniqueId.Prefix.APKA.name() + IdLayout.generate(account, 16, random));
    }

    /** 32 characters without a prefix, as AWS names signing certificates. */
    public UniqueId signingCertificate() {
        return new UniqueId(IdLayout.random(32, random));
    }
}
