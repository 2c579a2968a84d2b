// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Statement;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import io.sallyport.core.policy.catalogue.ServiceCatalogue.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Actions and services that do not exist: an Allow of them grants nothing, a Deny of them stops nothing. */
final class UnknownNames implements Rule {
    private static final String AGE = " (as of " + ServiceCatalogue.AS_OF + ")";

    /** Our own actions, such as {@code sallyport:ImportFobs}. */
    private static final String OURS = "sallyport";

    @Override
    public void check(Reading document, Findings findings) {
        for (Statement statement : document.statements()) {
            // A service is named once, however many of its actions follow.
            Set<String> unknown = new HashSet<>(Set.of("*", OURS));
            List<String> actions = statement.actions().patterns();
            for (int i = 0; i < actions.size(); i++) {
                String action = actions.get(i);
                int colon = action.indexOf(':');
                String prefix = colon < 0 ? "*" : action.substring(0, colon).toLowerCase(Locale.ROOT);
                Optional<Service> service = document.catalogue().find(prefix);
                if (service.isPresent()) {
                    checkAction(statement, i, prefix, service.get(), document.catalogue(), findings);
                } else if (unknown.add(prefix)) {
                    findings.addAction(
                            FindingCode.UNKNOWN_SERVICE,
                            statement,
                            i,
                            "AWS has no service " + prefix + AGE
                                    + Words.perhaps(
                                            prefix,
                                            List.copyOf(document.catalogue().prefixes()),
                                            ""));
                }
            }
        }
    }

    private static void checkAction(
            Statement statement,
            int index,
            String prefix,
            Service service,
            ServiceCatalogue catalogue,
            Findings findings) {
        String action = statement.actions().patterns().get(index);
        if (catalogue.matching(action).findAny().isEmpty()) {
            String name = action.substring(prefix.length() + 1);
            boolean wildcards = name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
            findings.addAction(
                    FindingCode.UNKNOWN_ACTION,
                    statement,
                    index,
                    wildcards
                            ? action + " matches no action of " + service.name() + AGE
                            : service.name() + " has no action " + name + AGE
                                    + Words.perhaps(name, service.actions(), prefix + ":"));
        }
    }
}
