-- Another value after every change of what decides about an account's principals: policies, memberships, tags.
ALTER TABLE account ADD COLUMN policy_stamp TEXT NOT NULL DEFAULT '';

-- owner_id is a user, later whatever else bears tags. key_folded is what makes two keys the same.
CREATE TABLE tag (
    account_id TEXT NOT NULL,
    owner_id   TEXT NOT NULL,
    key_folded ${text} NOT NULL,
    tag_key    TEXT NOT NULL,
    tag_value  TEXT NOT NULL,
    PRIMARY KEY (account_id, owner_id, key_folded)
);
