// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sts.model.AssumeRootRequest;
import software.amazon.awssdk.services.sts.model.GetDelegatedAccessTokenRequest;

/** What AWS answers an account that is in no organization, and to which no partner's request was ever accepted. */
public final class DelegatedAccessActions {
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    public void bind(Actions.Builder<Call> on) {
        on.reads(
                        "AssumeRoot",
                        AssumeRootRequest.class,
                        onArn(
                                (call, in) -> target(in),
                                (in, keys) -> keys.put(
                                        "sts:TaskPolicyArn", in.taskPolicyArn().arn())),
                        this::assumeRoot)
                .reads(
                        "GetDelegatedAccessToken",
                        GetDelegatedAccessTokenRequest.class,
                        onArn((call, in) -> "*"),
                        this::getDelegatedAccessToken);
    }

    /** An account may be named by its id alone. */
    private static String target(AssumeRootRequest in) {
        String principal = in.targetPrincipal();
        return ACCOUNT.matcher(principal).matches() ? "arn:aws:iam::" + principal + ":root" : principal;
    }

    /** Only an organization's management account may, of which there are none here. */
    private SdkPojo assumeRoot(Call call, AssumeRootRequest in) {
        throw new IamException(
                Kind.ACCESS_DENIED,
                "User: " + call.caller().arn() + " is not authorized to perform: sts:AssumeRoot on resource: "
                        + target(in));
    }

    /** No token was ever given out here; of one that is no good the API's model says nothing but this. */
    private SdkPojo getDelegatedAccessToken(Call call, GetDelegatedAccessTokenRequest in) {
        throw new IamException(
                Kind.EXPIRED_TRADE_IN_TOKEN,
                "The trade-in token provided in the request has expired and can no longer be exchanged for credentials."
                        + " Request a new token and retry the operation.");
    }
}
