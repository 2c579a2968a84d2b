// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.certificate.ServerCertificateUpload;
import io.sallyport.core.credential.ServerCertificate;
import io.sallyport.core.credential.ServerCertificates;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.ServerCertificateName;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

final class JdbiServerCertificates implements ServerCertificates {
    private final Scope scope;
    private final NamedTable<ServerCertificate> table;

    JdbiServerCertificates(Scope scope) {
        this.scope = scope;
        this.table = new NamedTable<>(
                scope,
                "server_certificate",
                JdbiServerCertificates::certificate,
                certificate -> certificate.name().key());
    }

    @Override
    public void add(ServerCertificate certificate) {
        scope.lockAccount();
        requireFree(certificate, certificate.name());
        table.requireRoom("ServerCertificatesPerAccount", QUOTA);
        scope.update("""
                        INSERT INTO server_certificate
                          (account_id, certificate_id, name, name_key, path, body, chain, uploaded_at, expires_at)
                        VALUES (:account, :id, :name, :key, :path, :body, :chain, :uploaded, :expires)""")
                .bind("id", certificate.id().value())
                .bind("name", certificate.name().value())
                .bind("key", certificate.name().key())
                .bind("path", certificate.path().value())
                .bind("body", certificate.certificate().body())
                .bind("chain", certificate.certificate().chain())
                .bind("uploaded", certificate.uploadedAt().toEpochMilli())
                .bind("expires", certificate.certificate().expiration().toEpochMilli())
                .execute();
    }

    /** Of use only under the account's lock, which all who give names take. */
    private void requireFree(ServerCertificate certificate, ServerCertificateName name) {
        boolean taken =
                find(name).filter(other -> !other.id().equals(certificate.id())).isPresent();
        if (taken) {
            throw new IamException(
                    Kind.ENTITY_ALREADY_EXISTS, "The Server Certificate with name " + name + " already exists.");
        }
    }

    @Override
    public Optional<ServerCertificate> find(ServerCertificateName name) {
        return table.find(name.key());
    }

    @Override
    public Page<ServerCertificate> list(String pathPrefix, PageRequest page) {
        return table.list(pathPrefix, page);
    }

    @Override
    public void rename(ServerCertificate certificate, ServerCertificateName name, EntityPath path) {
        scope.lockAccount();
        requireFree(certificate, name);
        scope.update("""
                        UPDATE server_certificate SET name = :name, name_key = :key, path = :path
                        WHERE account_id = :account AND certificate_id = :id""")
                .bind("id", certificate.id().value())
                .bind("name", name.value())
                .bind("key", name.key())
                .bind("path", path.value())
                .execute();
    }

    @Override
    public void remove(ServerCertificate certificate) {
        String id = certificate.id().value();
        // Whoever is adding tags to it ends first, or finds it gone.
        scope.lockOwner(id);
        scope.update("DELETE FROM tag WHERE account_id = :account AND owner_id = :owner")
                .bind("owner", id)
                .execute();
        scope.update("DELETE FROM server_certificate WHERE account_id = :account AND certificate_id = :owner")
                .bind("owner", id)
                .execute();
    }

    private static ServerCertificate certificate(ResultSet row, StatementContext context) throws SQLException {
        return new ServerCertificate(
                new UniqueId(row.getString("certificate_id")),
                new ServerCertificateName(row.getString("name")),
                new EntityPath(row.getString("path")),
                new ServerCertificateUpload(
                        row.getString("body"), row.getString("chain"), Scope.instant(row, "expires_at")),
                Scope.instant(row, "uploaded_at"));
    }
}
