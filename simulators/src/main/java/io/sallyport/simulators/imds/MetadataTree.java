// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What there is to read, by path (Amazon EC2 User Guide, "Instance metadata categories"): of the many categories those
 * about the instance itself that SDKs and agents ask for, and the role's. A directory lists what is in it.
 */
final class MetadataTree {
    private static final Pattern VERSIONED = Pattern.compile("/(?:latest|1\\.0|\\d{4}-\\d{2}-\\d{2})(/.*)?");
    private static final String ROLE = "meta-data/iam/security-credentials/";

    private final Instance instance;
    private final RotatingCredentials credentials;
    private final InstantSource clock;

    MetadataTree(Instance instance, RotatingCredentials credentials, InstantSource clock) {
        this.instance = instance;
        this.credentials = credentials;
        this.clock = clock;
    }

    Answer get(String path) {
        if (path.equals("/") || path.isEmpty()) {
            return Answer.text("latest");
        }
        Matcher versioned = VERSIONED.matcher(path);
        if (!versioned.matches()) {
            return notFound();
        }
        String asked = versioned.group(1) == null ? "" : versioned.group(1).substring(1);
        try {
            return find(asked, leaves(delivered()));
        } catch (RoleUnavailable unavailable) {
            return withoutRole(asked, unavailable);
        }
    }

    private Optional<DeliveredCredentials> delivered() throws RoleUnavailable {
        try {
            return Optional.of(credentials.get());
        } catch (RoleUnavailable unavailable) {
            if (unavailable.reason() == RoleUnavailable.Reason.NO_ROLE) {
                return Optional.empty();
            }
            throw unavailable;
        }
    }

    /** All but what is the role's is told all the same. */
    private Answer withoutRole(String asked, RoleUnavailable unavailable) {
        boolean aboutRole = asked.startsWith(ROLE) && asked.length() > ROLE.length();
        if (unavailable.reason() == RoleUnavailable.Reason.NOT_TRUSTED && aboutRole) {
            return RoleDocuments.unauthorized(String.valueOf(unavailable.getMessage()), clock.instant());
        }
        if (unavailable.reason() == RoleUnavailable.Reason.UNREACHABLE && asked.startsWith("meta-data/iam")) {
            return Answer.page(500, "Internal Server Error");
        }
        return find(asked, leaves(Optional.empty()));
    }

    private static Answer find(String asked, SortedMap<String, Supplier<Answer>> leaves) {
        Supplier<Answer> leaf = leaves.get(asked);
        if (leaf != null) {
            return leaf.get();
        }
        String directory = asked.isEmpty() || asked.endsWith("/") ? asked : asked + "/";
        SortedSet<String> inside = new TreeSet<>();
        leaves.keySet().stream()
                .filter(path -> path.startsWith(directory))
                .map(path -> path.substring(directory.length()))
                .forEach(rest -> inside.add(rest.indexOf('/') < 0 ? rest : rest.substring(0, rest.indexOf('/') + 1)));
        return inside.isEmpty() ? notFound() : Answer.text(String.join("\n", inside));
    }

    private static Answer notFound() {
        return Answer.page(404, "Not Found");
    }

    private SortedMap<String, Supplier<Answer>> leaves(Optional<DeliveredCredentials> role) {
        SortedMap<String, Supplier<Answer>> leaves = new TreeMap<>();
        about("meta-data/").forEach((path, value) -> leaves.put(path, () -> Answer.text(value)));
        role.ifPresent(delivered -> {
            leaves.put(ROLE + delivered.roleName(), () -> RoleDocuments.credentials(delivered));
            delivered
                    .profile()
                    .ifPresent(
                            profile -> leaves.put("meta-data/iam/info", () -> RoleDocuments.info(delivered, profile)));
            leaves.put("dynamic/instance-identity/document", () -> identity(delivered.accountId()));
        });
        return leaves;
    }

    private Map<String, String> about(String root) {
        Map<String, String> values = new LinkedHashMap<>();
        String mac = root + "network/interfaces/macs/" + instance.mac() + "/";
        values.put(root + "ami-id", instance.imageId());
        values.put(root + "hostname", instance.hostname());
        values.put(root + "instance-id", instance.id());
        values.put(root + "instance-life-cycle", "on-demand");
        values.put(root + "instance-type", instance.type());
        values.put(root + "local-hostname", instance.hostname());
        values.put(root + "local-ipv4", instance.privateIp());
        values.put(root + "mac", instance.mac());
        values.put(mac + "device-number", "0");
        values.put(mac + "local-hostname", instance.hostname());
        values.put(mac + "local-ipv4s", instance.privateIp());
        values.put(mac + "mac", instance.mac());
        values.put(root + "placement/availability-zone", instance.availabilityZone());
        values.put(root + "placement/region", instance.region());
        values.put(root + "services/domain", "amazonaws.com");
        values.put(root + "services/partition", "aws");
        return values;
    }

    /** The instance identity document; it is not signed here. */
    private Answer identity(String accountId) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("accountId", accountId);
        members.put("architecture", "x86_64");
        members.put("availabilityZone", instance.availabilityZone());
        members.put("billingProducts", null);
        members.put("devpayProductCodes", null);
        members.put("marketplaceProductCodes", null);
        members.put("imageId", instance.imageId());
        members.put("instanceId", instance.id());
        members.put("instanceType", instance.type());
        members.put("kernelId", null);
        members.put("pendingTime", RoleDocuments.time(instance.launchedAt()));
        members.put("privateIp", instance.privateIp());
        members.put("ramdiskId", null);
        members.put("region", instance.region());
        members.put("version", "2017-09-30");
        return Answer.json(200, "text/plain", members);
    }
}
