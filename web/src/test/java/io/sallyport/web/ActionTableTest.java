// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.sallyport.web.aws.Action;
import io.sallyport.web.aws.Api;
import io.sallyport.web.aws.Authorisation;
import io.sallyport.web.aws.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamRequest;

/** {@code docs/api/iam-actions.csv} is what the bindings and the tests say. */
class ActionTableTest {
    private static final Path TABLE = Path.of("../docs/api/iam-actions.csv");
    private static final Path WRITTEN = Path.of("target/iam-actions.csv");

    /** Of every operation of IAM that the SDK knows its method, by the name of the operation in lower case. */
    private static Map<String, String> operations() {
        return Arrays.stream(IamClient.class.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .filter(method -> IamRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
                .filter(method -> !method.getName().endsWith("Paginator"))
                .collect(Collectors.toMap(
                        method -> method.getParameterTypes()[0].getSimpleName().replaceFirst("Request$", ""),
                        method -> method.getName(),
                        (one, other) -> one,
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
    }

    /** By the SDK's method, the test classes that call it. */
    private static Map<String, Set<String>> callers() {
        Map<String, Set<String>> callers = new TreeMap<>();
        // Nothing but tests calls the SDK's client.
        for (JavaClass test : new ClassFileImporter().importPackages("io.sallyport.web")) {
            test.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().isEquivalentTo(IamClient.class))
                    .forEach(call -> callers.computeIfAbsent(
                                    call.getName().replaceFirst("Paginator$", ""), method -> new TreeSet<>())
                            .add(test.getName().replaceFirst("[$].*", "").replaceFirst(".*[.]", "")));
        }
        return callers;
    }

    private static String authorisation(Action<Call, ?> action) {
        if (action.authorisation() instanceof Authorisation.OnArn) {
            return "on an ARN";
        }
        return action.signed() ? "signature only" : "unsigned";
    }

    private static String table(Map<String, Action<Call, ?>> bound) {
        Map<String, Set<String>> callers = callers();
        StringBuilder table = new StringBuilder("action,state,authorisation,tested by\n");
        operations().forEach((operation, method) -> {
            Action<Call, ?> action = bound.get(operation);
            Set<String> tests = callers.getOrDefault(method, new TreeSet<>());
            assertThat(action == null || !tests.isEmpty())
                    .as("no test calls " + operation)
                    .isTrue();
            table.append(
                    action == null
                            ? operation + ",not bound,,"
                            : String.join(",", action.name(), "bound", authorisation(action), String.join(" ", tests)));
            table.append('\n');
        });
        return table.toString();
    }

    @Test
    void theTableIsWhatTheBindingsAndTheTestsSay(@TempDir Path directory) throws IOException {
        try (RunningServer server = RunningServer.in(directory)) {
            Map<String, Action<Call, ?>> bound = server.actions().all().stream()
                    .filter(action -> action.api() == Api.IAM)
                    .collect(Collectors.toMap(
                            Action::name,
                            Function.identity(),
                            (one, other) -> one,
                            () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
            Files.createDirectories(WRITTEN.getParent());
            Files.writeString(WRITTEN, table(bound));
        }

        assertThat(TABLE)
                .as("once " + WRITTEN + " says the right things, it takes the place of " + TABLE)
                .hasSameTextualContentAs(WRITTEN);
    }
}
