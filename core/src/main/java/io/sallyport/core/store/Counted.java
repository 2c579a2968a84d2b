// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code GetAccountSummary} counts, by the names it has there. */
enum Counted {
    USERS("Users", "iam_user WHERE account_id = :account"),
    GROUPS("Groups", "iam_group WHERE account_id = :account"),
    ROLES("Roles", "iam_role WHERE account_id = :account"),
    INSTANCE_PROFILES("InstanceProfiles", "instance_profile WHERE account_id = :account"),
    POLICIES("Policies", "managed_policy WHERE account_id = :account"),
    SERVER_CERTIFICATES("ServerCertificates", "server_certificate WHERE account_id = :account"),
    PROVIDERS(
            "Providers",
            "(SELECT arn FROM saml_provider WHERE account_id = :account"
                    + " UNION ALL SELECT arn FROM oidc_provider WHERE account_id = :account) AS provider"),
    MFA_DEVICES("MFADevices", "mfa_device WHERE account_id = :account"),
    MFA_DEVICES_IN_USE("MFADevicesInUse", "mfa_device WHERE account_id = :account AND owner_id IS NOT NULL"),
    POLICY_VERSIONS_IN_USE(
            "PolicyVersionsInUse",
            "(SELECT policy_arn FROM attached_policy WHERE account_id = :account"
                    + " UNION SELECT policy_arn FROM permissions_boundary WHERE account_id = :account) AS in_use"),
    ACCOUNT_MFA_ENABLED("AccountMFAEnabled", ofRoot("mfa_device")),
    ACCOUNT_SIGNING_CERTIFICATES_PRESENT("AccountSigningCertificatesPresent", ofRoot("signing_certificate")),
    ACCOUNT_ACCESS_KEYS_PRESENT("AccountAccessKeysPresent", ofRoot("access_key")),
    ACCOUNT_PASSWORD_PRESENT("AccountPasswordPresent", ofRoot("login_profile"));

    private final String name;
    private final String rows;

    Counted(String name, String rows) {
        this.name = name;
        this.rows = rows;
    }

    /** One row if the root user has any, else none. */
    private static String ofRoot(String table) {
        return "account WHERE account_id = :account AND EXISTS (SELECT 1 FROM " + table
                + " WHERE account_id = :account AND owner_id = :account)";
    }

    static Map<String, Integer> all(Scope scope) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Counted counted : values()) {
            counts.put(
                    counted.name,
                    scope.query("SELECT count(*) FROM " + counted.rows)
                            .mapTo(int.class)
                            .one());
        }
        return counts;
    }
}
