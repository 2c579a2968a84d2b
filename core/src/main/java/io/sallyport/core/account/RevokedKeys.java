// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.SecurityKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which security keys of an account are of a model that metadata reports as revoked, suspended or not. */
public final class RevokedKeys {
    private final SecurityKeys keys;

    public RevokedKeys(SecurityKeys keys) {
        this.keys = keys;
    }

    /** @param owner null for root */
    public record Revoked(KeyDevice device, @Nullable User owner, KeyModel model) {}

    /** By what metadata says now: root's, then users' by name, each by serial. */
    public List<Revoked> of(Account account) {
        return account.reportedDevices().all().stream().flatMap(this::revoked).toList();
    }

    private Stream<Revoked> revoked(ReportedDevice reported) {
        return reported.device() instanceof KeyDevice key
                ? model(key).map(model -> new Revoked(key, reported.user(), model)).stream()
                : Stream.empty();
    }

    /** Metadata's word of a key's model, if that is revoked. */
    Optional<KeyModel> model(KeyDevice device) {
        return keys.model(device.credential()).filter(KeyModel::revoked);
    }
}
