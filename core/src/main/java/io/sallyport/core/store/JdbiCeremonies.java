// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.mfa.Ceremonies;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.Optional;

final class JdbiCeremonies implements Ceremonies {
    private final Scope scope;

    JdbiCeremonies(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void begin(Ceremony ceremony) {
        insert(ceremony, "");
    }

    @Override
    public boolean endUnstored(Ceremony ceremony) {
        return insert(ceremony, " ON CONFLICT DO NOTHING") == 1;
    }

    private int insert(Ceremony ceremony, String otherwise) {
        // Those nobody finished go when their owner begins another, so the table stays small by itself.
        scope.update("""
                        DELETE FROM ceremony
                        WHERE account_id = :account AND owner_id = :owner AND expires_at <= :now""")
                .bind("owner", ceremony.owner().value())
                .bind("now", ceremony.expiresAt().minus(Ceremony.LIFETIME).toEpochMilli())
                .execute();
        return scope.update("""
                        INSERT INTO ceremony (account_id, ceremony_id, kind, owner_id, state, expires_at)
                        VALUES (:account, :id, :kind, :owner, :state, :expires)""" + otherwise)
                .bind("id", ceremony.id())
                .bind("kind", ceremony.kind().name())
                .bind("owner", ceremony.owner().value())
                .bind("state", ceremony.state())
                .bind("expires", ceremony.expiresAt().toEpochMilli())
                .execute();
    }

    @Override
    public Optional<Ceremony> find(String id, Ceremony.Kind kind, Instant now) {
        return scope.query("""
                        SELECT * FROM ceremony
                        WHERE account_id = :account AND ceremony_id = :id AND kind = :kind AND expires_at > :now""")
                .bind("id", id)
                .bind("kind", kind.name())
                .bind("now", now.toEpochMilli())
                .map((row, context) -> new Ceremony(
                        id,
                        kind,
                        new UniqueId(row.getString("owner_id")),
                        row.getString("state"),
                        Scope.instant(row, "expires_at")))
                .findOne();
    }

    @Override
    public boolean end(Ceremony ceremony) {
        return scope.update("DELETE FROM ceremony WHERE account_id = :account AND ceremony_id = :id")
                        .bind("id", ceremony.id())
                        .execute()
                == 1;
    }
}
