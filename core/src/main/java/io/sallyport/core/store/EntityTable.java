// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables whose rows others belong to (keys, policies, tags), told apart by the id or ARN such a row is known by. */
enum EntityTable {
    GROUP("iam_group", "group_id", UniqueId.Prefix.AGPA, null),
    INSTANCE_PROFILE("instance_profile", "profile_id", UniqueId.Prefix.AIPA, null),
    MFA_DEVICE("mfa_device", "serial", null, "mfa/"),
    OIDC_PROVIDER("oidc_provider", "arn", null, "oidc-provider/"),
    POLICY("managed_policy", "policy_id", UniqueId.Prefix.ANPA, null),
    ROLE("iam_role", "role_id", UniqueId.Prefix.AROA, null),
    SAML_PROVIDER("saml_provider", "arn", null, "saml-provider/"),
    SERVER_CERTIFICATE("server_certificate", "certificate_id", UniqueId.Prefix.ASCA, null),
    USER("iam_user", "user_id", UniqueId.Prefix.AIDA, null);

    private final String table;
    private final String key;
    private final UniqueId.@Nullable Prefix prefix;
    private final @Nullable String resource;

    EntityTable(String table, String key, UniqueId.@Nullable Prefix prefix, @Nullable String resource) {
        this.table = table;
        this.key = key;
        this.prefix = prefix;
        this.resource = resource;
    }

    /** @param owner a unique id, or the ARN of what has none */
    static EntityTable of(String owner) {
        return Arrays.stream(values())
                .filter(table -> table.knows(owner))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing can belong to " + owner));
    }

    boolean knows(String owner) {
        if (owner.startsWith("arn:")) {
            return resource != null && Arn.parse(owner).resource().startsWith(resource);
        }
        return prefix != null && owner.startsWith(prefix.name());
    }

    /** Finds one row by {@code :owner}. */
    String selectOne() {
        return "SELECT " + key + " FROM " + table + " WHERE account_id = :account AND " + key + " = :owner";
    }

    /** Finds those that are there of {@code <owners>}, in order. */
    String selectMany() {
        return "SELECT " + key + " FROM " + table + " WHERE account_id = :account AND " + key
                + " IN (<owners>) ORDER BY " + key;
    }

    /** As messages call it: {@code user}. */
    String noun() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
