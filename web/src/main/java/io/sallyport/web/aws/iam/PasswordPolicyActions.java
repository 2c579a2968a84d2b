// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;
import static io.sallyport.web.aws.Authorisation.onArnUnlessGranted;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.credential.PasswordPolicy;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyResponse;

/** What the account asks of its users' passwords. */
public final class PasswordPolicyActions {
    /** The service authorization reference names no type of resource for these. */
    private static final String RESOURCE = "*";

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "UpdateAccountPasswordPolicy",
                        UpdateAccountPasswordPolicyRequest.class,
                        onArn((call, in) -> RESOURCE),
                        this::updateAccountPasswordPolicy)
                .reads(
                        "GetAccountPasswordPolicy",
                        GetAccountPasswordPolicyRequest.class,
                        onArnUnlessGranted((call, in) -> RESOURCE, PasswordPolicyActions::isGrantedToUsers),
                        this::getAccountPasswordPolicy)
                .changes(
                        "DeleteAccountPasswordPolicy",
                        DeleteAccountPasswordPolicyRequest.class,
                        onArn((call, in) -> RESOURCE),
                        this::deleteAccountPasswordPolicy);
    }

    /**
     * Whether the account lets every user change her own password and see what is asked of it (API reference,
     * PasswordPolicy: "the permissions are applied at the account-level for all users by IAM").
     */
    static boolean isGrantedToUsers(Call call) {
        return call.caller().user() != null
                && call.account()
                        .passwordPolicies()
                        .find()
                        .filter(PasswordPolicy::allowUsersToChange)
                        .isPresent();
    }

    /** Replaces: what the request does not name goes back to its default. */
    private UpdateAccountPasswordPolicyResponse updateAccountPasswordPolicy(
            Call call, UpdateAccountPasswordPolicyRequest in) {
        Integer length = in.minimumPasswordLength();
        call.account()
                .passwordPolicies()
                .put(new PasswordPolicy(
                        length == null ? PasswordPolicy.DEFAULT_LENGTH : length,
                        isTrue(in.requireSymbols()),
                        isTrue(in.requireNumbers()),
                        isTrue(in.requireUppercaseCharacters()),
                        isTrue(in.requireLowercaseCharacters()),
                        isTrue(in.allowUsersToChangePassword()),
                        in.maxPasswordAge(),
                        in.passwordReusePrevention(),
                        in.hardExpiry()));
        return UpdateAccountPasswordPolicyResponse.builder().build();
    }

    private static boolean isTrue(@Nullable Boolean member) {
        return Boolean.TRUE.equals(member);
    }

    private GetAccountPasswordPolicyResponse getAccountPasswordPolicy(Call call, GetAccountPasswordPolicyRequest in) {
        PasswordPolicy policy = call.account()
                .passwordPolicies()
                .find()
                .orElseThrow(() -> new IamException(
                        Kind.NO_SUCH_ENTITY,
                        "The Password Policy with domain name " + call.account().id() + " cannot be found."));
        return GetAccountPasswordPolicyResponse.builder()
                .passwordPolicy(software.amazon.awssdk.services.iam.model.PasswordPolicy.builder()
                        .minimumPasswordLength(policy.minimumLength())
                        .requireSymbols(policy.requireSymbols())
                        .requireNumbers(policy.requireNumbers())
                        .requireUppercaseCharacters(policy.requireUppercase())
                        .requireLowercaseCharacters(policy.requireLowercase())
                        .allowUsersToChangePassword(policy.allowUsersToChange())
                        .expirePasswords(policy.expires())
                        .maxPasswordAge(policy.maxAgeDays())
                        .passwordReusePrevention(policy.reusePrevention())
                        .hardExpiry(policy.hardExpiry())
                        .build())
                .build();
    }

    private DeleteAccountPasswordPolicyResponse deleteAccountPasswordPolicy(
            Call call, DeleteAccountPasswordPolicyRequest in) {
        if (!call.account().passwordPolicies().remove()) {
            throw new IamException(Kind.NO_SUCH_ENTITY, "The account policy with name PasswordPolicy cannot be found.");
        }
        return DeleteAccountPasswordPolicyResponse.builder().build();
    }
}
