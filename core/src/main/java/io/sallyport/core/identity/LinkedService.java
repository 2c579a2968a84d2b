// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.RoleName;
import org.jspecify.annotations.Nullable;

/**
 * An AWS service that has a role of its own in an account (IAM User Guide, "Service-linked roles").
 *
 * @param principal such as {@code batch.amazonaws.com}
 * @param roleName without a suffix
 * @param policy the managed policy that the role gets
 */
public record LinkedService(String principal, String roleName, Arn policy, boolean takesSuffix) {
    private static final String ROOT = "/aws-service-role/";

    public EntityPath path() {
        return new EntityPath(ROOT + principal + "/");
    }

    /** @throws IamException {@code INVALID_INPUT} for a suffix where the service takes none */
    public RoleName roleName(@Nullable String suffix) {
        if (suffix == null) {
            return new RoleName(roleName);
        }
        if (!takesSuffix) {
            throw new IamException(Kind.INVALID_INPUT, "Custom suffix is not allowed for " + principal);
        }
        return new RoleName(roleName + "_" + suffix);
    }

    /** As AWS was recorded to keep it. */
    public String trustPolicy() {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},\
                "Action":"sts:AssumeRole"}]}""".formatted(principal);
    }

    /** The same as the answer to {@code CreateServiceLinkedRole} writes it (AWS CLI reference, its example). */
    public String trustPolicyWithLists() {
        return """
                {"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"],"Effect":"Allow",\
                "Principal":{"Service":["%s"]}}]}""".formatted(principal);
    }
}
