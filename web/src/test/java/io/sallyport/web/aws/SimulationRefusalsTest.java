// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

/**
 * What the simulator cannot use, in the words that the project radkawar/stackd recorded from AWS on 2026-09-11
 * (testdata/aws/iam/simulation.json, simulation_inputs.json), unless the test says otherwise.
 */
class SimulationRefusalsTest extends ServedAccount {
    private void refuses(Consumer<SimulateCustomPolicyRequest.Builder> change, String message) {
        SimulateCustomPolicyRequest.Builder request = SimulateCustomPolicyRequest.builder()
                .policyInputList(Simulations.ALLOW_ALL)
                .actionNames("s3:GetObject");
        change.accept(request);
        assertRefused(() -> iam.simulateCustomPolicy(request.build()), 400, "InvalidInput", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "numeric | abc | numeric format",
                "numeric | NaN | numeric format",
                "numeric | Infinity | numeric format",
                "numeric | 0x10 | numeric format",
                "numeric | ` 1 ` | numeric format",
                "numericList | 12abc | numeric format",
                "date | tomorrow | DateTime format",
                "dateList | 2026-13-01 | DateTime format",
                "ip | 999.0.0.1 | IP address",
                "ipList | 1.2.3 | IP address",
                "binary | !base64 | base-64 encoded binary format",
                "binary | YQ | base-64 encoded binary format",
                "binary | YR== | base-64 encoded binary format",
                "binaryList | YQ-_ | base-64 encoded binary format",
            })
    void aValueThatIsNotOfItsType(String type, String value, String expected) {
        refuses(
                in -> in.contextEntries(Simulations.key("stack:key", type, value)),
                "Invalid context value for key stack:key: expected " + expected + ".");
    }

    @Test
    void aKeyThatIsNotWhole() {
        refuses(
                in -> in.contextEntries(Simulations.key("stack:key", null, "yes")),
                "Context key stack:key has invalid type null.");
        refuses(
                in -> in.contextEntries(Simulations.key("stack:key", "string")),
                "Context values for context key stack:key cannot be null or empty.");
        refuses(
                in -> in.contextEntries(Simulations.key(null, "string", "yes")),
                "ContextKeyName cannot be null or empty.");
        refuses(
                in -> in.contextEntries(Simulations.key("stack:key", "string", "a", "b")),
                "Context key string expected a single value, but received 2.");
        refuses(
                in -> in.contextEntries(
                        Simulations.key("stack:test", "string", "a"), Simulations.key("STACK:TEST", "string", "b")),
                "Duplicate context key: STACK:TEST.");
    }

    @Test
    void aPolicyThatIsMalformed() {
        refuses(in -> in.policyInputList("{"), "Policy input list item 1 has invalid content");
        refuses(
                in -> in.policyInputList(Simulations.ALLOW_ALL, "{\"Version\":\"2099-01-01\",\"Statement\":[]}"),
                "Policy input list item 2 has invalid content");
        refuses(
                in -> in.permissionsBoundaryPolicyInputList(Simulations.ALLOW_ALL, Simulations.ALLOW_ALL),
                "The list of Permissions Boundary policies cannot exceed 1 items.");
        refuses(
                in -> in.orderedOrganizationPolicyInputList(Simulations.level()),
                "Organization policy at index 1 must contain at least one service control policy");
    }

    /** Ours: nobody published AWS's words. */
    @Test
    void aBoundaryOrResourcePolicyThatIsMalformed() {
        refuses(
                in -> in.permissionsBoundaryPolicyInputList("{"),
                "Permissions boundary policy input list item 1 has invalid content");
        refuses(
                in -> in.resourcePolicy("{").callerArn(account.arn("user/admin")),
                "Resource policy has invalid content");
        refuses(
                in -> in.orderedOrganizationPolicyInputList(Simulations.level("{")),
                "Organization policy at index 1 has invalid content");
    }

    @Test
    void anActionWithoutAService() {
        refuses(in -> in.actionNames("GetObject"), "The action is invalid since it is missing names");
        refuses(in -> in.actionNames("s3:"), "The action is invalid since it is missing names");
    }

