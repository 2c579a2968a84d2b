// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.event.Audit;
import io.sallyport.core.event.Checkpoint;
import io.sallyport.core.event.CheckpointFile;
import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventQuery;
import io.sallyport.core.event.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events and their chain, while nobody touches them. */
@OnBothDatabases
final class EventLogTest {
    private final TestStore store;
    private TestAccount account;

    EventLogTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    @BeforeEach
    void openAccount() {
        account = store.account();
    }

    private void happen(String name, String user, Instant at) {
        happen(account, name, user, at);
    }

    private static void happen(TestAccount account, String name, String user, Instant at) {
        account.change(in -> EventRecord.of("iam.amazonaws.com", name, EventRecord.Type.API_CALL)
                .parameters(EventRecord.json().put("userName", user))
                .into(in, at));
    }

    private List<String> names(EventQuery query) {
        return account.read(in -> in.events().lookup(query)).stream()
                .map(Event::facts)
                .map(facts -> facts.name())
                .toList();
    }

    private static EventQuery of(EventQuery.Attribute attribute, String value) {
        return new EventQuery(attribute, value, Instant.EPOCH, Instant.MAX, null, 50);
    }

    @Test
    void theNewestComeFirstAndNobodyElses() {
        happen("First", "a", TestStore.NOW);
        happen("Third", "c", TestStore.NOW.plusMillis(2));
        happen("Second", "b", TestStore.NOW.plusMillis(1));
        happen(store.account(), "Foreign", "a", TestStore.NOW);

        assertThatList(names(EventQuery.newest(10))).containsExactly("Third", "Second", "First");
        assertThatList(names(EventQuery.newest(2))).containsExactly("Third", "Second");
        assertThatList(names(of(EventQuery.Attribute.RESOURCE_NAME, "a"))).containsExactly("First");
        assertThatList(names(of(EventQuery.Attribute.RESOURCE_TYPE, "AWS::IAM::User")))
                .hasSize(3);
        assertThatList(names(of(EventQuery.Attribute.EVENT_NAME, "Second"))).containsExactly("Second");
        assertThatList(names(of(EventQuery.Attribute.READ_ONLY, "true"))).isEmpty();
        assertThatList(names(of(EventQuery.Attribute.READ_ONLY, "False"))).hasSize(3);
        Event second = account.read(in -> in.events().lookup(of(EventQuery.Attribute.EVENT_NAME, "Second")))
                .get(0);
        assertThatList(names(new EventQuery(
                        null, "", Instant.EPOCH, Instant.MAX, new EventQuery.Place(second.at(), second.id()), 50)))
                .containsExactly("First");
        assertThatList(names(
                        new EventQuery(null, "", TestStore.NOW.plusMillis(1), TestStore.NOW.plusMillis(2), null, 50)))
                .containsExactly("Second");
    }

    @Test
    void anEventGoesWithItsTransaction() {
        assertThatThrownBy(() -> account.change(in -> {
                    EventRecord.byOperator(in, "Undone").into(in, TestStore.NOW);
                    throw new IamException(IamException.Kind.NO_SUCH_ENTITY, "undone");
                }))
                .isInstanceOf(IamException.class);
        assertThatList(names(EventQuery.newest(10))).isEmpty();
    }

    private Audit audit(List<Checkpoint> elsewhere) {
        List<Finding> findings = new ArrayList<>();
        Audit audit = store.accounts().eventLog().audit(elsewhere, findings::add);
        assertThatList(findings).isEmpty();
        return audit;
    }

