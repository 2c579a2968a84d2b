// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.Arn;
import io.sallyport.web.aws.Call;

/** The ARNs of identity providers, by which requests name them. */
enum ProviderArns {
    OIDC("oidc-provider/"),
    SAML("saml-provider/");

    private final String type;

    ProviderArns(String type) {
        this.type = type;
    }

    /** @throws IamException {@code VALIDATION_ERROR} for no ARN or one of something else */
    Arn parse(String text) {
        Arn arn = arn(text);
        if (!arn.service().equals("iam")) {
            throw invalid("Invalid service in ARN");
        }
        if (!arn.resource().startsWith(type)) {
            throw invalid("Invalid resource type in ARN");
        }
        return arn;
    }

    private static Arn arn(String text) {
        try {
            return Arn.parse(text);
        } catch (IamException notOne) {
            throw invalid("Invalid ARN: " + text);
        }
    }

    private static IamException invalid(String message) {
        return new IamException(Kind.VALIDATION_ERROR, message);
    }

    /** What a caller has to be allowed to list. */
    String all(Call call) {
        return call.account().id().iam(type + "*").toString();
    }
}
