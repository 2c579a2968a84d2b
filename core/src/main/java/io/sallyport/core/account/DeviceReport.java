// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.Csv;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.name.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the credential report leaves out: a line for each MFA device, in the words of that report. */
public final class DeviceReport {
    private static final List<String> NAMES = List.of(
            "type",
            "serial",
            "user",
            "arn",
            "aaguid",
            "model",
            "attestation",
            "firmware",
            "enrolled",
            "last_used",
            "clock_offset_seconds",
            "state");

    private static final String ABSENT = "N/A";

    /** Of what there may be, but nothing is kept of. */
    private static final String UNKNOWN = "no_information";

    private final AccountId account;
    private final Instant now;
    private final Function<KeyCredential, Optional<KeyModel>> models;

    private DeviceReport(AccountId account, Instant now, Function<KeyCredential, Optional<KeyModel>> models) {
        this.account = account;
        this.now = now;
        this.models = models;
    }

    /**
     * Lines that end as RFC 4180 has them.
     *
     * @param models what is known of a key's model
     */
    public static String csv(Account account, Instant now, Function<KeyCredential, Optional<KeyModel>> models) {
        DeviceReport report = new DeviceReport(account.id(), now, models);
        return Stream.concat(
                        Stream.of(NAMES),
                        account.reportedDevices().all().stream().map(report::cells))
                .map(cells -> Csv.line(cells) + "\r\n")
                .collect(Collectors.joining());
    }

    private List<String> cells(ReportedDevice reported) {
        MfaDevice device = reported.device();
        List<String> cells = new ArrayList<>(NAMES.size());
        cells.add(type(device.type()));
        cells.add(Csv.harmless(device.serial().value()));
        addOwner(cells, reported);
        addMake(cells, device);
        cells.add(time(device.enabledAt()));
        cells.add(device.owner() == null ? ABSENT : lastUsed(reported.lastUsed()));
        cells.add(offset(device));
        cells.add(state(device, reported.stock()));
        return cells;
    }

    private static String type(MfaDevice.Type type) {
        return switch (type) {
            case VIRTUAL -> "app";
            case FOB -> "fob";
            case SECURITY_KEY -> "key";
        };
    }

    private void addOwner(List<String> cells, ReportedDevice reported) {
        User user = reported.user();
        if (user != null) {
            cells.add(Csv.harmless(user.name().value()));
            cells.add(user.arn(account).toString());
        } else if (reported.device().owner() != null) {
            cells.add(ReportedCredentials.ROOT);
            cells.add(account.root().toString());
        } else {
            cells.addAll(List.of(ABSENT, ABSENT));
        }
    }

    /** A key's maker vouches for what it is, where its attestation was verified; its firmware is told by nothing kept. */
    private void addMake(List<String> cells, MfaDevice device) {
        if (device instanceof KeyDevice key) {
            cells.add(key.credential().aaguid().toUuid().toString());
            cells.add(models.apply(key.credential())
                    .map(model -> Csv.harmless(model.description()))
                    .orElse(UNKNOWN));
            cells.add(key.credential().attested() ? "verified" : "not_verified");
            cells.add(UNKNOWN);
        } else {
            cells.addAll(List.of(ABSENT, ABSENT, ABSENT, ABSENT));
        }
    }

    private static String lastUsed(@Nullable Instant at) {
        return at == null ? UNKNOWN : time(at);
    }

    private static String time(@Nullable Instant at) {
        return at == null ? ABSENT : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How far its clock is thought to run ahead of ours by now. */
    private String offset(MfaDevice device) {
        return device instanceof CodeDevice code && !code.countsEvents()
                ? Long.toString(Math.round(code.secondsAheadAt(now)))
                : ABSENT;
    }

    private String state(MfaDevice device, @Nullable FobState stock) {
        if (device.owner() == null) {
            return stock == null || stock == FobState.IN_STOCK
                    ? "unassigned"
                    : stock.name().toLowerCase(Locale.ROOT);
        }
        boolean rests =
                device instanceof CodeDevice code && now.isBefore(code.clock().lockedUntil());
        return rests ? "locked" : "enabled";
    }
}
