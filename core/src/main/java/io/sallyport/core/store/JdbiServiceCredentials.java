// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.credential.CredentialService;
import io.sallyport.core.credential.ServiceCredential;
import io.sallyport.core.credential.ServiceCredentials;
import io.sallyport.core.credential.ServiceSecret;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiServiceCredentials implements ServiceCredentials {
    private static final String ONE = " WHERE account_id = :account AND credential_id = :id";

    private final Scope scope;

    JdbiServiceCredentials(Scope scope) {
        this.scope = scope;
    }

    @Override
    public ServiceCredential add(ServiceCredential.Terms terms, User owner, ServiceSecret secret) {
        scope.lockOwner(owner.id().value());
        int credentials = scope.query("""
                        SELECT count(*) FROM service_credential
                        WHERE account_id = :account AND owner_id = :owner AND service = :service""")
                .bind("owner", owner.id().value())
                .bind("service", terms.service().principal())
                .mapTo(int.class)
                .one();
        if (credentials >= PER_SERVICE) {
            throw new IamException(
                    Kind.LIMIT_EXCEEDED, "Cannot exceed quota for ServiceSpecificCredentialsPerUser: " + PER_SERVICE);
        }
        // Another user may have taken an alias: marla's second one is the first one of marla+1.
        for (int number = 0; ; number++) {
            String alias = ServiceCredential.alias(owner.name(), number, scope.account());
            ServiceCredential credential = new ServiceCredential(terms, owner.id(), alias, true);
            if (insert(credential, secret)) {
                return credential;
            }
        }
    }

    private boolean insert(ServiceCredential credential, ServiceSecret secret) {
        return scope.update("""
                                INSERT INTO service_credential
                                  (account_id, credential_id, owner_id, service, alias, secret_hash, active,
                                   created_at, expires_at)
                                VALUES (:account, :id, :owner, :service, :alias, :hash, :active, :created, :expires)
                                ON CONFLICT (account_id, service, alias) DO NOTHING""")
                        .bind("id", credential.terms().id().value())
                        .bind("owner", credential.owner().value())
                        .bind("service", credential.terms().service().principal())
                        .bind("alias", credential.alias())
                        .bind("hash", secret.hash())
                        .bind("active", credential.active())
                        .bind("created", credential.terms().createdAt().toEpochMilli())
                        .bind("expires", Scope.millis(credential.terms().expiresAt()))
                        .execute()
                == 1;
    }

    @Override
    public ServiceCredential require(UniqueId owner, UniqueId id) {
        return scope.query("SELECT * FROM service_credential" + ONE + " AND owner_id = :owner")
                .bind("owner", owner.value())
                .bind("id", id.value())
                .map(JdbiServiceCredentials::credential)
                .findOne()
                .orElseThrow(() -> new IamException(Kind.NO_SUCH_ENTITY, "No such credential " + id + " exists"));
    }

    @Override
    public Page<ServiceCredential> list(
            @Nullable UniqueId owner, @Nullable CredentialService service, PageRequest page) {
        Chronological after = Chronological.after(page);
        List<ServiceCredential> read = scope.query("""
                        SELECT * FROM service_credential
                        WHERE account_id = :account AND (created_at, credential_id) > (:at, :id)
                          AND owner_id = coalesce(:owner, owner_id) AND service = coalesce(:service, service)
                        ORDER BY created_at, credential_id LIMIT :limit""")
                .bind("owner", owner == null ? null : owner.value())
                .bind("service", service == null ? null : service.principal())
                .bind("at", after.at())
                .bind("id", after.id())
                .bind("limit", page.limit())
                .map(JdbiServiceCredentials::credential)
                .list();
        return page.cut(
                read,
                credential -> Chronological.key(
                        credential.terms().createdAt(), credential.terms().id()));
    }

    @Override
    public void reset(ServiceCredential credential, ServiceSecret secret) {
        scope.update("UPDATE service_credential SET secret_hash = :hash" + ONE)
                .bind("hash", secret.hash())
                .bind("id", credential.terms().id().value())
                .execute();
    }

    @Override
    public void setActive(ServiceCredential credential, boolean active) {
        scope.update("UPDATE service_credential SET active = :active" + ONE)
                .bind("active", active)
                .bind("id", credential.terms().id().value())
                .execute();
    }

    @Override
    public void remove(ServiceCredential credential) {
        scope.update("DELETE FROM service_credential" + ONE)
                .bind("id", credential.terms().id().value())
                .execute();
    }

    private static ServiceCredential credential(ResultSet row, StatementContext context) throws SQLException {
        ServiceCredential.Terms terms = new ServiceCredential.Terms(
                new UniqueId(row.getString("credential_id")),
                CredentialService.of(row.getString("service")),
                Scope.instant(row, "created_at"),
                Scope.instantOrNull(row, "expires_at"));
        return new ServiceCredential(
                terms, new UniqueId(row.getString("owner_id")), row.getString("alias"), row.getBoolean("active"));
    }
}
