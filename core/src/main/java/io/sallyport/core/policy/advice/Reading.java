// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Effect;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.Statement;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.List;
import java.util.stream.Stream;

/** A document under advice, with what rules ask of it. */
record Reading(PolicyDocument document, PolicyType type, ServiceCatalogue catalogue) {
    List<Statement> statements() {
        return document.statements();
    }

    Stream<Statement> allows() {
        return statements().stream().filter(statement -> statement.effect() == Effect.ALLOW);
    }

    Stream<Statement> denies() {
        return statements().stream().filter(statement -> statement.effect() == Effect.DENY);
    }

    /** Whether an Allow gives somebody something: boundaries, session and control policies only bound others. */
    boolean grants() {
        return switch (type) {
            case IDENTITY, MANAGED, RESOURCE, TRUST -> true;
            case BOUNDARY, SESSION, SERVICE_CONTROL, RESOURCE_CONTROL -> false;
        };
    }

    /** Whether it belongs to a resource, so that {@code *} means that resource. */
    boolean belongsToResource() {
        return switch (type) {
            case RESOURCE, TRUST, RESOURCE_CONTROL -> true;
            case IDENTITY, MANAGED, BOUNDARY, SESSION, SERVICE_CONTROL -> false;
        };
    }
}
