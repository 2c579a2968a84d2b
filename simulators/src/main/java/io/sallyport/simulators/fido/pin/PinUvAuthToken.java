// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The pinUvAuthToken and its state (CTAP 2.1 §6.5.2.1, §6.5.3.1). */
final class PinUvAuthToken implements Token {
    /** The initial usage time limit over USB, which is the user present time limit too. */
    static final Duration FIRST_USE = Duration.ofSeconds(30);
    /** The max usage time period. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final SecureRandom random;
    private final byte[] value = new byte[LENGTH];
    private final Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    private PinProtocol protocol = PinProtocol.ONE;
    private Optional<String> rpId = Optional.empty();
    private Instant begun = Instant.MIN;
    private boolean inUse;
    private boolean used;
    private boolean userPresent;
    private boolean userVerified;

    PinUvAuthToken(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
        reset();
    }

    @Override
    public byte[] issue(Grant grant) {
        reset();
        protocol = grant.protocol();
        permissions.addAll(grant.permissions());
        rpId = grant.rpId();
        begun = clock.instant();
        userPresent = grant.userPresent();
        userVerified = true;
        inUse = true;
        return value.clone();
    }

    @Override
    public void reset() {
        random.nextBytes(value);
        permissions.clear();
        rpId = Optional.empty();
        inUse = false;
        used = false;
        userPresent = false;
        userVerified = false;
    }

    /** The tokens of the other protocols were reset when this one was issued, so they verify nothing. */
    @Override
    public boolean verify(PinProtocol claimed, byte[] message, byte[] signature) {
        expire();
        boolean verified = inUse && claimed == protocol && protocol.verify(value, message, signature);
        used |= verified;
        return verified;
    }

    @Override
    public boolean allows(Permission permission, Optional<String> wanted) {
        if (!permissions.contains(permission)) {
            return false;
        }
        return switch (permission) {
            case MAKE_CREDENTIAL, GET_ASSERTION -> userVerified && bind(wanted);
            // Of one relying party or of all; then it must not be limited to one.
            case CREDENTIAL_MANAGEMENT -> rpId.isEmpty() || rpId.equals(wanted);
            case BIO_ENROLLMENT, LARGE_BLOB_WRITE, AUTHENTICATOR_CONFIGURATION -> true;
        };
    }

    @Override
    public Optional<String> boundTo() {
        return rpId;
    }

    @Override
    public boolean isUserPresent() {
        expire();
        return userPresent;
    }

    @Override
    public void use() {
        userPresent = false;
        userVerified = false;
        permissions.retainAll(Set.of(Permission.LARGE_BLOB_WRITE));
    }

    private boolean bind(Optional<String> wanted) {
        if (rpId.isEmpty()) {
            rpId = wanted;
        }
        return rpId.equals(wanted);
    }

    /** pinUvAuthTokenUsageTimerObserver. */
    private void expire() {
        Duration age = Duration.between(begun, clock.instant());
        if (age.compareTo(FIRST_USE) >= 0) {
            userPresent = false;
            inUse &= used;
        }
        inUse &= age.compareTo(LIFETIME) < 0;
        if (!inUse) {
            reset();
        }
    }
}
