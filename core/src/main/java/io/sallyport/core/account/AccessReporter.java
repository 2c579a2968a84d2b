// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.account.AccessReport.ActionAccess;
import io.sallyport.core.account.AccessReport.EntityAccess;
import io.sallyport.core.account.AccessReport.LastAccess;
import io.sallyport.core.account.AccessReport.ServiceAccess;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import io.sallyport.core.policy.reach.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes reports of what was last accessed (IAM User Guide, "Refine permissions using last accessed information"). */
public final class AccessReporter {
    /** How far back AWS's reports go. */
    private static final Duration TRACKED = Duration.ofDays(400);

    private static final Set<String> SERVED_HERE = Set.of("iam", "sts");

    private final ServiceCatalogue catalogue;
    private final Predicate<String> served;

    /** @param served whether an action of IAM or STS is one that requests name, such as {@code iam:GetUser} */
    public AccessReporter(ServiceCatalogue catalogue, Predicate<String> served) {
        this.catalogue = catalogue;
        this.served = served;
    }

    /**
     * What a report is made of, as one transaction saw it.
     *
     * @param policies that apply together
     * @param entities who may have used them
     * @param records what these attempted
     */
    public record Facts(List<PolicyDocument> policies, Map<UniqueId, Arn> entities, List<AccessRecord> records) {}

    /** @param actions whether to tell of actions too */
    public AccessReport report(Facts facts, boolean actions, Instant now) {
        Reach reach = Reach.of(facts.policies());
        Map<String, List<AccessRecord>> byService = new HashMap<>();
        for (AccessRecord record : facts.records()) {
            if (!record.attempted().last().isBefore(now.minus(TRACKED))) {
                byService
                        .computeIfAbsent(record.service(), service -> new ArrayList<>())
                        .add(record);
            }
        }
        Set<String> namespaces = new TreeSet<>(catalogue.prefixes());
        namespaces.addAll(byService.keySet());
        List<ServiceAccess> services = namespaces.stream()
                .flatMap(
                        namespace -> service(
                                namespace,
                                reach,
                                byService.getOrDefault(namespace, List.of()),
                                facts.entities(),
                                actions)
                                .stream())
                .toList();
        return new AccessReport(actions, now, List.copyOf(facts.entities().keySet()), services);
    }

    private Optional<ServiceAccess> service(
            String namespace, Reach reach, List<AccessRecord> records, Map<UniqueId, Arn> entities, boolean actions) {
        Optional<ServiceCatalogue.Service> known = catalogue.find(namespace);
        Map<String, List<AccessRecord>> byAction = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.ifPresent(service -> service.actions().forEach(action -> byAction.put(action, new ArrayList<>())));
        for (AccessRecord record : records) {
            byAction.computeIfAbsent(record.action(), action -> new ArrayList<>())
                    .add(record);
        }
        List<String> reached = reach.reached(namespace, byAction.keySet());
        if (reached.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ServiceAccess(
                namespace,
                known.map(service -> ReportedNames.of(namespace, service)).orElse(namespace),
                last(records, entities),
                by(records),
                actions ? tracked(namespace, reached, byAction, entities) : List.of()));
    }

    private List<ActionAccess> tracked(
            String namespace,
            List<String> reached,
            Map<String, List<AccessRecord>> byAction,
            Map<UniqueId, Arn> entities) {
        return reached.stream()
                .map(action ->
                        new ActionAccess(action, last(Objects.requireNonNull(byAction.get(action), action), entities)))
                .filter(action -> SERVED_HERE.contains(namespace)
                        ? served.test(namespace + ":" + action.name())
                        : action.last() != null)
                .toList();
    }

    private static @Nullable LastAccess last(Collection<AccessRecord> records, Map<UniqueId, Arn> entities) {
        return records.stream()
                .max(Comparator.comparing(record -> record.attempted().last()))
                .map(record -> new LastAccess(
                        record.attempted().last(),
                        Objects.requireNonNull(entities.get(record.principal()), record.principal()::value)
                                .toString(),
                        record.attempted().region()))
                .orElse(null);
    }

    private static List<EntityAccess> by(Collection<AccessRecord> records) {
        Map<UniqueId, Instant> last = new LinkedHashMap<>();
        records.forEach(record -> last.merge(
                record.principal(), record.attempted().last(), (one, other) -> one.isBefore(other) ? other : one));
        return last.entrySet().stream()
                .map(entry -> new EntityAccess(entry.getKey(), entry.getValue()))
                .toList();
    }
}
