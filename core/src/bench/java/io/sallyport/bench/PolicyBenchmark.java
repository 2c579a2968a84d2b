// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench;

import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** One decision an operation, over the requests in turn; policies and requests are built before. */
@BenchmarkMode(Mode.Throughput)
@Threads(1)
public class PolicyBenchmark {
    /** The next of the requests, from the first again after the last. */
    private static final class Turn<T> {
        private final List<T> requests;
        private int next;

        Turn(List<T> requests) {
            this.requests = requests;
        }

        T next() {
            T request = requests.get(next);
            next = next + 1 == requests.size() ? 0 : next + 1;
            return request;
        }
    }

    /** Policies and requests of Sallyport. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the method that sets the others
    public static class Sallyport {
        /** How many policies. */
        @Param({"20", "200", "1000"})
        public int policies;

        private SallyportEngine engine;
        private Turn<AuthorizationRequest> requests;

        /** Called once in each fork. */
        @Setup
        public void prepare() throws IOException {
            engine = new SallyportEngine(Workload.of(policies));
            requests = new Turn<>(Question.distinct(policies).stream()
                    .map(SallyportEngine::request)
                    .toList());
        }
    }

    /** Policies and requests of cedar-java. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the method that sets the others
    public static class Cedar {
        /** How many policies. */
        @Param({"20", "200"})
        public int policies;

        private CedarEngine engine;
        private Turn<com.cedarpolicy.model.AuthorizationRequest> requests;

        /** Called once in each fork. */
        @Setup
        public void prepare() throws IOException, CacheException {
            engine = new CedarEngine(Workload.of(policies));
            requests = new Turn<>(Question.distinct(policies).stream()
                    .map(CedarEngine::request)
                    .toList());
        }
    }

    @Benchmark
    public Decision sallyport(Sallyport state) {
        return state.engine.decide(state.requests.next());
    }

    @Benchmark
    public AuthorizationResponse cedar(Cedar state) throws AuthException {
        return state.engine.decide(state.requests.next());
    }
}
