// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.Fobs;
import io.sallyport.core.mfa.NewFob;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.StockedFob;
import io.sallyport.core.name.MfaSerial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many fobs at once, into stock and out of it. */
@OnBothDatabases
final class FobImportTest {
    private static final String BY = "operator";
    private static final OtpParameters HOTP =
            new OtpParameters(OtpParameters.Algorithm.HOTP, OtpParameters.Hash.SHA1, 8, Duration.ofSeconds(30));

    private final TestAccount account;

    FobImportTest(TestStore store) {
        this.account = store.account();
    }

    private static NewFob fob(int number, @Nullable String maker) {
        MfaSerial serial = new MfaSerial(String.format("GAHT%08d", number));
        CodeDevice device = number % 2 == 0
                ? CodeDevice.newFob(serial, OtpParameters.STANDARD, 0, number % 7 - 3)
                : CodeDevice.newFob(serial, HOTP, 1000L + number);
        return new NewFob(device, TestAccount.seed(), maker);
    }

    private static List<NewFob> fobs(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> fob(number, number < 100 ? "Acme" : null))
                .toList();
    }

    private void add(List<NewFob> fobs) {
        account.change(in -> in.fobs().add(fobs, false, TestStore.NOW, BY));
    }

    private Page<StockedFob> list(Fobs.Filter filter, PageRequest page) {
        return account.read(in -> in.fobs().list(filter, page));
    }

    private int count() {
        return account.read(in -> in.fobs().known(serials(fobs(0, 3000))).size());
    }

    private static List<MfaSerial> serials(List<NewFob> fobs) {
        return fobs.stream().map(fob -> fob.device().serial()).toList();
    }

    @Test
    void allOfThemComeInAsTheyAreWithTheirSeeds() {
        List<NewFob> fobs = fobs(0, 1201);
        List<NewFob> shuffled = new ArrayList<>(fobs);
        Collections.reverse(shuffled);
        add(shuffled);
        List<NewFob> read = new ArrayList<>();
        Fobs.Filter all = new Fobs.Filter(Set.of(), null, null);
        @Nullable String marker = null;
        do {
            PageRequest next = PageRequest.of(500, marker);
            Page<NewFob> page = account.read(in -> in.fobs().seeds(all, next));
            read.addAll(page.items());
            marker = page.marker();
        } while (marker != null);
        assertThat(read).isEqualTo(fobs);
    }

    @Test
    void oneThatIsKnownLeavesAllOfThemOutAndIsNamedWithItsPlace() {
        add(fobs(1700, 1701));
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "MFA device already exists: GAHT00001700, token 1701 of the file.",
                () -> add(fobs(0, 2000)));
        assertThat(count()).isEqualTo(1);
        List<NewFob> twice = new ArrayList<>(fobs(0, 600));
        twice.add(fob(7, null));
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "MFA device already exists: GAHT00000007, token 601 of the file.",
                () -> add(twice));
        assertThat(count()).isEqualTo(1);
        assertThatList(account.read(in -> in.fobs().known(serials(fobs(1699, 1702)))))
                .containsExactly(new MfaSerial("GAHT00001700"));
    }

    @Test
    void ofManyImportsOfOneFileAtOnceOneComesIn() throws InterruptedException {
        List<Object> results = Together.run(8, number -> {
            List<NewFob> mine = new ArrayList<>(fobs(0, 700));
            if (number % 2 == 1) {
                Collections.reverse(mine);
            }
            add(mine);
            return number;
        });
        assertThat(results).filteredOn(Integer.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(result ->
                        result instanceof IamException refused && refused.kind() == Kind.ENTITY_ALREADY_EXISTS)
                .hasSize(7);
        assertThat(count()).isEqualTo(700);
    }

    @Test
    void theyAreListedInPagesByWhereTheyAreWhoseAndOfWhichMaker() {
        User zoe = account.addUser("zoe");
        add(fobs(0, 4));
        add(fobs(200, 202));
        CodeDevice third = fob(2, null).device();
        account.change(in -> in.mfaDevices().assign(third, zoe.id(), TestStore.NOW));
        account.change(in -> in.fobs()
                .move(new MfaSerial("GAHT00000003"), FobState.IN_STOCK, FobState.LOST, false, TestStore.NOW, BY));

        assertThatList(serials(Set.of(), null)).hasSize(6);
        assertThatList(serials(Set.of(FobState.ASSIGNED), null)).containsExactly("GAHT00000002");
        assertThatList(serials(Set.of(FobState.LOST, FobState.IN_STOCK), "Acme"))
                .containsExactly("GAHT00000000", "GAHT00000001", "GAHT00000003");
        Fobs.Filter zoes = new Fobs.Filter(Set.of(), zoe.id(), null);
        assertThat(list(zoes, PageRequest.of(null, null)).items())
                .singleElement()
                .extracting(StockedFob::user)
                .isEqualTo(zoe);
        Fobs.Filter stock = new Fobs.Filter(Set.of(FobState.IN_STOCK), null, null);
        Page<StockedFob> first = list(stock, PageRequest.of(3, null));
        Page<StockedFob> second = list(stock, PageRequest.of(3, first.marker()));
        assertThat(first.items()).hasSize(3);
        assertThat(second.items())
                .singleElement()
                .extracting(fob -> fob.device().serial().value())
                .isEqualTo("GAHT00000201");
        assertThat(second.marker()).isNull();
    }

    private List<String> serials(Set<FobState> states, @Nullable String maker) {
        return list(new Fobs.Filter(states, null, maker), PageRequest.of(null, null)).items().stream()
                .map(fob -> fob.device().serial().value())
                .toList();
    }

    @Test
    void neitherAppNorKeyIsInTheStock() {
        User zoe = account.addUser("zoe");
        CodeDevice app = account.addApp("app", zoe.id());
        account.change(in -> in.mfaDevices().add(account.securityKey("key", zoe.id(), "01")));
        assertThatList(serials(Set.of(), null)).isEmpty();
        Optional<StockedFob> found = account.read(in -> in.fobs().find(app.serial()));
        assertThat(found).isEmpty();
        assertThat(account.<Boolean>write(
                        in -> in.fobs().move(app.serial(), FobState.IN_STOCK, FobState.LOST, false, TestStore.NOW, BY)))
                .isFalse();
        OtpSeed seed = account.read(in -> in.mfaDevices().seed(app));
        assertThat(seed.reveal()).hasSize(32);
    }

    @Test
    void ofWhoeverEnablesAFobAndWhoeverRetiresItOneWins() throws InterruptedException {
        User zoe = account.addUser("zoe");
        for (int round = 0; round < 8; round++) {
            NewFob fob = fob(2 * round, null);
            add(List.of(fob));
            MfaSerial serial = fob.device().serial();
            List<Object> results = Together.run(
                    4,
                    number -> account.<Boolean>write(in -> number % 2 == 0
                            ? in.mfaDevices().assign(fob.device(), zoe.id(), TestStore.NOW)
                            : in.fobs().move(serial, FobState.IN_STOCK, FobState.RETIRED, false, TestStore.NOW, BY)));
            assertThat(results).filteredOn(Boolean.TRUE::equals).hasSize(1);
            StockedFob now = account.read(in -> in.fobs().find(serial)).orElseThrow();
            boolean assigned = results.get(0).equals(true) || results.get(2).equals(true);
            assertThat(now.state()).isEqualTo(assigned ? FobState.ASSIGNED : FobState.RETIRED);
            if (assigned) {
                account.change(in -> in.mfaDevices().unassign(now.device()));
            }
        }
    }
}
