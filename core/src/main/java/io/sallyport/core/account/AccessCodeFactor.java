// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.accesscode.AccessCode;
import io.sallyport.core.accesscode.AccessCodeRequest;
import io.sallyport.core.accesscode.AccessCodes;
import io.sallyport.core.mfa.AddressThrottle;
import io.sallyport.core.mfa.Guessed;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.OwnerThrottle;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.InstantSource;
import java.util.Optional;

/** A help desk's access code in the place of a device. Works inside the caller's transaction. */
public final class AccessCodeFactor {
    private static final String TYPE = "Access code";

    /** Before the id of its request, where a device's serial number would stand. */
    private static final String SHOWN = "access-code/";

    private final MfaRegistry registry;
    private final InstantSource clock;
    private final SignInRecords records;

    AccessCodeFactor(MfaRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.records = new SignInRecords(clock);
    }

    /**
     * Whether a code will do. While the help desk is at it, and after a loss until there is another device, it is asked
     * for even where there is no device: or her password alone would do what the lost device kept it from. Root has no
     * help desk.
     */
    boolean isAskedFor(Account account, UniqueId owner) {
        if (owner.isRoot()) {
            return false;
        }
        AccessCodes codes = account.accessCodes();
        return codes.openFor(owner, clock.instant()).isPresent()
                || ((codes.holds(owner) || codes.rules().firstDeviceByCode())
                        && account.mfaDevices().of(owner).isEmpty());
    }

    /**
     * Looks at what she typed.
     *
     * @throws Refusal {@code INVALID_AUTHENTICATION_CODE} for a wrong, used, expired or withdrawn code alike, and while
     *     she rests after too many
     * @throws AddressThrottle.TooMany where too many wrong ones came from
     */
    MfaEvidence accept(Account account, UniqueId owner, String typed, RequestFacts facts) {
        registry.addresses().require(facts.sourceIp());
        OwnerThrottle throttle = OwnerThrottle.of(account.mfaDevices().wrongTries(), owner, Guessed.ACCESS_CODE);
        Optional<AccessCodeRequest> used;
        if (throttle.rests(clock.instant())) {
            used = Optional.empty();
            throttle.unread();
        } else {
            used = AccessCode.parse(typed).flatMap(code -> account.accessCodes().use(owner, code, clock.instant()));
            if (used.isPresent()) {
                throttle.right();
            } else {
                throttle.wrong(clock.instant());
                registry.addresses().failed(facts.sourceIp());
            }
        }
        return shown(account, owner, used, facts);
    }

    private MfaEvidence shown(Account account, UniqueId owner, Optional<AccessCodeRequest> used, RequestFacts facts) {
        registry.witness().shown(MfaEvidence.Method.RECOVERY, used.isPresent());
        String serial = used.map(request -> SHOWN + request.id()).orElse(null);
        records.factor(account, owner, used.isPresent(), TYPE, serial, facts);
        AccessCodeRequest request = used.orElseThrow(() -> new Refusal(MfaRegistry.codeNotValid()));
        records.accessCodeUsed(account, owner, request.id(), facts);
        return MfaEvidence.recovery(new MfaSerial(SHOWN + request.id()), clock.instant());
    }

    /** The request whose code opened the caller's session; empty for every other session. */
    public static Optional<String> request(Caller caller) {
        return Optional.ofNullable(caller.mfa())
                .filter(MfaEvidence::onlyEnrols)
                .map(proof -> proof.serial().value())
                .filter(shown -> shown.startsWith(SHOWN))
                .map(shown -> shown.substring(SHOWN.length()));
    }
}
