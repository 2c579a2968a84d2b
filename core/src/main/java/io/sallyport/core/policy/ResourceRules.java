// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an entry of {@code Resource} may look like: {@code *} or {@code arn:partition:service:region:account:rest}. */
final class ResourceRules {
    private static final Pattern PARTITION =
            Pattern.compile("aws|aws-cn|aws-us-gov|aws-eusc|aws-iso(?:-[bef])?|[a-z*?-]*[*?][a-z*?-]*");
    private static final Pattern WILDCARD = Pattern.compile("[*?]");
    private static final List<String> IAM_PATHS = List.of(
            "user/",
            "federated-user/",
            "role/",
            "group/",
            "instance-profile/",
            "mfa/",
            "server-certificate/",
            "policy/",
            "sms-mfa/",
            "saml-provider/",
            "oidc-provider/",
            "report/",
            "access-report/");

    private ResourceRules() {}

    /** What AWS's older parser refuses, before it looks at anything else. */
    static Optional<String> legacyProblem(String resource) {
        String[] fields = resource.split(":", 6);
        boolean reachesService =
                fields.length > 2 && PARTITION.matcher(fields[1]).matches();
        boolean gap = fields.length < 6 && resource.contains("::");
        return reachesService && (gap || fields[2].isEmpty()) ? Optional.of(PolicyProblem.LEGACY) : Optional.empty();
    }

    static Optional<String> problem(String resource) {
        if (resource.equals("*")) {
            return Optional.empty();
        }
        String[] fields = resource.split(":", 6);
        if (fields.length == 1) {
            return Optional.of("Resource " + resource + " must be in ARN format or \"*\".");
        }
        if (!PARTITION.matcher(fields[1]).matches()) {
            return Optional.of(partitionProblem(fields));
        }
        if (fields.length == 2 || WILDCARD.matcher(fields[2]).find()) {
            return Optional.of("Resource vendor must be fully qualified and cannot contain regexes.");
        }
        return switch (fields[2]) {
            case "iam" -> iamProblem(resource, fields);
            case "s3" ->
                field(fields, 3).isEmpty() || !field(fields, 4).isEmpty()
                        ? Optional.empty()
                        : Optional.of("Resource " + resource + " can not contain region information.");
            default -> Optional.empty();
        };
    }

    /** Only session policies have to spell all six fields out (IAM User Guide, "IAM identifiers"). */
    static Optional<String> completenessProblem(String resource) {
        return resource.equals("*") || resource.split(":", 6).length == 6
                ? Optional.empty()
                : Optional.of("Resource " + resource + " must be in ARN format or \"*\".");
    }

    private static Optional<String> iamProblem(String resource, String[] fields) {
        if (!field(fields, 3).isEmpty()) {
            return Optional.of("IAM resource " + resource + " cannot contain region information.");
        }
        String path = field(fields, 5);
        boolean known =
                path.equals("*") || path.equals("root") || IAM_PATHS.stream().anyMatch(path::startsWith);
        return known
                ? Optional.empty()
                : Optional.of("IAM resource path must either be \"*\", root, or start with "
                        + String.join(", ", IAM_PATHS) + ".");
    }

    private static String partitionProblem(String[] fields) {
        String normal = IntStream.range(2, 6).mapToObj(i -> orAny(fields, i)).collect(Collectors.joining(":"));
        return "Partition \"" + fields[1] + "\" is not valid for resource \"arn:" + fields[1] + ":" + normal + "\".";
    }

    /** A field that is left out may have any value. */
    private static String orAny(String[] fields, int index) {
        return index < fields.length ? fields[index] : "*";
    }

    private static String field(String[] fields, int index) {
        return index < fields.length ? fields[index] : "";
    }
}
