// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.DeviceException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

/** What a test's devices draw, and what of it outlasts the test: nothing but the seed of one that failed. */
@Timeout(60)
class SeedTest {
    /** What {@link Failing} and {@link Parallel} saw, for the one test that runs them. */
    private static final Queue<Bytes> IDS = new ConcurrentLinkedQueue<>();

    private static final Queue<TestKey> KEYS = new ConcurrentLinkedQueue<>();
    private static final int AT_ONCE = 2;
    private static final CyclicBarrier ALL_THERE = new CyclicBarrier(AT_ONCE);

    @BeforeEach
    void forget() {
        IDS.clear();
        KEYS.clear();
    }

    /** Run by {@link Jupiter} only. */
    @ExtendWith(SimulatedDevices.class)
    static class Failing {
        @Test
        void fails(TestKey key) {
            IDS.add(new Site().register(key).credentialId());
            KEYS.add(key);
            fail("on purpose");
        }
    }

    @Test
    void aFailureTellsTheSeedThatGivesTheSameDevices() {
        String seed = seedOf(Jupiter.run(Failing.class, Map.of()));
        String again = seedOf(Jupiter.run(Failing.class, Map.of(SimulatedDevices.SEED, seed)));
        String other = seedOf(Jupiter.run(Failing.class, Map.of()));
        assertThat(again).isEqualTo(seed).isNotEqualTo(other);
        List<Bytes> ids = List.copyOf(IDS);
        assertThat(ids).hasSize(3);
        assertThat(ids.get(1)).isEqualTo(ids.get(0)).isNotEqualTo(ids.get(2));
    }

    private static String seedOf(List<TestExecutionResult> results) {
        assertThat(results).hasSize(1);
        Throwable failure = results.get(0).getThrowable().orElseThrow();
        assertThat(failure).isInstanceOf(AssertionError.class).hasMessage("on purpose");
        assertThat(failure.getSuppressed()).hasSize(1);
        return Pattern.compile("-Dsallyport\\.seed=(-?\\d+)")
                .matcher(failure.getSuppressed()[0].getMessage())
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theKeyIsPulledOutAfterItsTest() {
        Jupiter.run(Failing.class, Map.of());
        TestKey key = KEYS.element();
        assertThatThrownBy(() -> new Site().register(key)).isInstanceOf(DeviceException.class);
    }

    /** Run by {@link Jupiter} only. */
    @ExtendWith(SimulatedDevices.class)
    static class Parallel {
        @RepeatedTest(AT_ONCE)
        void signsInWhileAnotherDoes(TestKey key, Person person, SettableClock clock) throws Exception {
            Site site = new Site();
            var known = site.register(key);
            ALL_THERE.await(20, TimeUnit.SECONDS);
            person.isAway();
            assertThatThrownBy(() -> site.signIn(key, known)).isInstanceOf(DeviceException.class);
            person.touchesAtOnce();
            ALL_THERE.await(20, TimeUnit.SECONDS);
            site.signIn(key, known);
            IDS.add(known.credentialId());
            KEYS.add(key);
        }
    }

    /** The barrier lets nobody through who is alone. */
    @Test
    void testsAtTheSameTimeHaveDevicesOfTheirOwn() {
        List<TestExecutionResult> results = Jupiter.run(
                Parallel.class,
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "" + AT_ONCE));
        assertThat(results)
                .extracting(TestExecutionResult::getStatus)
                .containsOnly(Status.SUCCESSFUL)
                .hasSize(AT_ONCE);
        assertThat(Set.copyOf(IDS)).hasSize(AT_ONCE);
        assertThat(Set.copyOf(KEYS)).hasSize(AT_ONCE);
    }
}
