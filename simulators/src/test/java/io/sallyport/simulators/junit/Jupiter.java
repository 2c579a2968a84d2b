// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryFilter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;

/** Runs the tests of one class that fail on purpose, or at the same time. */
final class Jupiter {
    private Jupiter() {}

    /** @return how each test ended */
    static List<TestExecutionResult> run(Class<?> tests, Map<String, String> configuration) {
        JupiterTestEngine engine = new JupiterTestEngine();
        Request request = new Request(tests, new Configuration(configuration));
        TestDescriptor root = engine.discover(request, UniqueId.forEngine(engine.getId()));
        List<TestExecutionResult> results = new ArrayList<>();
        EngineExecutionListener listener = new EngineExecutionListener() {
            @Override
            public void executionFinished(TestDescriptor test, TestExecutionResult result) {
                synchronized (results) {
                    if (test.isTest()) {
                        results.add(result);
                    }
                }
            }
        };
        try (var session = new NamespacedHierarchicalStore<Namespace>(null);
                var store = session.newChild()) {
            engine.execute(ExecutionRequest.create(
                    root, listener, request.configuration(), request.getOutputDirectoryCreator(), store));
        }
        return results;
    }

    private record Configuration(Map<String, String> values) implements ConfigurationParameters {
        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public Optional<Boolean> getBoolean(String key) {
            return get(key).map(Boolean::valueOf);
        }

        @Override
        @Deprecated
        public int size() {
            return values.size();
        }

        @Override
        public Set<String> keySet() {
            return values.keySet();
        }
    }

    private record Request(Class<?> tests, Configuration configuration) implements EngineDiscoveryRequest {
        @Override
        public <T extends DiscoverySelector> List<T> getSelectorsByType(Class<T> type) {
            DiscoverySelector selector = DiscoverySelectors.selectClass(tests);
            return type.isInstance(selector) ? List.of(type.cast(selector)) : List.of();
        }

        @Override
        public <T extends DiscoveryFilter<?>> List<T> getFiltersByType(Class<T> type) {
            return List.of();
        }

        @Override
        public ConfigurationParameters getConfigurationParameters() {
            return configuration;
        }

        /** No test here writes files. */
        @Override
        public OutputDirectoryCreator getOutputDirectoryCreator() {
            return new OutputDirectoryCreator() {
                @Override
                public Path getRootDirectory() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Path createOutputDirectory(TestDescriptor test) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
