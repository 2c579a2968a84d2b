// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.CustomerPolicies;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.CustomerPolicyVersion;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

final class JdbiCustomerPolicies implements CustomerPolicies {
    private static final String VERSIONS =
            "SELECT v.version, v.created_at, p.default_version FROM policy_version v JOIN managed_policy p"
                    + " ON p.account_id = v.account_id AND p.policy_id = v.policy_id"
                    + " WHERE v.account_id = :account AND v.policy_id = :policy ";

    private final Scope scope;

    JdbiCustomerPolicies(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(CustomerPolicy policy, String document) {
        scope.lockAccount();
        int policies = scope.query("SELECT count(*) FROM managed_policy WHERE account_id = :account")
                .mapTo(int.class)
                .one();
        if (policies >= QUOTA) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for PoliciesPerAccount: " + QUOTA);
        }
        int added = scope.update("""
                        INSERT INTO managed_policy (account_id, policy_id, name, name_key, path, arn, description,
                          default_version, last_version, created_at, updated_at)
                        VALUES (:account, :id, :name, :key, :path, :arn, :description, :version, :version, :created,
                          :updated)
                        ON CONFLICT (account_id, name_key) DO NOTHING""")
                .bind("id", policy.id().value())
                .bind("name", policy.name().value())
                .bind("key", policy.name().key())
                .bind("path", policy.path().value())
                .bind("arn", policy.arn(scope.account()).toString())
                .bind("description", policy.description())
                .bind("version", policy.defaultVersion())
                .bind("created", policy.createdAt().toEpochMilli())
                .bind("updated", policy.updatedAt().toEpochMilli())
                .execute();
        if (added == 0) {
            throw new IamException(
                    Kind.ENTITY_ALREADY_EXISTS,
                    "A policy called " + policy.name() + " already exists. Duplicate names are not allowed.");
        }
        insert(policy, policy.defaultVersion(), document, policy.createdAt());
    }

