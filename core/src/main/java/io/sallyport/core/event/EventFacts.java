// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event can be looked up by, all of it read from its record (CloudTrail API reference, LookupAttribute).
 *
 * @param username of a role's session and of a federated user her session's name, of root {@code root}
 */
public record EventFacts(
        String name,
        String source,
        boolean readOnly,
        @Nullable String username,
        @Nullable String accessKeyId,
        List<EventResource> resources) {
    /** A member of a request or of what it answers, and the type of resource it names. */
    private static final Map<String, String> NAMING = Map.ofEntries(
            Map.entry("userName", "AWS::IAM::User"),
            Map.entry("newUserName", "AWS::IAM::User"),
            Map.entry("userId", "AWS::IAM::User"),
            Map.entry("groupName", "AWS::IAM::Group"),
            Map.entry("newGroupName", "AWS::IAM::Group"),
            Map.entry("groupId", "AWS::IAM::Group"),
            Map.entry("roleName", "AWS::IAM::Role"),
            Map.entry("roleId", "AWS::IAM::Role"),
            Map.entry("roleArn", "AWS::IAM::Role"),
            Map.entry("instanceProfileName", "AWS::IAM::InstanceProfile"),
            Map.entry("instanceProfileId", "AWS::IAM::InstanceProfile"),
            Map.entry("policyName", "AWS::IAM::Policy"),
            Map.entry("policyId", "AWS::IAM::Policy"),
            Map.entry("policyArn", "AWS::IAM::Policy"),
            Map.entry("permissionsBoundary", "AWS::IAM::Policy"),
            Map.entry("accessKeyId", "AWS::IAM::AccessKey"),
            Map.entry("serialNumber", "AWS::IAM::MFADevice"),
            Map.entry("virtualMFADeviceName", "AWS::IAM::MFADevice"),
            Map.entry("sSHPublicKeyId", "AWS::IAM::SSHPublicKey"),
            Map.entry("certificateId", "AWS::IAM::SigningCertificate"),
            Map.entry("serverCertificateName", "AWS::IAM::ServerCertificate"),
            Map.entry("serverCertificateId", "AWS::IAM::ServerCertificate"),
            Map.entry("sAMLProviderArn", "AWS::IAM::SAMLProvider"),
            Map.entry("openIDConnectProviderArn", "AWS::IAM::OIDCProvider"),
            Map.entry("accountAlias", "AWS::IAM::AccountAlias"));

    /** What an answer calls a thing whose {@code arn} it tells. */
    private static final Map<String, String> THINGS = Map.of(
            "user", "AWS::IAM::User",
            "group", "AWS::IAM::Group",
            "role", "AWS::IAM::Role",
            "policy", "AWS::IAM::Policy",
            "instanceProfile", "AWS::IAM::InstanceProfile",
            "assumedRoleUser", "AWS::STS::AssumedRole",
            "federatedUser", "AWS::STS::FederatedUser",
            "serverCertificateMetadata", "AWS::IAM::ServerCertificate");

    private static final int LONGEST_NAME = 2048;

    public EventFacts {
        resources = List.copyOf(resources);
    }

    public static EventFacts of(JsonNode record) {
        JsonNode identity = record.path("userIdentity");
        Set<EventResource> resources = new LinkedHashSet<>();
        named(record.path("requestParameters"), resources);
        JsonNode response = record.path("responseElements");
        named(response, resources);
        response.properties().forEach(member -> {
            named(member.getValue(), resources);
            String type = THINGS.get(member.getKey());
            if (type != null) {
                add(type, member.getValue().path("arn"), resources);
            }
        });
        return new EventFacts(
                record.path("eventName").asText(),
                record.path("eventSource").asText(),
                record.path("readOnly").asBoolean(),
                username(identity),
                textOrNull(identity.path("accessKeyId")),
                List.copyOf(resources));
    }

    private static void named(JsonNode members, Set<EventResource> resources) {
        members.properties().forEach(member -> {
            String type = NAMING.get(member.getKey());
            if (type != null) {
                add(type, member.getValue(), resources);
            }
        });
    }

    private static void add(String type, JsonNode name, Set<EventResource> resources) {
        String text = textOrNull(name);
        // PostgreSQL keeps no text with a NUL in it; nothing that exists has such a name.
        if (text != null && text.length() <= LONGEST_NAME && text.indexOf('\0') < 0) {
            resources.add(new EventResource(type, printable(text)));
        }
    }

    /** No lone surrogates, which no database gives back as they were. */
    private static String printable(String text) {
        return text.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static @Nullable String username(JsonNode identity) {
        String principal = identity.path("principalId").asText();
        return switch (identity.path("type").asText()) {
            case "Root" -> "root";
            case "AssumedRole", "FederatedUser" -> principal.substring(principal.indexOf(':') + 1);
            default -> textOrNull(identity.path("userName"));
        };
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() && !node.textValue().isEmpty() ? node.textValue() : null;
    }
}
