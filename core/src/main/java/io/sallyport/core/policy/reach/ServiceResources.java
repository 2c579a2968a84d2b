// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.reach;

import io.sallyport.core.policy.Glob;
import io.sallyport.core.policy.Statement.Patterns;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which resources of a statement an action of a service can be about. */
final class ServiceResources {
    private static final int FIELDS = 6;
    private static final int SERVICE = 2;

    /**
     * Services whose actions are about resources of others too, where AWS's managed policies show it: their statements of
     * one service's actions name such resources and no others.
     */
    private static final Map<String, Set<String>> OTHERS = Map.ofEntries(
            Map.entry("application-autoscaling", Set.of("autoscaling")),
            Map.entry("arc-zonal-shift", Set.of("elasticloadbalancing")),
            Map.entry("backup", Set.of("ec2")),
            Map.entry("codeconnections", Set.of("codestar-connections")),
            Map.entry("codestar-connections", Set.of("codeconnections")),
            Map.entry("connect", Set.of("connect-campaigns")),
            Map.entry("devops-guru", Set.of("sns")),
            Map.entry("ds-data", Set.of("ds")),
            Map.entry("ebs", Set.of("ec2")),
            Map.entry("ec2", Set.of("elastic-inference", "elasticloadbalancing", "license-manager", "resource-groups")),
            Map.entry("ec2-instance-connect", Set.of("ec2")),
            Map.entry("es", Set.of("opensearch")),
            Map.entry("kafka-cluster", Set.of("kafka")),
            Map.entry("q", Set.of("qdeveloper")),
            Map.entry("rds-data", Set.of("rds")),
            Map.entry("redshift", Set.of("redshift-serverless")),
            Map.entry("redshift-data", Set.of("redshift", "redshift-serverless")),
            Map.entry("servicecatalog", Set.of("catalog")),
            Map.entry("ssm", Set.of("ec2", "ecs", "eks", "iam", "s3")),
            Map.entry("ssmmessages", Set.of("ssm")),
            Map.entry("sts", Set.of("iam")),
            Map.entry("waf", Set.of("waf-regional")),
            Map.entry("wafv2", Set.of("apigateway", "apprunner", "cognito-idp", "ec2", "elasticloadbalancing")));

    private ServiceResources() {}

    /** What of {@code Resource} or {@code NotResource} can be of the service, each by itself. */
    static List<Patterns> possible(Patterns resources, String service) {
        if (resources.negated()) {
            return resources.patterns().contains("*") ? List.of() : List.of(resources);
        }
        return resources.patterns().stream()
                .filter(pattern -> isOf(pattern, service))
                .map(pattern -> new Patterns(false, List.of(pattern)))
                .toList();
    }

    private static boolean isOf(String pattern, String service) {
        String[] fields = pattern.split(":", FIELDS);
        return fields.length <= SERVICE
                || Glob.overlap(fields[SERVICE], service)
                || OTHERS.getOrDefault(service, Set.of()).stream()
                        .anyMatch(other -> Glob.overlap(fields[SERVICE], other));
    }

    /** Whether a Deny's resources are all that an Allow's are. */
    static boolean covers(Patterns denied, Patterns allowed) {
        if (denied.equals(allowed)) {
            return true;
        }
        if (allowed.negated()) {
            return !denied.negated() && denied.patterns().contains("*");
        }
        return allowed.patterns().stream()
                .allMatch(each -> denied.negated()
                        ? denied.patterns().stream().noneMatch(out -> Glob.overlap(out, each))
                        : denied.patterns().stream().anyMatch(in -> Glob.covers(in, each)));
    }
}