    @Test
    void severalMayChainTheSameNodesEvents() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            happen("Many", "user" + i, TestStore.NOW);
        }
        assertThatList(Together.run(8, number -> store.accounts().eventLog().chain(TestStore.NOW)))
                .allSatisfy(made -> assertThat(made).isInstanceOf(List.class));
        assertThat(audit(List.of()).unchained()).isZero();
    }

    @Test
    void whatNobodyTouchedIsFoundAsItWas(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("checkpoints");
        long before = audit(List.of()).chained() + audit(List.of()).unchained();
        try (CheckpointFile checkpoints = CheckpointFile.append(file)) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 4; i++) {
                    // Whatever a caller may send, half a surrogate pair too.
                    happen("Happened", "é\u0001\ud800\"" + i, TestStore.NOW.plusSeconds(round));
                }
                checkpoints.write(store.accounts().eventLog().chain(TestStore.NOW.plusSeconds(60L * round)));
            }
        }
        Files.writeString(file, Files.readString(file) + "{\"node\":\"broken o");
        happen("Waits", "x", TestStore.NOW.plusSeconds(3));
        Audit audit = audit(CheckpointFile.read(file));
        assertThat(audit.chained()).isEqualTo(before + 12);
        assertThat(audit.unchained()).isEqualTo(1);
        assertThat(audit.elsewhere()).isEqualTo(3);
        store.accounts().eventLog().chain(TestStore.NOW.plusSeconds(200));
    }

    @Test
    void whatIsTooOldGoesFromTheBeginningAndTheRestStillHolds() {
        TestAccount other = store.account();
        Instant later = TestStore.NOW.plus(Duration.ofDays(100));
        happen("Old", "a", TestStore.NOW);
        happen(other, "Old", "a", TestStore.NOW.plusSeconds(1));
        List<Checkpoint> old = store.accounts().eventLog().chain(TestStore.NOW.plusSeconds(2));
        happen("New", "a", later);
        List<Checkpoint> fresh = store.accounts().eventLog().chain(later);
        List<Checkpoint> all = new ArrayList<>(old);
        all.addAll(fresh);

        assertThat(store.accounts().eventLog().removeBefore(later.minusSeconds(1), later))
                .isGreaterThanOrEqualTo(2);
        assertThatList(names(EventQuery.newest(10))).containsExactly("New");
        Audit audit = audit(all);
        assertThat(audit.removed()).isGreaterThanOrEqualTo(2);
        assertThat(store.accounts().eventLog().removeBefore(later.minusSeconds(1), later))
                .isZero();
        happen("Newer", "a", later.plusSeconds(1));
        store.accounts().eventLog().chain(later.plusSeconds(2));
        audit(all);
        assertThat(store.accounts().eventLog().removeBefore(later.plusSeconds(9), later.plusSeconds(10)))
                .isEqualTo(2);
        audit(all);
        happen("Newest", "a", later.plusSeconds(11));
        store.accounts().eventLog().chain(later.plusSeconds(12));
        audit(all);
    }

    @Test
    void whoeverComesNextGivesTheirPlacesToWhatACrashLeftBehind() {
        try (SqlAccounts crashed = store.anotherNode()) {
            crashed.write(account.id(), in -> {
                EventRecord.byOperator(in, "LeftBehind").into(in, TestStore.NOW);
                return true;
            });
        }
        store.accounts().eventLog().chain(TestStore.NOW.plusSeconds(61));
        assertThat(audit(List.of()).unchained()).isZero();
        assertThatList(names(EventQuery.newest(1))).containsExactly("LeftBehind");
    }

    @Test
    void manyNodesChainTogetherAndEachRecordGetsOnePlace() throws InterruptedException {
        List<Object> results = Together.run(24, number -> {
            happen("Happened", "u" + number, TestStore.NOW.plusMillis(number));
            try {
                return store.accounts()
                        .eventLog()
                        .chain(TestStore.NOW.plusSeconds(70))
                        .size();
            } catch (RuntimeException somebodyElseDid) {
                return somebodyElseDid;
            }
        });
        assertThatList(results).hasSize(24);
        store.accounts().eventLog().chain(TestStore.NOW.plusSeconds(71));
        assertThat(audit(List.of()).unchained()).isZero();
    }
}
