// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * AWS's managed policies as of the package's data file, and ours after them. The files are read at first use, documents stay text (some
 * 3.5 MB) until somebody evaluates them. Keep one instance per process.
 */
public final class ManagedPolicies {
    private static final String AWSS = "aws-managed-policies.json.gz";

    /** Our own, for those who run the fobs and the help desk: attachable as AWS's are, under a path of their own. */
    private static final String OURS = "sallyport-managed-policies.json";

    private final Map<String, CompiledPolicy> compiled = new ConcurrentHashMap<>();
    private volatile @Nullable Map<String, AwsManagedPolicy> byArn;

    public Optional<AwsManagedPolicy> find(String arn) {
        return Optional.ofNullable(byArn().get(arn));
    }

    /** In the data file's order. */
    public Collection<AwsManagedPolicy> all() {
        return byArn().values();
    }

    /** The policy ready to be evaluated; parsed once. */
    public Optional<CompiledPolicy> compiled(String arn) {
        return find(arn)
                .map(policy -> compiled.computeIfAbsent(
                        arn, key -> PolicyDocument.parse(policy.json()).compile()));
    }

    private Map<String, AwsManagedPolicy> byArn() {
        Map<String, AwsManagedPolicy> loaded = byArn;
        return loaded != null ? loaded : loadOnce();
    }

    private synchronized Map<String, AwsManagedPolicy> loadOnce() {
        Map<String, AwsManagedPolicy> loaded = byArn;
        if (loaded == null) {
            loaded = load();
            byArn = loaded;
        }
        return loaded;
    }

    private static Map<String, AwsManagedPolicy> load() {
        Map<String, AwsManagedPolicy> policies = new LinkedHashMap<>();
        try (GZIPInputStream awss = new GZIPInputStream(resource(AWSS));
                InputStream ours = resource(OURS)) {
            read(awss.readAllBytes(), policies);
            read(ours.readAllBytes(), policies);
            return Collections.unmodifiableMap(policies);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's managed policies are damaged", e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(ManagedPolicies.class.getResourceAsStream(name), name);
    }

    private static void read(byte[] json, Map<String, AwsManagedPolicy> into) throws IOException {
        try (JsonParser parser = JsonFactory.builder().build().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                AwsManagedPolicy policy = read(parser.currentName(), parser, json);
                into.put(policy.arn(), policy);
            }
        }
    }

    private static AwsManagedPolicy read(String name, JsonParser parser, byte[] json) throws IOException {
        Map<String, String> members = new HashMap<>();
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int end = (int) parser.currentLocation().getByteOffset();
                members.put(member, new String(json, start, end - start, StandardCharsets.UTF_8));
            } else {
                members.put(member, parser.getText());
            }
        }
        return new AwsManagedPolicy(
                name,
                member(members, "arn"),
                member(members, "defaultVersionId"),
                Instant.parse(member(members, "createDate")),
                Instant.parse(member(members, "updateDate")),
                member(members, "document"));
    }

    private static String member(Map<String, String> members, String name) throws IOException {
        String value = members.get(name);
        if (value == null) {
            throw new IOException("a policy without " + name);
        }
        return value;
    }
}
