// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.identity.Tags;
import java.util.Collection;
import java.util.List;

final class JdbiTags implements Tags {
    private static final HotStatement<Tag> OF_OWNER = HotStatement.query(
            "SELECT tag_key, tag_value FROM tag WHERE account_id = ? AND owner_id = ?",
            row -> new Tag(row.getString(1), row.getString(2)));

    private final Scope scope;

    JdbiTags(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void put(TagOwner owner, Collection<Tag> tags) {
        if (tags.isEmpty()) {
            return;
        }
        scope.lockOwner(owner.value());
        for (Tag tag : tags) {
            scope.update("""
                            INSERT INTO tag (account_id, owner_id, key_folded, tag_key, tag_value)
                            VALUES (:account, :owner, :folded, :key, :value)
                            ON CONFLICT (account_id, owner_id, key_folded)
                            DO UPDATE SET tag_key = excluded.tag_key, tag_value = excluded.tag_value""")
                    .bind("owner", owner.value())
                    .bind("folded", owner.fold(tag.key()))
                    .bind("key", tag.key())
                    .bind("value", tag.value())
                    .execute();
        }
        int all = scope.count(
                "SELECT count(*) FROM tag WHERE account_id = :account AND owner_id = :owner", owner.value());
        if (all > PER_RESOURCE) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "The number of tags has reached the maximum limit.");
        }
    }

    @Override
    public void remove(TagOwner owner, Collection<String> keys) {
        for (String key : keys) {
            scope.update("DELETE FROM tag WHERE account_id = :account AND owner_id = :owner AND key_folded = :folded")
                    .bind("owner", owner.value())
                    .bind("folded", owner.fold(key))
                    .execute();
        }
    }

    @Override
    public List<Tag> of(TagOwner owner) {
        // Sorted here: databases collate letters each in its own way.
        return OF_OWNER.list(scope.handle(), scope.account().value(), owner.value()).stream()
                .sorted(owner.order())
                .toList();
    }
}
