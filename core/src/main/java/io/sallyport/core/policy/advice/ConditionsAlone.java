// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.policy.Condition;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyVersion;
import java.util.List;

/** Some of a statement's conditions as a document of their own, to ask the engine when they hold. */
final class ConditionsAlone {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ConditionsAlone() {}

    /** Allows everything where they hold. */
    static PolicyDocument allow(List<Condition> conditions) {
        ObjectNode document = JSON.createObjectNode().put("Version", PolicyVersion.V2012_10_17.text());
        ObjectNode statement = document.putObject("Statement")
                .put("Effect", "Allow")
                .put("Action", "*")
                .put("Resource", "*");
        if (!conditions.isEmpty()) {
            ObjectNode block = statement.putObject("Condition");
            for (Condition condition : conditions) {
                condition
                        .values()
                        .forEach(block.withObjectProperty(condition.operator().toString())
                                .putArray(condition.key())::add);
            }
        }
        return PolicyDocument.parse(document.toString());
    }
}
