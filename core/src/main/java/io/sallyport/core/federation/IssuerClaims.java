// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which claims beside the usual ones are condition keys, for issuers of whom AWS says so (IAM User Guide, "Available keys
 * for AWS OIDC federation"). Of all other issuers, a claim that this does not name is none.
 */
final class IssuerClaims {
    private static final List<String> EVERY = List.of("email");

    private static final Map<String, List<String>> MORE = Map.of(
            "token.actions.githubusercontent.com",
            List.of(
                    "actor",
                    "actor_id",
                    "job_workflow_ref",
                    "repository",
                    "repository_id",
                    "repository_owner_id",
                    "workflow",
                    "ref",
                    "environment",
                    "enterprise_id"),
            "gitlab.com",
            List.of(
                    "namespace_id",
                    "project_id",
                    "user_id",
                    "user_login",
                    "user_email",
                    "user_access_level",
                    "ref_protected",
                    "pipeline_source",
                    "runner_environment"),
            "agent.buildkite.com",
            List.of(
                    "organization_slug",
                    "organization_id",
                    "pipeline_slug",
                    "pipeline_id",
                    "cluster_name",
                    "cluster_id",
                    "build_branch"));

    private IssuerClaims() {}

    /** @param issuer without the scheme */
    static List<String> of(String issuer) {
        return Stream.concat(EVERY.stream(), MORE.getOrDefault(issuer, List.of()).stream())
                .toList();
    }
}
