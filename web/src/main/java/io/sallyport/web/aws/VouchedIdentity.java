// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.account.EventRecord;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** {@code userIdentity} of somebody whom a provider vouches for (CloudTrail User Guide, "SAML and web identity federation"). */
final class VouchedIdentity {
    private VouchedIdentity() {}

    /** @param response that opened her session */
    static ObjectNode of(SdkPojo response) {
        if (response instanceof AssumeRoleWithSamlResponse saml) {
            return EventRecord.json()
                    .put("type", "SAMLUser")
                    .put("principalId", saml.nameQualifier() + ":" + saml.subject())
                    .put("userName", saml.subject())
                    .put("identityProvider", saml.nameQualifier());
        }
        if (response instanceof AssumeRoleWithWebIdentityResponse web) {
            return EventRecord.json()
                    .put("type", "WebIdentityUser")
                    .put("principalId", web.provider() + ":" + web.audience() + ":" + web.subjectFromWebIdentityToken())
                    .put("userName", web.subjectFromWebIdentityToken())
                    .put("identityProvider", web.provider());
        }
        throw new IllegalArgumentException(
                "nobody's word opens a session by " + response.getClass().getSimpleName());
    }
}
