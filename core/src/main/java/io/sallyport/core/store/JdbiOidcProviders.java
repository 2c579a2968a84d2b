// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Json;
import io.sallyport.core.federation.OidcProvider;
import io.sallyport.core.federation.OidcProviderUrl;
import io.sallyport.core.federation.OidcProviders;
import io.sallyport.core.name.Arn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

final class JdbiOidcProviders implements OidcProviders {
    private static final String ONE = "SELECT * FROM oidc_provider WHERE account_id = :account AND arn = :arn";

    private final Scope scope;

    JdbiOidcProviders(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(OidcProvider provider) {
        scope.lockAccount();
        int providers = scope.query("SELECT count(*) FROM oidc_provider WHERE account_id = :account")
                .mapTo(int.class)
                .one();
        if (providers >= QUOTA) {
            throw new IamException(
                    Kind.LIMIT_EXCEEDED, "Cannot exceed quota for OpenIdConnectProvidersPerAccount: " + QUOTA);
        }
        int added = scope.update("""
                        INSERT INTO oidc_provider (account_id, arn, url, client_ids, thumbprints, created_at)
                        VALUES (:account, :arn, :url, :clients, :thumbprints, :created)
                        ON CONFLICT (account_id, arn) DO NOTHING""")
                .bind("arn", provider.arn(scope.account()).toString())
                .bind("url", provider.url().value())
                .bind("clients", Json.write(provider.clientIds()))
                .bind("thumbprints", Json.write(provider.thumbprints()))
                .bind("created", provider.createdAt().toEpochMilli())
                .execute();
        if (added == 0) {
            throw new IamException(
                    Kind.ENTITY_ALREADY_EXISTS, "Provider with url " + provider.url() + " already exists.");
        }
    }

    @Override
    public Optional<OidcProvider> find(Arn arn) {
        return read(scope.query(ONE), arn);
    }

    @Override
    public void change(Arn arn, UnaryOperator<OidcProvider> change) {
        OidcProvider changed =
                change.apply(read(scope.queryForUpdate(ONE), arn).orElseThrow(() -> OidcProviders.notFound(arn)));
        scope.update("""
                        UPDATE oidc_provider SET client_ids = :clients, thumbprints = :thumbprints
                        WHERE account_id = :account AND arn = :arn""")
                .bind("arn", arn.toString())
                .bind("clients", Json.write(changed.clientIds()))
                .bind("thumbprints", Json.write(changed.thumbprints()))
                .execute();
    }

    @Override
    public List<Arn> list() {
        return scope.query("SELECT arn FROM oidc_provider WHERE account_id = :account ORDER BY arn")
                .mapTo(String.class)
                .map(Arn::parse)
                .list();
    }

    @Override
    public void remove(Arn arn) {
        int removed = scope.update("DELETE FROM oidc_provider WHERE account_id = :account AND arn = :arn")
                .bind("arn", arn.toString())
                .execute();
        if (removed == 0) {
            throw new IamException(Kind.NO_SUCH_ENTITY, "OpenId connect Provider " + arn + " cannot be found.");
        }
        // After the row, so that whoever was tagging it has ended.
        scope.update("DELETE FROM tag WHERE account_id = :account AND owner_id = :arn")
                .bind("arn", arn.toString())
                .execute();
    }

    private static Optional<OidcProvider> read(Query one, Arn arn) {
        return one.bind("arn", arn.toString()).map(JdbiOidcProviders::provider).findOne();
    }

    private static OidcProvider provider(ResultSet row, StatementContext context) throws SQLException {
        return new OidcProvider(
                new OidcProviderUrl(row.getString("url")),
                List.of(Json.read(row.getString("client_ids"), String[].class)),
                List.of(Json.read(row.getString("thumbprints"), String[].class)),
                Scope.instant(row, "created_at"));
    }
}
