// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** UpdateUser. */
class RenamedUsersTest extends ServedAccount {
    private AwsCredentials tylers;
    private String id;

    @BeforeEach
    void addTyler() {
        tylers = newUser("tyler");
        id = iam.getUser(in -> in.userName("tyler")).user().userId();
    }

    private void allowTyler(String... resources) {
        String quoted = "\"" + String.join("\",\"", resources) + "\"";
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("p")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                        + "\"Action\":\"iam:Update*\",\"Resource\":[" + quoted + "]}}"));
    }

    @Test
    void aUserKeepsHerIdUnderAnotherNameAndPath() {
        iam.updateUser(in -> in.userName("TYLER").newUserName("Marla").newPath("/team/"));

        User marla = iam.getUser(in -> in.userName("marla")).user();
        assertThat(marla.userName()).isEqualTo("Marla");
        assertThat(marla.path()).isEqualTo("/team/");
        assertThat(marla.arn()).isEqualTo(account.arn("user/team/Marla"));
        assertThat(marla.userId()).isEqualTo(id);
        assertThat(marla.createDate()).isEqualTo(AwsServer.START);
        assertRefused(
                () -> iam.getUser(in -> in.userName("tyler")),
                404,
                "NoSuchEntity",
                "The user with name tyler cannot be found.");
    }

    @Test
    void nameAndPathChangeEachByItself() {
        iam.updateUser(in -> in.userName("tyler").newPath("/a//b/"));
        assertThat(iam.getUser(in -> in.userName("tyler")).user().path()).isEqualTo("/a//b/");
        iam.updateUser(in -> in.userName("tyler").newUserName("TYLER"));
        User user = iam.getUser(in -> in.userName("tyler")).user();
        assertThat(user.arn()).isEqualTo(account.arn("user/a//b/TYLER"));
        iam.updateUser(in -> in.userName("tyler"));
        assertThat(iam.getUser(in -> in.userName("tyler")).user()).isEqualTo(user);
    }

    @Test
    void whatIsHersShowsHerNewName() {
        iam.createGroup(in -> in.groupName("devs"));
        iam.addUserToGroup(in -> in.groupName("devs").userName("tyler"));
        VirtualMFADevice app = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("phone"))
                .virtualMFADevice();
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        iam.enableMFADevice(in -> in.userName("tyler")
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes.at(server.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes.at(server.clock().instant())));

        iam.updateUser(in -> in.userName("tyler").newUserName("marla"));

        assertThat(iam.listAccessKeys(in -> in.userName("marla")).accessKeyMetadata())
                .extracting(AccessKeyMetadata::userName, AccessKeyMetadata::accessKeyId)
                .containsExactly(tuple("marla", tylers.accessKeyId()));
        assertThat(iam.listMFADevices(in -> in.userName("marla")).mfaDevices())
                .extracting(MFADevice::userName, MFADevice::serialNumber)
                .containsExactly(tuple("marla", app.serialNumber()));
        assertThat(iam.listGroupsForUser(in -> in.userName("marla")).groups())
                .extracting(Group::groupName)
                .containsExactly("devs");
        assertThat(iam.getAccessKeyLastUsed(in -> in.accessKeyId(tylers.accessKeyId()))
                        .userName())
                .isEqualTo("marla");
        assertThat(server.sts(tylers).getCallerIdentity().arn()).isEqualTo(account.arn("user/marla"));
        assertThat(server.sts(tylers).getCallerIdentity().userId()).isEqualTo(id);
    }

    @Test
    void aSuccessorOfTheNameInheritsNothing() {
        iam.updateUser(in -> in.userName("tyler").newUserName("marla"));
        iam.createUser(in -> in.userName("tyler"));
        assertThat(iam.getUser(in -> in.userName("tyler")).user().userId()).isNotEqualTo(id);
        assertThat(iam.listAccessKeys(in -> in.userName("tyler")).accessKeyMetadata())
                .isEmpty();
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        assertRefused(
                () -> iam.updateUser(in -> in.userName("tyler").newUserName("Admin")),
                409,
                "EntityAlreadyExists",
                "User with name Admin already exists.");
        assertRefused(
                () -> iam.updateUser(in -> in.userName("nobody").newUserName("somebody")),
                404,
                "NoSuchEntity",
                "The user with name nobody cannot be found.");
    }

    @Test
    void whatNobodyCanBeCalledIsRefused() {
        assertRefused(
                () -> iam.updateUser(in -> in.userName("tyler").newUserName("x".repeat(65))),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'newUserName' failed to satisfy constraint: Member must have"
                        + " length less than or equal to 64");
        for (String path : new String[] {"/team", "team/", "/ space/", "/\u00e9/", "//", "/line\n/"}) {
            assertRefused(
                    () -> iam.updateUser(in -> in.userName("tyler").newPath(path)),
                    400,
                    "ValidationError",
                    "The specified value for newPath is invalid. It must begin and end with / and contain only"
                            + " alphanumeric characters and/or / characters.");
        }
        assertRefused(() -> iam.updateUser(in -> in.userName("tyler").newPath("/del\u007f/")), 400, "ValidationError");
        assertThat(iam.getUser(in -> in.userName("tyler")).user().path()).isEqualTo("/");
    }

    @Test
    void aNameThatNobodyCanHaveIsMerelyNotFound() {
        String name = "x".repeat(65);
        assertRefused(
                () -> iam.getUser(in -> in.userName(name)),
                404,
                "NoSuchEntity",
                "The user with name " + name + " cannot be found.");
    }

    @Test
    void whoeverRenamesHasToBeAllowedBothNames() {
        IamClient byTyler = server.iam(tylers);
        allowTyler(account.arn("user/tyler"));
        assertRefused(
                () -> byTyler.updateUser(in -> in.userName("tyler").newUserName("marla")),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:UpdateUser on resource: "
                        + account.arn("user/marla")
                        + " because no identity-based policy allows the iam:UpdateUser action");
        assertRefused(() -> byTyler.updateUser(in -> in.userName("tyler").newPath("/team/")), 403, "AccessDenied");
        byTyler.updateUser(in -> in.userName("tyler"));

        allowTyler(account.arn("user/marla"));
        assertRefused(() -> byTyler.updateUser(in -> in.userName("tyler").newUserName("marla")), 403, "AccessDenied");
        allowTyler(account.arn("user/marla"), account.arn("user/tyler"));
        byTyler.updateUser(in -> in.userName("tyler").newUserName("marla"));
        assertThat(iam.getUser(in -> in.userName("marla")).user().userId()).isEqualTo(id);
    }
}
