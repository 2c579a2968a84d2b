// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.federation.AssertionEncryption;
import io.sallyport.core.federation.SamlKeyEntry;
import io.sallyport.core.federation.SamlMetadata;
import io.sallyport.core.federation.SamlPrivateKey;
import io.sallyport.core.federation.SamlProvider;
import io.sallyport.core.federation.SamlProviders;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

final class JdbiSamlProviders implements SamlProviders {
    private static final String KEYS = "saml_private_key";

    /** Without the documents, which are long. */
    private static final String SELECT = """
            SELECT arn, uuid, encryption, created_at, valid_until FROM saml_provider WHERE account_id = :account""";

    private static final String ONE = SELECT + " AND arn = :arn";

    private final Scope scope;

    JdbiSamlProviders(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(SamlProvider provider, SamlMetadata metadata) {
        scope.lockAccount();
        int providers = scope.query("SELECT count(*) FROM saml_provider WHERE account_id = :account")
                .mapTo(int.class)
                .one();
        if (providers >= QUOTA) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for SAMLProvidersPerAccount: " + QUOTA);
        }
        int added = scope.update("""
                        INSERT INTO saml_provider
                            (account_id, arn, uuid, metadata, encryption, created_at, valid_until)
                        VALUES (:account, :arn, :uuid, :metadata, :encryption, :created, :until)
                        ON CONFLICT (account_id, arn) DO NOTHING""")
                .bind("arn", provider.arn().toString())
                .bind("uuid", provider.uuid().value())
                .bind("metadata", metadata.document())
                .bind("encryption", provider.encryption().name())
                .bind("created", provider.createdAt().toEpochMilli())
                .bind("until", provider.validUntil().toEpochMilli())
                .execute();
        if (added == 0) {
            String name = provider.arn().resource();
            throw new IamException(
                    Kind.ENTITY_ALREADY_EXISTS,
                    "Provider with name " + name.substring(name.indexOf('/') + 1) + " already exists.");
        }
    }

    @Override
    public Optional<SamlProvider> find(Arn arn) {
        return scope.query(ONE)
                .bind("arn", arn.toString())
                .map(JdbiSamlProviders::provider)
                .findOne();
    }

    @Override
    public SamlProvider lock(Arn arn) {
        return scope.queryForUpdate(ONE)
                .bind("arn", arn.toString())
                .map(JdbiSamlProviders::provider)
                .findOne()
                .orElseThrow(() -> SamlProviders.notFound(arn));
    }

    @Override
    public String metadata(SamlProvider provider) {
        return scope.query("SELECT metadata FROM saml_provider WHERE account_id = :account AND arn = :arn")
                .bind("arn", provider.arn().toString())
                .mapTo(String.class)
                .one();
    }

    @Override
    public List<SamlProvider> list() {
        return scope.query(SELECT + " ORDER BY arn")
                .map(JdbiSamlProviders::provider)
                .list();
    }

    @Override
    public void replaceMetadata(SamlProvider provider, SamlMetadata metadata, Instant validUntil) {
        scope.update("""
                        UPDATE saml_provider SET metadata = :metadata, valid_until = :until
                        WHERE account_id = :account AND arn = :arn""")
                .bind("arn", provider.arn().toString())
                .bind("metadata", metadata.document())
                .bind("until", validUntil.toEpochMilli())
                .execute();
    }

    @Override
    public void setEncryption(SamlProvider provider, AssertionEncryption encryption) {
        scope.update("UPDATE saml_provider SET encryption = :encryption WHERE account_id = :account AND arn = :arn")
                .bind("arn", provider.arn().toString())
                .bind("encryption", encryption.name())
                .execute();
    }

    @Override
    public List<SamlKeyEntry> keys(SamlProvider provider) {
        return scope.query("""
                        SELECT key_id, added_at FROM saml_private_key
                        WHERE account_id = :account AND provider_arn = :arn ORDER BY added_at, key_id""")
                .bind("arn", provider.arn().toString())
                .map((row, context) ->
                        new SamlKeyEntry(new UniqueId(row.getString("key_id")), Scope.instant(row, "added_at")))
                .list();
    }

    @Override
    public List<SamlPrivateKey> privateKeys(SamlProvider provider) {
        return scope.query("""
                        SELECT key_id, secret FROM saml_private_key
                        WHERE account_id = :account AND provider_arn = :arn ORDER BY added_at, key_id""")
                .bind("arn", provider.arn().toString())
                .map((row, context) -> SamlPrivateKey.ofPkcs8(
                        scope.vault().open(row.getBytes("secret"), seal(provider, row.getString("key_id")))))
                .list();
    }

    private String seal(SamlProvider provider, String key) {
        return scope.seal(KEYS, provider.arn() + "|" + key);
    }

    @Override
    public void addKey(SamlProvider provider, SamlKeyEntry entry, SamlPrivateKey key) {
        if (keys(provider).size() >= KEYS_PER_PROVIDER) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Private key limit of " + KEYS_PER_PROVIDER + " is reached.");
        }
        scope.update("""
                        INSERT INTO saml_private_key (account_id, provider_arn, key_id, added_at, secret)
                        VALUES (:account, :arn, :id, :added, :secret)""")
                .bind("arn", provider.arn().toString())
                .bind("id", entry.id().value())
                .bind("added", entry.addedAt().toEpochMilli())
                .bind(
                        "secret",
                        scope.vault()
                                .seal(key.reveal(), seal(provider, entry.id().value())))
                .execute();
    }

    @Override
    public boolean removeKey(SamlProvider provider, UniqueId key) {
        return scope.update("""
                                DELETE FROM saml_private_key
                                WHERE account_id = :account AND provider_arn = :arn AND key_id = :id""")
                        .bind("arn", provider.arn().toString())
                        .bind("id", key.value())
                        .execute()
                == 1;
    }

    @Override
    public void remove(Arn arn) {
        lock(arn);
        for (String rows : new String[] {
            KEYS + " WHERE account_id = :account AND provider_arn = :arn",
            "tag WHERE account_id = :account AND owner_id = :arn",
            "saml_provider WHERE account_id = :account AND arn = :arn"
        }) {
            scope.update("DELETE FROM " + rows).bind("arn", arn.toString()).execute();
        }
    }

    private static SamlProvider provider(ResultSet row, StatementContext context) throws SQLException {
        return new SamlProvider(
                Arn.parse(row.getString("arn")),
                new UniqueId(row.getString("uuid")),
                AssertionEncryption.valueOf(row.getString("encryption")),
                Scope.instant(row, "created_at"),
                Scope.instant(row, "valid_until"));
    }
}
