// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** {@code cloudtrail:LookupEvents} by Debian's {@code aws} and by boto3. */
class LookupEventsTest extends ServedAccount {
    @TempDir
    private Path directory;

    @BeforeEach
    void fiveUsersAndAGroup() {
        // They sign at their own time.
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
        server.iam(server.account().admin()).createUser(in -> in.userName("in-another-account"));
        for (int i = 0; i < 5; i++) {
            String name = "user-" + i;
            iam.createUser(in -> in.userName(name));
            server.clock().forward(Duration.ofMillis(1));
        }
        iam.createGroup(in -> in.groupName("devs"));
    }

    private AwsCli cli(AwsCredentials who) {
        return new AwsCli(directory, server.uri(), who.accessKeyId(), who.secretAccessKey(), "");
    }

    @Test
    void boto3ReadsTheLog() throws Exception {
        JsonNode seen =
                Scripts.run(Scripts.PYTHON, "lookup_events.py", directory, account.admin(), server.uri(), Map.of());
        assertThat(seen.get("pages").toString()).isEqualTo("[3,3]");
        assertThat(seen.get("names").toString())
                .isEqualTo(
                        "[\"CreateGroup\",\"CreateUser\",\"CreateUser\",\"CreateUser\",\"CreateUser\",\"CreateUser\"]");
        assertThat(seen.get("ids").asInt()).isEqualTo(6);
        JsonNode first = seen.get("first");
        assertThat(first.get("EventSource").asText()).isEqualTo("iam.amazonaws.com");
        assertThat(first.get("ReadOnly").asText()).isEqualTo("false");
        assertThat(first.get("Username").asText()).isEqualTo("admin");
        assertThat(first.get("AccessKeyId").asText()).isEqualTo(account.admin().accessKeyId());
        assertThat(StreamSupport.stream(seen.get("resources").spliterator(), false)
                        .map(resource -> resource.get("ResourceType").asText() + " "
                                + resource.get("ResourceName").asText()))
                .contains("AWS::IAM::Group devs", "AWS::IAM::Group " + account.arn("group/devs"))
                .hasSize(3);
        assertThat(seen.at("/record/eventID").asText())
                .isEqualTo(first.get("EventId").asText());
        assertThat(seen.get("by id").toString()).isEqualTo("[\"CreateGroup\"]");
        assertThat(seen.get("by name")).hasSize(5);
        assertThat(seen.get("by resource").toString()).isEqualTo("[\"CreateUser\"]");
        assertThat(seen.get("by type").toString()).isEqualTo("[\"CreateGroup\"]");
        assertThat(seen.get("by user")).isEmpty();
        assertThat(seen.get("by source")).isEmpty();
        assertThat(seen.get("by key").asInt()).isEqualTo(6);
        assertThat(seen.get("read only")).isEmpty();
        assertThat(seen.get("in time").asInt()).isEqualTo(6);
        assertThat(seen.get("before").asInt()).isZero();
        assertThat(seen.get("insights").asInt()).isZero();
        for (String[] refused : new String[][] {
            {"time range", "InvalidTimeRangeException"},
            {"token", "InvalidNextTokenException"},
            {"token of other parameters", "InvalidNextTokenException"},
            {"most", "InvalidMaxResultsException"},
            {"attribute", "InvalidLookupAttributesException"},
            {"attributes", "InvalidLookupAttributesException"},
            {"category", "InvalidEventCategoryException"}
        }) {
            // boto3 knows them by the shape's name, as a class of its own.
            assertThat(seen.get(refused[0]).asText()).isEqualTo(refused[1] + " " + refused[1]);
        }
    }

    @Test
    void awsReadsItInEveryFormatAndPageByPage() throws Exception {
        AwsCli admin = cli(account.admin());
        JsonNode all = admin.json("cloudtrail", "lookup-events", "--page-size", "4");
        assertThat(all.get("Events")).hasSize(6);
        JsonNode two = admin.json("cloudtrail", "lookup-events", "--max-items", "2");
        assertThat(two.get("Events")).hasSize(2);
        JsonNode rest = admin.json(
                "cloudtrail",
                "lookup-events",
                "--starting-token",
                two.get("NextToken").asText());
        assertThat(rest.get("Events")).hasSize(4);
        for (String format : new String[] {"text", "table", "yaml", "json"}) {
            Packaged.Ran ran = admin.aws(
                    "cloudtrail",
                    "lookup-events",
                    "--lookup-attributes",
                    "AttributeKey=ResourceName,AttributeValue=user-3",
                    "--output",
                    format);
            assertThat(ran.exit()).as(ran.err()).isZero();
            assertThat(ran.out())
                    .contains("CreateUser", "user-3", account.id().value())
                    .doesNotContain("user-2");
        }
        assertThat(cli(server.account().admin())
                        .json("cloudtrail", "lookup-events")
                        .get("Events"))
                .isEmpty();
    }

    @Test
    void whoMayNotIsToldSoAndThatIsRecorded() throws Exception {
        AwsCredentials marla = newUser("marla");
        assertThat(cli(marla).isRefused("cloudtrail", "lookup-events"))
                .isEqualTo("An error occurred (AccessDeniedException) when calling the LookupEvents operation: User: "
                        + account.arn("user/marla")
                        + " is not authorized to perform: cloudtrail:LookupEvents on resource: * because no identity-based policy allows"
                        + " the cloudtrail:LookupEvents action");
        JsonNode denial = LoggedEvents.of(server.accounts(), account.id()).get(0);
        assertThat(denial.get("eventSource").asText()).isEqualTo("cloudtrail.amazonaws.com");
        assertThat(denial.get("errorCode").asText()).isEqualTo("AccessDenied");
        assertThat(denial.at("/userIdentity/userName").asText()).isEqualTo("marla");
        assertThat(new AwsCli(directory, server.uri(), account.admin().accessKeyId(), "wrong", "")
                        .isRefused("cloudtrail", "lookup-events"))
                .startsWith("An error occurred (InvalidSignatureException)");
        assertThat(new AwsCli(directory, server.uri(), "AKIAIOSFODNN7EXAMPLE", "wrong", "")
                        .isRefused("cloudtrail", "lookup-events"))
                .startsWith("An error occurred (UnrecognizedClientException)");
        assertThat(cli(account.admin()).isRefused("cloudtrail", "describe-trails"))
                .startsWith("An error occurred (UnknownOperationException)");
    }
}