    /** AWS documents that there are no wildcards in action names, and was recorded to take them as characters. */
    @Test
    void anActionWithAWildcard() {
        refuses(in -> in.actionNames("s3:Get*"), "The action s3:Get* is invalid since it holds a wildcard");
    }

    @Test
    void aResourceThatIsNoArn() {
        refuses(in -> in.resourceArns("not-an-arn"), "ResourceNames are not in a valid ARN format: not-an-arn.");
        refuses(
                in -> in.resourceArns(Simulations.A, "arn:aws:s3"),
                "ResourceNames are not in a valid ARN format: arn:aws:s3.");
        refuses(in -> in.resourceArns(Simulations.A, "*"), "ResourceNames are not in a valid ARN format: *.");
        refuses(in -> in.resourceOwner("123456789012"), "'123456789012' is not a valid as a Resource Owner.");
    }

    @Test
    void aCallerThatMakesNoRequests() {
        refuses(
                in -> in.callerArn(account.arn("policy/p")),
                "Invalid caller - Caller must be an IAM user, role or group in this context.");
        refuses(
                in -> in.resourcePolicy(Simulations.grant("*", "s3:GetObject", Simulations.A)),
                "Invalid caller - Caller cannot be null or empty.");
    }

    @Test
    void aMarkerThatIsNotOurs() {
        refuses(in -> in.marker("not-a-simulation-marker"), "Invalid marker for pagination.");
    }

    @Test
    void aPrincipalThatIsNotThere() {
        for (String missing : List.of("user/nobody", "group/nobody", "role/nobody")) {
            String arn = account.arn(missing);
            assertRefused(
                    () -> iam.simulatePrincipalPolicy(
                            in -> in.policySourceArn(arn).actionNames("s3:GetObject")),
                    404,
                    "NoSuchEntity",
                    "Unable to retrieve specified IAM entity.");
            assertRefused(
                    () -> iam.getContextKeysForPrincipalPolicy(in -> in.policySourceArn(arn)),
                    404,
                    "NoSuchEntity",
                    "Unable to retrieve specified IAM entity.");
        }
    }

    @Test
    void aPrincipalThatIsNone() {
        for (String arn : List.of(
                account.arn("root"),
                "arn:aws:sts::" + account.id() + ":assumed-role/fictional/session",
                "not-an-arn-but-long-enough")) {
            assertRefused(
                    () -> iam.simulatePrincipalPolicy(
                            in -> in.policySourceArn(arn).actionNames("s3:GetObject")),
                    400,
                    "InvalidInput",
                    "Invalid ARN provided in the request: " + arn);
        }
        assertRefused(
                () -> iam.simulatePrincipalPolicy(in ->
                        in.policySourceArn("arn:aws:iam::999999999999:user/u").actionNames("s3:GetObject")),
                400,
                "InvalidInput",
                "Invalid Policy Source Arn: caller's account " + account.id()
                        + " does not have access to policies in account 999999999999.");
    }

    @Test
    void oneWhoMayNotSimulate() {
        AwsCredentials tyler = newUser("tyler");
        SimulatePrincipalPolicyRequest request = SimulatePrincipalPolicyRequest.builder()
                .policySourceArn(account.arn("user/admin"))
                .actionNames("s3:GetObject")
                .build();
        assertRefused(
                () -> server.iam(tyler).simulatePrincipalPolicy(request),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:SimulatePrincipalPolicy on"
                        + " resource: " + account.arn("user/admin")
                        + " because no identity-based policy allows the iam:SimulatePrincipalPolicy action");
        assertRefused(
                () -> server.iam(tyler)
                        .simulateCustomPolicy(
                                in -> in.policyInputList(Simulations.ALLOW_ALL).actionNames("s3:GetObject")),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:SimulateCustomPolicy on"
                        + " resource: * because no identity-based policy allows the iam:SimulateCustomPolicy action");
    }
}
