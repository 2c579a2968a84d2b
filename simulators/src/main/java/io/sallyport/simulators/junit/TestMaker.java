// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import io.sallyport.simulators.fido.metadata.MetadataBlob;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Who made a test's keys and attests them: a relying party that trusts {@link #root}, or {@link #metadata} signed under it,
 * sees what a real maker's keys would show it. Made when first asked for, by the clock of that moment. Thread-safe.
 */
public final class TestMaker {
    private final SettableClock clock;
    private final Supplier<SecureRandom> source;
    private @Nullable SecureRandom random;
    private @Nullable AttestationAuthority authority;

    private TestMaker(SettableClock clock, Supplier<SecureRandom> source) {
        this.clock = clock;
        this.source = source;
    }

    /** The one maker of a test's keys, for all extensions that it has. */
    public static TestMaker of(ExtensionContext test) {
        return of(test, SettableClock.of(test), SecureRandom::new);
    }

    static TestMaker of(ExtensionContext test, SettableClock clock, Supplier<SecureRandom> source) {
        return test.getStore(Namespace.create(TestMaker.class))
                .getOrComputeIfAbsent("maker", name -> new TestMaker(clock, source), TestMaker.class);
    }

    /** What a relying party trusts that is to believe it: a root certificate. */
    public X509Certificate root() {
        return authority().root();
    }

    /** What the maker publishes of its models, in the form of FIDO's own metadata; of no model yet. */
    public MetadataBlob metadata() {
        return MetadataBlob.by(authority(), clock, random());
    }

    /** The maker with all that it can do. */
    public synchronized AttestationAuthority authority() {
        AttestationAuthority made = authority;
        if (made == null) {
            made = AttestationAuthority.in(Storage.inMemory(), clock, random());
            authority = made;
        }
        return made;
    }

    private synchronized SecureRandom random() {
        SecureRandom drawn = random;
        if (drawn == null) {
            drawn = source.get();
            random = drawn;
        }
        return drawn;
    }
}
