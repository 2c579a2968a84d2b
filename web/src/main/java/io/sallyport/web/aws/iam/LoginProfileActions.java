// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.credential.PasswordRules;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.identity.User;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileResponse;

/** Passwords for the console. */
public final class LoginProfileActions {
    private final Passwords passwords;
    private final InstantSource clock;

    public LoginProfileActions(Passwords passwords, InstantSource clock) {
        this.passwords = passwords;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changesInSteps(
                "CreateLoginProfile",
                CreateLoginProfileRequest.class,
                onArn((call, in) -> Target.resource(call, in.userName())),
                this::createLoginProfile);
    }

    private Function<Call, CreateLoginProfileResponse> createLoginProfile(CreateLoginProfileRequest in) {
        Password password = Password.of(in.password());
        PasswordHash hash = passwords.hash(password);
        return call -> {
            User user = Target.of(call, in.userName()).requireUser();
            PasswordRules.check(
                    password, call.account().displayName(), user.name().value());
            LoginProfile profile = new LoginProfile(
                    user.id(),
                    hash,
                    Boolean.TRUE.equals(in.passwordResetRequired()),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS));
            call.account().loginProfiles().add(profile, user.name().value());
            return CreateLoginProfileResponse.builder()
                    .loginProfile(software.amazon.awssdk.services.iam.model.LoginProfile.builder()
                            .userName(user.name().value())
                            .createDate(profile.createdAt())
                            .passwordResetRequired(profile.mustChange())
                            .build())
                    .build();
        };
    }
}
