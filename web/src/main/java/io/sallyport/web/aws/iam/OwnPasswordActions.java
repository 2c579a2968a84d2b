// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArnUnlessGranted;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.PasswordChanges;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.GuessThrottle;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import io.sallyport.web.aws.WireError;
import io.sallyport.web.aws.WireException;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.ChangePasswordRequest;
import software.amazon.awssdk.services.iam.model.ChangePasswordResponse;

/** A user's change of her own password. */
public final class OwnPasswordActions {
    private final Passwords passwords;
    private final PasswordChanges changes;

    /** By user: whoever has her key may guess, from as many addresses as he likes. Her signing in it leaves alone. */
    private final GuessThrottle throttle;

    public OwnPasswordActions(Passwords passwords, PasswordChanges changes, GuessThrottle throttle) {
        this.passwords = passwords;
        this.changes = changes;
        this.throttle = throttle;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changesInSteps(
                "ChangePassword",
                ChangePasswordRequest.class,
                onArnUnlessGranted(
                        (call, in) -> call.caller().arn().toString(), PasswordPolicyActions::isGrantedToUsers),
                this::changePassword);
    }

    private Supplier<Function<Call, ? extends SdkPojo>> changePassword(Call looking, ChangePasswordRequest in) {
        User user = looking.caller().user();
        if (user == null) {
            throw new IamException(Kind.INVALID_USER_TYPE, "Only IAM Users can change their own password.");
        }
        PasswordChanges.Situation situation = PasswordChanges.of(looking.account(), user.id());
        LoginProfile profile = situation.requireProfile();
        String guesser = looking.account().id() + "|" + user.id();
        return () -> {
            requireOld(profile, Password.of(in.oldPassword()), guesser);
            PasswordChanges.Ready ready = changes.readyByOwner(situation, Password.of(in.newPassword()));
            return call -> {
                changes.change(call.account(), ready, false);
                return ChangePasswordResponse.builder().build();
            };
        };
    }

    private void requireOld(LoginProfile profile, Password old, String guesser) {
        if (throttle.mustWait(guesser).isPresent()) {
            throw new WireException(new WireError(400, "Throttling", "Rate exceeded", WireError.Fault.SENDER));
        }
        if (!passwords.matches(profile.hash(), old)) {
            throttle.failed(guesser);
            throw new IamException(Kind.ACCESS_DENIED, "The old password was incorrect.");
        }
    }
}
