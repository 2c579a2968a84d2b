// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.policy.AuthorizationRequest;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class ActionsTest {
    private final Constraints constraints = Constraints.load();

    private static Actions.Builder<String> builder() {
        return Actions.builder();
    }

    private static Authorisation<String, GetUserRequest> onUser() {
        return Authorisation.onArn((caller, in) -> "arn:aws:iam::" + caller + ":user/" + in.userName());
    }

    private static GetUserResponse getUser(String caller, GetUserRequest in) {
        return GetUserResponse.builder()
                .user(User.builder().userName(in.userName()).arn(caller).build())
                .build();
    }

    private static QueryRequest request(String body) {
        return QueryRequest.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String run(Action<String, ?> action, Constraints constraints, QueryRequest request) {
        return action.write(Directly.perform(action.prepare(request, constraints), "051826736434"), "r-1");
    }

    @Test
    void readsChecksPerformsAndWrites() {
        Actions<String> actions = builder()
                .reads("GetUser", GetUserRequest.class, onUser(), ActionsTest::getUser)
                .build();
        QueryRequest request = request("Action=GetUser&Version=2010-05-08&UserName=tyler");

        Action<String, ?> action = actions.find(request);

        assertThat(run(action, constraints, request))
                .contains("<UserName>tyler</UserName><Arn>051826736434</Arn>")
                .startsWith("<GetUserResponse ");
        assertThat(action.qualifiedName()).isEqualTo("iam:GetUser");
        assertThat(action.readOnly()).isTrue();
        assertThat(action.prepare(request, constraints)).hasToString("iam:GetUser");
        assertThat(action.prepare(request, constraints).asked("1"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.action()).isEqualTo("iam:GetUser");
                    assertThat(asked.resource()).isEqualTo("arn:aws:iam::1:user/tyler");
                    assertThat(asked.context().keys()).isEmpty();
                });
    }

    @Test
    void spellsTheActionAsAwsDoesNotAsTheSdkDoes() {
        Actions<String> actions = builder()
                .changes(
                        "CreateVirtualMFADevice",
                        CreateVirtualMfaDeviceRequest.class,
                        Authorisation.signatureOnly(),
                        (caller, in) -> CreateVirtualMfaDeviceResponse.builder().build())
                .build();
        QueryRequest request = request("Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=a");

        assertThat(run(actions.find(request), constraints, request))
                .startsWith("<CreateVirtualMFADeviceResponse ")
                .contains("<CreateVirtualMFADeviceResult>");
        assertThat(actions.find(request).readOnly()).isFalse();
    }

    @Test
    void checksConstraintsBeforeAnythingRuns() {
        Actions<String> actions = builder()
                .<GetUserRequest>reads("GetUser", GetUserRequest.class, onUser(), (caller, in) -> {
                    throw new AssertionError("must not run");
                })
                .build();
        QueryRequest request = request("Action=GetUser&Version=2010-05-08&UserName=a%20b");

        assertThatThrownBy(() -> run(actions.find(request), constraints, request))
                .hasMessageStartingWith("ValidationError: The specified value for userName");
    }

    @Test
    void findsAnActionByVersionAndName() {
        Actions<String> actions = builder()
                .reads("GetUser", GetUserRequest.class, onUser(), ActionsTest::getUser)
                .reads(
                        "GetCallerIdentity",
                        GetCallerIdentityRequest.class,
                        Authorisation.signatureOnly(),
                        (caller, in) -> GetCallerIdentityResponse.builder().build())
                .build();

        assertThat(actions.all()).hasSize(2);
        assertThat(actions.find(request("Action=GetCallerIdentity&Version=2011-06-15"))
                        .api())
                .isEqualTo(Api.STS);
        refuses(actions, "Action=GetUser&Version=2011-06-15", "GetUser for version 2011-06-15");
        refuses(actions, "Action=getUser&Version=2010-05-08", "getUser for version 2010-05-08");
        refuses(actions, "Action=GetUser", "GetUser for version NO_VERSION_SPECIFIED");
    }

    private static void refuses(Actions<String> actions, String body, String what) {
        assertThatThrownBy(() -> actions.find(request(body)))
                .asInstanceOf(InstanceOfAssertFactories.type(WireException.class))
                .extracting(WireException::error)
                .isEqualTo(WireError.sender(400, "InvalidAction", "Could not find operation " + what));
    }

    @Test
    void refusesASecondBinding() {
        Actions.Builder<String> builder =
                builder().reads("GetUser", GetUserRequest.class, onUser(), ActionsTest::getUser);

        assertThatThrownBy(() -> builder.changes("GetUser", GetUserRequest.class, onUser(), ActionsTest::getUser))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("iam:GetUser is bound twice");
    }

    @Test
    void refusesABindingToTheWrongRequest() {
        assertThatThrownBy(() -> builder().reads("GetUsers", GetUserRequest.class, onUser(), ActionsTest::getUser))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("iam:GetUsers is bound to GetUserRequest");
    }

    /** Only reflection gets that far: the compiler refuses a null here. */
    @Test
    void refusesABindingWithoutAuthorisation() throws Exception {
        Method reads = Arrays.stream(Actions.Builder.class.getMethods())
                .filter(method -> method.getName().equals("reads"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> reads.invoke(builder(), "GetUser", GetUserRequest.class, null, null))
                .hasRootCauseMessage("GetUser is bound without an authorisation");
    }

    @Test
    void asksForEveryActionARequestTakesPartInWithTheKeysOfTheRequest() {
        Actions<String> actions = builder()
                .reads(
                        "GetUser",
                        GetUserRequest.class,
                        Authorisation.onArn(
                                (caller, in) -> "*",
                                (in, keys) -> keys.put("iam:Asked", in.userName()),
                                in -> List.of("TagUser")),
                        ActionsTest::getUser)
                .build();
        QueryRequest request = request("Action=GetUser&Version=2010-05-08&UserName=tyler");

        assertThat(actions.find(request).prepare(request, constraints).asked("1"))
                .allSatisfy(
                        asked -> assertThat(asked.context().values("iam:asked")).containsExactly("tyler"))
                .extracting(AuthorizationRequest::action)
                .containsExactly("iam:GetUser", "iam:TagUser");
    }

    @Test
    void namesAResourceOnlyWhenTheActionIsAuthorisedOnOne() {
        Actions<String> actions = builder()
                .reads(
                        "GetUser",
                        GetUserRequest.class,
                        Authorisation.unsigned(in -> new AccountId(in.userName())),
                        ActionsTest::getUser)
                .build();
        QueryRequest request = request("Action=GetUser&Version=2010-05-08&UserName=123456789012");
        Action<String, ?> action = actions.find(request);

        assertThat(action.signed()).isFalse();
        assertThat(action.prepare(request, constraints).named()).contains(new AccountId("123456789012"));
        assertThat(action.prepare(request, constraints).asked("1")).isEmpty();
    }
}
