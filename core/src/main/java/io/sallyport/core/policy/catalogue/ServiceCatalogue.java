// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.core.policy.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * AWS's service namespaces and their actions as of {@link #AS_OF}, read at first use. Prefixes and names ignore case.
 * Keep one instance per process; it is safe to share.
 */
public final class ServiceCatalogue {
    /** The day on which the data were taken from AWS's documentation. */
    public static final String AS_OF = "2026-09-26";

    private static final String RESOURCE = "aws-services.json.gz";

    private volatile @Nullable SortedMap<String, Service> services;

    /**
     * A namespace.
     *
     * @param name such as {@code Amazon S3}
     * @param actions without the prefix, spelled as AWS does
     */
    public record Service(String name, List<String> actions) {
        public Service {
            actions = List.copyOf(actions);
        }
    }

    /** The prefixes, in lower case and order. */
    public Set<String> prefixes() {
        return services().keySet();
    }

    public Optional<Service> find(String prefix) {
        return Optional.ofNullable(services().get(prefix.toLowerCase(Locale.ROOT)));
    }

    /**
     * The actions that a pattern of {@code Action} matches, as {@code service:Name}; none for a service that is not
     * known. The service is compared without wildcards, except that {@code *} and {@code *:…} are all of them.
     */
    public Stream<String> matching(String pattern) {
        int colon = pattern.indexOf(':');
        String prefix = (colon < 0 ? pattern : pattern.substring(0, colon)).toLowerCase(Locale.ROOT);
        String name = colon < 0 ? "*" : pattern.substring(colon + 1).toLowerCase(Locale.ROOT);
        Stream<Map.Entry<String, Service>> all = services().entrySet().stream();
        return (prefix.equals("*") ? all : find(prefix).map(service -> Map.entry(prefix, service)).stream())
                .flatMap(service -> service.getValue().actions().stream()
                        .filter(action -> Glob.covers(name, action.toLowerCase(Locale.ROOT)))
                        .map(action -> service.getKey() + ":" + action));
    }

    private SortedMap<String, Service> services() {
        SortedMap<String, Service> loaded = services;
        return loaded != null ? loaded : loadOnce();
    }

    private synchronized SortedMap<String, Service> loadOnce() {
        SortedMap<String, Service> loaded = services;
        if (loaded == null) {
            loaded = load();
            services = loaded;
        }
        return loaded;
    }

    private static SortedMap<String, Service> load() {
        try (InputStream resource =
                        Objects.requireNonNull(ServiceCatalogue.class.getResourceAsStream(RESOURCE), RESOURCE);
                GZIPInputStream json = new GZIPInputStream(resource)) {
            return new TreeMap<>(
                    JsonMapper.builder().build().readValue(json, new TypeReference<Map<String, Service>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's " + RESOURCE + " is damaged", e);
        }
    }
}
