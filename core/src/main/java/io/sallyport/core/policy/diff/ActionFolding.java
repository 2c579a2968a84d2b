// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes many actions as few patterns: whole services, and verbs such as {@code s3:Get*}. */
final class ActionFolding {
    private static final Pattern VERB = Pattern.compile("[A-Z]?[a-z0-9]+");

    /** From here on a verb is worth a pattern. */
    private static final int FEW = 3;

    private final ServiceCatalogue catalogue;

    ActionFolding(ServiceCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    Change.ActionNames fold(Collection<String> actions) {
        Map<String, Set<String>> byService = new TreeMap<>();
        for (String action : actions) {
            int colon = action.indexOf(':');
            byService
                    .computeIfAbsent(action.substring(0, Math.max(0, colon)), service -> new TreeSet<>())
                    .add(action.substring(colon + 1));
        }
        long whole = byService.entrySet().stream()
                .filter(entry -> isWhole(entry.getKey(), entry.getValue()))
                .count();
        return whole > catalogue.prefixes().size() / 2 ? everythingBut(byService) : each(byService);
    }

    private Change.ActionNames everythingBut(Map<String, Set<String>> byService) {
        List<String> except = new ArrayList<>();
        List<String> alsoUnknown = new ArrayList<>(List.of("*"));
        for (String service : catalogue.prefixes()) {
            Set<String> missing = new TreeSet<>(all(service));
            missing.removeAll(byService.getOrDefault(service, Set.of()));
            except.addAll(patterns(service, missing));
        }
        byService.forEach((service, names) -> {
            if (all(service).isEmpty()) {
                names.forEach(name -> alsoUnknown.add(service + ":" + name));
            }
        });
        return new Change.ActionNames(alsoUnknown, except);
    }

    private Change.ActionNames each(Map<String, Set<String>> byService) {
        List<String> include = new ArrayList<>();
        List<String> except = new ArrayList<>();
        byService.forEach((service, names) -> {
            List<String> in = patterns(service, names);
            Set<String> missing = new TreeSet<>(all(service));
            missing.removeAll(names);
            List<String> out = patterns(service, missing);
            // "All but two" is shorter than the many.
            if (names.size() > missing.size() && out.size() + 1 < in.size()) {
                include.add(service + ":*");
                except.addAll(out);
            } else {
                include.addAll(in);
            }
        });
        return new Change.ActionNames(include, except);
    }

    private List<String> patterns(String service, Set<String> names) {
        if (isWhole(service, names)) {
            return List.of(service + ":*");
        }
        Set<String> left = new TreeSet<>(names);
        List<String> patterns = new ArrayList<>();
        byVerb(names).forEach((verb, count) -> {
            List<String> covered =
                    catalogue.matching(service + ":" + verb + "*").toList();
            if (count >= FEW
                    && covered.stream().allMatch(action -> names.contains(action.substring(service.length() + 1)))) {
                patterns.add(service + ":" + verb + "*");
                covered.forEach(action -> left.remove(action.substring(service.length() + 1)));
            }
        });
        left.forEach(name -> patterns.add(service + ":" + name));
        return patterns.stream().sorted().toList();
    }

    private static Map<String, Long> byVerb(Set<String> names) {
        return names.stream()
                .map(VERB::matcher)
                .filter(Matcher::lookingAt)
                .collect(Collectors.groupingBy(Matcher::group, LinkedHashMap::new, Collectors.counting()));
    }

    private boolean isWhole(String service, Set<String> names) {
        List<String> all = all(service);
        return !all.isEmpty() && names.containsAll(all);
    }

    private List<String> all(String service) {
        return catalogue.find(service).map(ServiceCatalogue.Service::actions).orElse(List.of());
    }
}
