// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.account.PasswordChanges;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Password;
import io.sallyport.core.identity.User;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.GetLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.GetLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileResponse;

/** Passwords of users, as administrators give and take them. */
public final class LoginProfileActions {
    private final PasswordChanges changes;

    public LoginProfileActions(PasswordChanges changes) {
        this.changes = changes;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changesInSteps(
                        "CreateLoginProfile",
                        CreateLoginProfileRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::createLoginProfile)
                .reads(
                        "GetLoginProfile",
                        GetLoginProfileRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::getLoginProfile)
                .changesInSteps(
                        "UpdateLoginProfile",
                        UpdateLoginProfileRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::updateLoginProfile)
                .changes(
                        "DeleteLoginProfile",
                        DeleteLoginProfileRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::deleteLoginProfile);
    }

    private Supplier<Function<Call, ? extends SdkPojo>> createLoginProfile(Call looking, CreateLoginProfileRequest in) {
        PasswordChanges.Situation situation = situation(looking, in.userName());
        situation.requireNoProfile();
        return () -> {
            PasswordChanges.Ready ready = changes.ready(situation, Password.of(in.password()));
            return call -> {
                LoginProfile profile =
                        changes.add(call.account(), ready, Boolean.TRUE.equals(in.passwordResetRequired()));
                return CreateLoginProfileResponse.builder()
                        .loginProfile(wire(profile, situation))
                        .build();
            };
        };
    }

    private GetLoginProfileResponse getLoginProfile(Call call, GetLoginProfileRequest in) {
        PasswordChanges.Situation situation = situation(call, in.userName());
        return GetLoginProfileResponse.builder()
                .loginProfile(wire(situation.requireProfile(), situation))
                .build();
    }

    /** Without a password only whether the next sign-in has to choose one, and the other way round. */
    private Supplier<Function<Call, ? extends SdkPojo>> updateLoginProfile(Call looking, UpdateLoginProfileRequest in) {
        PasswordChanges.Situation situation = situation(looking, in.userName());
        LoginProfile profile = situation.requireProfile();
        boolean mustChange = in.passwordResetRequired() == null ? profile.mustChange() : in.passwordResetRequired();
        if (in.password() == null) {
            return () -> call -> {
                LoginProfile now = situation(call, in.userName()).requireProfile();
                call.account().loginProfiles().requireChange(now.owner(), mustChange);
                return UpdateLoginProfileResponse.builder().build();
            };
        }
        return () -> {
            PasswordChanges.Ready ready = changes.ready(situation, Password.of(in.password()));
            return call -> {
                changes.change(call.account(), ready, mustChange);
                return UpdateLoginProfileResponse.builder().build();
            };
        };
    }

    private DeleteLoginProfileResponse deleteLoginProfile(Call call, DeleteLoginProfileRequest in) {
        PasswordChanges.Situation situation = situation(call, in.userName());
        call.account()
                .loginProfiles()
                .remove(situation.requireProfile().owner(), situation.regime().remembered());
        return DeleteLoginProfileResponse.builder().build();
    }

    private static PasswordChanges.Situation situation(Call call, @Nullable String userName) {
        User user = Target.of(call, userName).requireUser();
        return PasswordChanges.of(call.account(), user.id());
    }

    private static software.amazon.awssdk.services.iam.model.LoginProfile wire(
            LoginProfile profile, PasswordChanges.Situation situation) {
        return software.amazon.awssdk.services.iam.model.LoginProfile.builder()
                .userName(situation.names().owner())
                .createDate(profile.createdAt())
                .passwordResetRequired(profile.mustChange())
                .build();
    }
}
