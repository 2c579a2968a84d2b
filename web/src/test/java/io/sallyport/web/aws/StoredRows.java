// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A SQLite store whose server is gone, row by row: nothing belongs to what is not there. */
record StoredRows(Path file) {
    /** Whatever others belong to, by the id their rows are known by. */
    private static final List<String> ENTITIES = List.of(
            "account.account_id",
            "iam_user.user_id",
            "iam_group.group_id",
            "iam_role.role_id",
            "instance_profile.profile_id",
            "managed_policy.policy_id",
            "server_certificate.certificate_id",
            "mfa_device.serial",
            "saml_provider.arn",
            "oidc_provider.arn");

    void assertWhole() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertThat(column(connection, "PRAGMA integrity_check")).containsExactly("ok");
            assertThat(column(connection, "PRAGMA foreign_key_check")).isEmpty();
            String ids = String.join(
                    " UNION ",
                    ENTITIES.stream()
                            .map(entity -> entity.split("[.]"))
                            .map(entity -> "SELECT " + entity[1] + " FROM " + entity[0])
                            .toList());
            int looked = 0;
            for (String table : column(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
                for (String owner : List.of("owner_id", "holder_id")) {
                    if (column(connection, "SELECT name FROM pragma_table_info('" + table + "')")
                            .contains(owner)) {
                        looked++;
                        assertThat(column(
                                        connection,
                                        "SELECT " + owner + " FROM " + table + " WHERE " + owner + " NOT IN (" + ids
                                                + ")"))
                                .as(table + " without owner")
                                .isEmpty();
                    }
                }
            }
            assertThat(looked).isGreaterThan(5);
        }
    }

    /** Nobody is there whose making the event log does not tell, but whom the account began with. */
    void assertOnRecord(String administrator) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertThat(column(
                            connection,
                            "SELECT name FROM iam_user WHERE name <> '" + administrator + "' AND user_id NOT IN ("
                                    + "SELECT r.name FROM event e JOIN event_resource r USING (account_id, event_id)"
                                    + " WHERE e.name = 'CreateUser')"))
                    .as("users whose making is not on record")
                    .isEmpty();
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
