// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.FobStock;
import io.sallyport.core.mfa.CodeVerification;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.Fobs;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.StockedFob;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.hardware.otp.RfcOneTimeCodes;
import io.sallyport.web.stock.SeedDelivery;
import io.sallyport.web.stock.SeedExport;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stock in a store that this machine has the data and the keys of. What is done is on record as the operator's. */
final class FobsInStore implements FobStore {
    private static final int PAGE = 1000;

    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final Installation.Open open;
    private final AccountId id;

    private FobsInStore(Installation.Open open, AccountId id) {
        this.open = open;
        this.id = id;
    }

    /** @param account null for the only one */
    static FobsInStore open(Installation installation, @Nullable String account) throws IOException {
        Installation.Open open = installation.openOr("have it do this: --endpoint in the place of --data");
        try {
            return new FobsInStore(open, open.account(account));
        } catch (RuntimeException noSuchAccount) {
            open.close();
            throw noSuchAccount;
        }
    }

    @Override
    public int take(Import wanted, ProgressBar progress) throws IOException {
        SeedDelivery delivery = wanted.opening().delivery(wanted.file(), wanted.quarantine(), progress);
        if (wanted.dryRun()) {
            return open.accounts().read(id, account -> {
                delivery.requireUnknown(account);
                return delivery.fobs().size();
            });
        }
        return change(account -> {
            int taken = delivery.into(account, clock.instant(), StockedFob.OPERATOR);
            EventRecord.byOperator(account, "ImportFobs")
                    .parameters(delivery.parameters())
                    .into(account, clock.instant());
            return taken;
        });
    }

    @Override
    public List<FobLine> list(Wanted wanted) {
        return open.accounts().read(id, account -> {
            String user = wanted.user();
            UniqueId owner = user == null
                    ? null
                    : account.users().require(new UserName(user)).id();
            Fobs.Filter filter = new Fobs.Filter(wanted.states(), owner, wanted.maker());
            List<FobLine> lines = new ArrayList<>();
            @Nullable String marker = null;
            do {
                Page<StockedFob> page = account.fobs().list(filter, PageRequest.of(PAGE, marker));
                page.items().forEach(fob -> lines.add(FobLine.of(fob, id)));
                marker = page.marker();
            } while (marker != null);
            return lines;
        });
    }

    @Override
    public FobLine move(String serial, FobState to, Optional<FobStock.Codes> codes) {
        MfaRegistry registry = new MfaRegistry(new CodeVerification(new RfcOneTimeCodes(), clock), clock, random);
        FobStock stock = new FobStock(registry, clock);
        return change(account -> {
            StockedFob moved = stock.move(
                    account, new MfaSerial(serial), new FobStock.Move(to, codes), StockedFob.OPERATOR, fob -> {});
            EventRecord.byOperator(account, "UpdateFob")
                    .parameters(EventRecord.json().put("serialNumber", serial).put("state", to.name()))
                    .into(account, clock.instant());
            return FobLine.of(moved, id);
        });
    }

    @Override
    public void export(Set<FobState> states, SeedFiles opening, OutputStream out) throws IOException {
        SeedExport export = open.accounts().read(id, account -> SeedExport.of(account, states, clock.instant()));
        opening.encrypt(key -> export.write(out, key, random));
        change(account -> {
            EventRecord.byOperator(account, "ExportFobs")
                    .parameters(SeedExport.parameters(states))
                    .response(EventRecord.json().put("fobs", export.size()))
                    .into(account, clock.instant());
            return true;
        });
    }

    private <T> T change(Function<Account, T> work) {
        T result = open.accounts().write(id, work);
        open.chainEvents();
        return result;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
