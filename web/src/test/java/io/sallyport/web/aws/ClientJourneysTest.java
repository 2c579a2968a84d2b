// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** One journey, create to delete, by each of the clients people have: all of them see the same. */
class ClientJourneysTest extends ServedAccount {
    private static final String PATH = "/journey/";
    private static final List<String> NAMES = List.of("ann", "Bob", "cy", "dee", "Eve");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path directory;

    /** These clients sign at their own time. */
    @BeforeEach
    void itIsNow() {
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
    }

    private void assertSeen(JsonNode seen) throws Exception {
        assertThat(seen).isEqualTo(JSON.readTree("""
                {"arn": "arn:aws:iam::%s:user/journey/cy", "tags": {"team": "blue"},
                 "pages": [["ann", "Bob"], ["cy", "dee"], ["Eve"]], "after": [],
                 "missing": "NoSuchEntity: The user with name cy cannot be found."}""".formatted(account.id())));
    }

    @Test
    void boto3() throws Exception {
        assertSeen(Scripts.run(Scripts.PYTHON, "journey.py", directory, account.admin(), server.uri(), Map.of()));
    }

    @Test
    void theSdkForJavaScript() throws Exception {
        String modules = System.getenv("SALLYPORT_TEST_NODE_MODULES");
        assertThat(modules)
                .as("./check sets it; without it: .ci/javascript target/javascript, and export what that prints")
                .isNotNull();
        assertSeen(Scripts.run(
                Scripts.NODE, "journey.cjs", directory, account.admin(), server.uri(), Map.of("NODE_PATH", modules)));
    }

    @Test
    void theSdkForJava() throws Exception {
        for (String name : NAMES) {
            iam.createUser(in -> in.userName(name)
                    .path(PATH)
                    .tags(Tag.builder().key("team").value("blue").build()));
        }
        User cy = iam.getUser(in -> in.userName("cy")).user();
        List<List<String>> pages = new ArrayList<>();
        for (ListUsersResponse page :
                iam.listUsersPaginator(in -> in.pathPrefix(PATH).maxItems(2))) {
            pages.add(page.users().stream().map(User::userName).toList());
        }
        NAMES.forEach(name -> iam.deleteUser(in -> in.userName(name)));

        assertSeen(JSON.valueToTree(Map.of(
                "arn",
                cy.arn(),
                "tags",
                Map.of(cy.tags().get(0).key(), cy.tags().get(0).value()),
                "pages",
                pages,
                "after",
                iam.listUsers(in -> in.pathPrefix(PATH)).users(),
                "missing",
                "NoSuchEntity: "
                        + Refusals.assertRefused(() -> iam.getUser(in -> in.userName("cy")), 404, "NoSuchEntity")
                                .awsErrorDetails()
                                .errorMessage())));
    }

    @Test
    void theCommandLine() throws Exception {
        AwsCli admin = new AwsCli(
                directory,
                server.uri(),
                account.admin().accessKeyId(),
                account.admin().secretAccessKey(),
                "");
        for (String name : NAMES) {
            admin.does("iam", "create-user", "--user-name", name, "--path", PATH, "--tags", "Key=team,Value=blue");
        }
        JsonNode cy = admin.json("iam", "get-user", "--user-name", "cy").get("User");
        List<List<String>> pages = new ArrayList<>();
        String token = "";
        do {
            List<String> command =
                    new ArrayList<>(List.of("iam", "list-users", "--path-prefix", PATH, "--max-items", "2"));
            if (!token.isEmpty()) {
                command.addAll(List.of("--starting-token", token));
            }
            JsonNode page = admin.json(command.toArray(String[]::new));
            pages.add(page.get("Users").findValuesAsText("UserName"));
            token = page.path("NextToken").asText();
        } while (!token.isEmpty());
        for (String name : NAMES) {
            admin.does("iam", "delete-user", "--user-name", name);
        }

        assertSeen(JSON.valueToTree(Map.of(
                "arn",
                cy.get("Arn").asText(),
                "tags",
                Map.of(cy.at("/Tags/0/Key").asText(), cy.at("/Tags/0/Value").asText()),
                "pages",
                pages,
                "after",
                admin.json("iam", "list-users", "--path-prefix", PATH).get("Users"),
                "missing",
                admin.isRefused("iam", "get-user", "--user-name", "cy")
                        .replaceFirst(".*\\((\\w+)\\) when calling the GetUser operation", "$1"))));
    }
}