    private void insert(CustomerPolicy policy, int version, String document, Instant at) {
        scope.update("""
                        INSERT INTO policy_version (account_id, policy_id, version, document, created_at)
                        VALUES (:account, :policy, :version, :document, :at)""")
                .bind("policy", policy.id().value())
                .bind("version", version)
                .bind("document", document)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    @Override
    public Optional<CustomerPolicy> find(Arn policy) {
        return scope.query("SELECT * FROM managed_policy WHERE account_id = :account AND arn = :arn")
                .bind("arn", policy.toString())
                .map(JdbiCustomerPolicies::policyOf)
                .findOne();
    }

    @Override
    public List<CustomerPolicy> list(String pathPrefix) {
        return scope.query("""
                        SELECT * FROM managed_policy
                        WHERE account_id = :account AND substr(path, 1, length(:prefix)) = :prefix
                        ORDER BY name_key""")
                .bind("prefix", pathPrefix)
                .map(JdbiCustomerPolicies::policyOf)
                .list();
    }

    @Override
    public void remove(CustomerPolicy policy) {
        scope.lockOwner(policy.id().value());
        String arn = policy.arn(scope.account()).toString();
        for (String uses : List.of("attached_policy", "permissions_boundary")) {
            int users = scope.query(
                            "SELECT count(*) FROM " + uses + " WHERE account_id = :account AND policy_arn = :arn")
                    .bind("arn", arn)
                    .mapTo(int.class)
                    .one();
            if (users > 0) {
                throw new IamException(Kind.DELETE_CONFLICT, "Cannot delete a policy attached to entities.");
            }
        }
        if (count(policy) > 1) {
            throw new IamException(
                    Kind.DELETE_CONFLICT,
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's"
                            + " versions. The default version is deleted with the policy.");
        }
        for (String rows :
                List.of("tag WHERE owner_id", "policy_version WHERE policy_id", "managed_policy WHERE policy_id")) {
            scope.update("DELETE FROM " + rows + " = :policy AND account_id = :account")
                    .bind("policy", policy.id().value())
                    .execute();
        }
    }

    private int count(CustomerPolicy policy) {
        return scope.count(
                "SELECT count(*) FROM policy_version WHERE account_id = :account AND policy_id = :owner",
                policy.id().value());
    }

    @Override
    public CustomerPolicyVersion addVersion(CustomerPolicy policy, String document, boolean asDefault, Instant at) {
        scope.lockOwner(policy.id().value());
        if (count(policy) >= VERSIONS_PER_POLICY) {
            throw new IamException(
                    Kind.LIMIT_EXCEEDED,
                    "A managed policy can have up to " + VERSIONS_PER_POLICY + " versions. Before you create a new"
                            + " version, you must delete an existing version.");
        }
        int version = 1
                + scope.query("SELECT last_version FROM managed_policy WHERE account_id = :account AND policy_id ="
                                + " :policy")
                        .bind("policy", policy.id().value())
                        .mapTo(int.class)
                        .one();
        scope.update("UPDATE managed_policy SET last_version = :version, updated_at = :at"
                        + (asDefault ? ", default_version = :version" : "")
                        + " WHERE account_id = :account AND policy_id = :policy")
                .bind("policy", policy.id().value())
                .bind("version", version)
                .bind("at", at.toEpochMilli())
                .execute();
        insert(policy, version, document, at);
        return new CustomerPolicyVersion(version, asDefault, at);
    }

    @Override
    public Optional<String> document(CustomerPolicy policy, int version) {
        return scope.query("""
                        SELECT document FROM policy_version
                        WHERE account_id = :account AND policy_id = :policy AND version = :version""")
                .bind("policy", policy.id().value())
                .bind("version", version)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public Optional<CustomerPolicyVersion> version(CustomerPolicy policy, int version) {
        return versions(policy, "AND v.version = :version")
                .bind("version", version)
                .map(JdbiCustomerPolicies::versionOf)
                .findOne();
    }

    @Override
    public Map<UniqueId, Map<CustomerPolicyVersion, String>> documents(Collection<UniqueId> policies) {
        Map<UniqueId, Map<CustomerPolicyVersion, String>> documents = new HashMap<>();
        if (policies.isEmpty()) {
            return documents;
        }
        scope.query("""
                        SELECT v.policy_id, v.version, v.created_at, v.document, p.default_version
                        FROM policy_version v JOIN managed_policy p
                          ON p.account_id = v.account_id AND p.policy_id = v.policy_id
                        WHERE v.account_id = :account AND v.policy_id IN (<ids>) ORDER BY v.version DESC""")
                .bindList("ids", policies.stream().map(UniqueId::value).toList())
                .map((row, context) -> new Text(
                        new UniqueId(row.getString("policy_id")), versionOf(row, context), row.getString("document")))
                .forEach(text -> documents
                        .computeIfAbsent(text.policy(), id -> new LinkedHashMap<>())
                        .put(text.version(), text.document()));
        return documents;
    }

    private record Text(UniqueId policy, CustomerPolicyVersion version, String document) {}

    @Override
    public Page<CustomerPolicyVersion> versions(CustomerPolicy policy, PageRequest page) {
        // A policy has five at most.
        return page.slice(
                versions(policy, "ORDER BY v.version DESC")
                        .map(JdbiCustomerPolicies::versionOf)
                        .list(),
                version -> String.format(Locale.ROOT, "%010d", Integer.MAX_VALUE - version.number()));
    }

    private Query versions(CustomerPolicy policy, String which) {
        return scope.query(VERSIONS + which).bind("policy", policy.id().value());
    }

    @Override
    public boolean removeVersion(CustomerPolicy policy, int version) {
        scope.lockOwner(policy.id().value());
        if (version(policy, version).filter(CustomerPolicyVersion::isDefault).isPresent()) {
            throw new IamException(Kind.DELETE_CONFLICT, "Cannot delete the default version of a policy.");
        }
        return scope.update("""
                        DELETE FROM policy_version
                        WHERE account_id = :account AND policy_id = :policy AND version = :version""")
                        .bind("policy", policy.id().value())
                        .bind("version", version)
                        .execute()
                > 0;
    }

    @Override
    public boolean setDefault(CustomerPolicy policy, int version) {
        scope.lockOwner(policy.id().value());
        if (version(policy, version).isEmpty()) {
            return false;
        }
        scope.update("""
                        UPDATE managed_policy SET default_version = :version
                        WHERE account_id = :account AND policy_id = :policy""")
                .bind("policy", policy.id().value())
                .bind("version", version)
                .execute();
        return true;
    }

    /**
     * Makes the removal of one of the account's own policies wait for what is going to use it, and the other way round.
     *
     * @param kind of use, with which AWS's refusal begins
     * @throws IamException {@code NO_SUCH_ENTITY} if it was removed since the caller looked
     */
    static void lock(Scope scope, Arn policy, String kind) {
        if (!policy.account().equals(scope.account().value())) {
            return;
        }
        boolean there = scope.queryForUpdate(
                        "SELECT policy_id FROM managed_policy WHERE account_id = :account AND arn = :arn")
                .bind("arn", policy.toString())
                .mapTo(String.class)
                .findOne()
                .isPresent();
        if (!there) {
            throw new IamException(Kind.NO_SUCH_ENTITY, kind + " " + policy + " does not exist or is not attachable.");
        }
    }

    private static CustomerPolicy policyOf(ResultSet row, StatementContext context) throws SQLException {
        return new CustomerPolicy(
                new UniqueId(row.getString("policy_id")),
                new PolicyName(row.getString("name")),
                new EntityPath(row.getString("path")),
                row.getString("description"),
                row.getInt("default_version"),
                Scope.instant(row, "created_at"),
                Scope.instant(row, "updated_at"));
    }

    private static CustomerPolicyVersion versionOf(ResultSet row, StatementContext context) throws SQLException {
        int number = row.getInt("version");
        return new CustomerPolicyVersion(
                number, number == row.getInt("default_version"), Scope.instant(row, "created_at"));
    }
}
