// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.CustomerPolicyVersion;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.AwsManagedPolicy;
import io.sallyport.web.aws.Call;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Policy;

/**
 * What AWS's managed policies and the account's have in common.
 *
 * @param own null for one of AWS's
 */
record ManagedPolicy(
        String name,
        String id,
        Arn arn,
        String path,
        String defaultVersionId,
        Instant createdAt,
        Instant updatedAt,
        @Nullable CustomerPolicy own) {

    static ManagedPolicy of(AwsManagedPolicy policy) {
        return new ManagedPolicy(
                policy.name(),
                policy.policyId(),
                Arn.parse(policy.arn()),
                policy.path(),
                policy.defaultVersionId(),
                policy.createDate(),
                policy.updateDate(),
                null);
    }

    static ManagedPolicy of(AccountId account, CustomerPolicy policy) {
        return new ManagedPolicy(
                policy.name().value(),
                policy.id().value(),
                policy.arn(account),
                policy.path().value(),
                CustomerPolicyVersion.id(policy.defaultVersion()),
                policy.createdAt(),
                policy.updatedAt(),
                policy);
    }

    /** The account's by name, then AWS's as old as they are, which is the order AWS was recorded to list them in. */
    String place() {
        return own == null
                ? String.format(Locale.ROOT, "1%014d%s", createdAt.toEpochMilli(), name)
                : "0" + own.name().key();
    }

    /** As lists show it: without description and tags. */
    Policy.Builder summary(int attachments, int boundaryUses) {
        return Policy.builder()
                .policyName(name)
                .policyId(id)
                .arn(arn.toString())
                .path(path)
                .defaultVersionId(defaultVersionId)
                .attachmentCount(attachments)
                .permissionsBoundaryUsageCount(boundaryUses)
                .isAttachable(true)
                .createDate(createdAt)
                .updateDate(updatedAt);
    }

    /** As {@code GetPolicy} shows it, but for the tags. */
    Policy.Builder full(Call call) {
        return summary(
                        call.account().policies().attachments(arn),
                        call.account().boundaries().uses(arn))
                .description(own == null ? null : own.description());
    }
}
