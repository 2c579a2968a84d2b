// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Authorisation;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Whose is this? */
public final class IdentityActions {
    public void bind(Actions.Builder<Call> on) {
        on.reads(
                        "GetCallerIdentity",
                        GetCallerIdentityRequest.class,
                        Authorisation.signatureOnly(),
                        this::getCallerIdentity)
                .reads(
                        "GetAccessKeyInfo",
                        GetAccessKeyInfoRequest.class,
                        onArn((call, in) -> "*"),
                        this::getAccessKeyInfo);
    }

    private GetCallerIdentityResponse getCallerIdentity(Call call, GetCallerIdentityRequest in) {
        return GetCallerIdentityResponse.builder()
                .userId(call.caller().userId())
                .account(call.caller().account().value())
                .arn(call.caller().arn().toString())
                .build();
    }

    private GetAccessKeyInfoResponse getAccessKeyInfo(Call call, GetAccessKeyInfoRequest in) {
        return GetAccessKeyInfoResponse.builder()
                .account(new AccessKeyId(in.accessKeyId())
                        .encodedAccount()
                        .orElseThrow(
                                () -> new IamException(Kind.VALIDATION_ERROR, "Invalid type for parameter AccessKeyId"))
                        .value())
                .build();
    }
}
