// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.certificate.SigningCertificateUpload;
import io.sallyport.core.credential.SigningCertificate;
import io.sallyport.core.credential.SigningCertificates;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

final class JdbiSigningCertificates implements SigningCertificates {
    private static final String ONE = " WHERE account_id = :account AND owner_id = :owner AND certificate_id = :id";

    private final Scope scope;

    JdbiSigningCertificates(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(SigningCertificate certificate) {
        scope.lockOwner(certificate.owner().value());
        int certificates = scope.count(
                "SELECT count(*) FROM signing_certificate WHERE account_id = :account AND owner_id = :owner",
                certificate.owner().value());
        if (certificates >= PER_OWNER) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for CertificatesPerUser: " + PER_OWNER);
        }
        int added = scope.update("""
                        INSERT INTO signing_certificate
                          (account_id, certificate_id, owner_id, body, certificate_digest, active, uploaded_at)
                        VALUES (:account, :id, :owner, :body, :digest, :active, :uploaded)
                        ON CONFLICT (account_id, certificate_digest) DO NOTHING""")
                .bind("id", certificate.id().value())
                .bind("owner", certificate.owner().value())
                .bind("body", certificate.certificate().body())
                .bind("digest", certificate.certificate().digest())
                .bind("active", certificate.active())
                .bind("uploaded", certificate.uploadedAt().toEpochMilli())
                .execute();
        if (added == 0) {
            throw new IamException(
                    Kind.DUPLICATE_CERTIFICATE, "The same certificate is associated with an IAM user in the account.");
        }
    }

    @Override
    public Page<SigningCertificate> of(UniqueId owner, PageRequest page) {
        Chronological after = Chronological.after(page);
        List<SigningCertificate> read = scope.query("""
                        SELECT * FROM signing_certificate
                        WHERE account_id = :account AND owner_id = :owner
                          AND (uploaded_at, certificate_id) > (:at, :id)
                        ORDER BY uploaded_at, certificate_id LIMIT :limit""")
                .bind("owner", owner.value())
                .bind("at", after.at())
                .bind("id", after.id())
                .bind("limit", page.limit())
                .map(JdbiSigningCertificates::certificate)
                .list();
        return page.cut(read, certificate -> Chronological.key(certificate.uploadedAt(), certificate.id()));
    }

    @Override
    public void setActive(UniqueId owner, UniqueId id, boolean active) {
        change(
                scope.update("UPDATE signing_certificate SET active = :active" + ONE)
                        .bind("active", active),
                owner,
                id);
    }

    @Override
    public void remove(UniqueId owner, UniqueId id) {
        change(scope.update("DELETE FROM signing_certificate" + ONE), owner, id);
    }

    private static void change(Update update, UniqueId owner, UniqueId id) {
        if (update.bind("owner", owner.value()).bind("id", id.value()).execute() == 0) {
            throw new IamException(Kind.NO_SUCH_ENTITY, "The Certificate with id " + id + " cannot be found.");
        }
    }

    private static SigningCertificate certificate(ResultSet row, StatementContext context) throws SQLException {
        return new SigningCertificate(
                new UniqueId(row.getString("certificate_id")),
                new UniqueId(row.getString("owner_id")),
                new SigningCertificateUpload(row.getString("body"), row.getString("certificate_digest")),
                row.getBoolean("active"),
                Scope.instant(row, "uploaded_at"));
    }
}
