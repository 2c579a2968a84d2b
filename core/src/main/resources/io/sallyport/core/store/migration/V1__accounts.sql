-- Every key begins with account_id, so that the schema shards by account. Times are milliseconds since 1970.
-- ${bytes} is the database's type for bytes, ${text} a text ordered byte by byte.

CREATE TABLE account (
    account_id TEXT NOT NULL PRIMARY KEY,
    alias      TEXT,
    root_email TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- The one exception: what finds an account. kind is 'alias', 'email' or 'key'.
CREATE TABLE directory (
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account,
    PRIMARY KEY (kind, name)
);

CREATE TABLE iam_user (
    account_id         TEXT NOT NULL REFERENCES account,
    user_id            TEXT NOT NULL,
    name               TEXT NOT NULL,
    name_key           ${text} NOT NULL,
    path               TEXT NOT NULL,
    created_at         BIGINT NOT NULL,
    password_last_used BIGINT,
    PRIMARY KEY (account_id, user_id),
    UNIQUE (account_id, name_key)
);

CREATE TABLE iam_group (
    account_id TEXT NOT NULL REFERENCES account,
    group_id   TEXT NOT NULL,
    name       TEXT NOT NULL,
    name_key   ${text} NOT NULL,
    path       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, group_id),
    UNIQUE (account_id, name_key)
);

CREATE TABLE group_member (
    account_id TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    group_id   TEXT NOT NULL,
    PRIMARY KEY (account_id, user_id, group_id),
    FOREIGN KEY (account_id, user_id) REFERENCES iam_user,
    FOREIGN KEY (account_id, group_id) REFERENCES iam_group
);
CREATE INDEX group_member_by_group ON group_member (account_id, group_id);

-- holder_id is a user or a group.
CREATE TABLE inline_policy (
    account_id TEXT NOT NULL,
    holder_id  TEXT NOT NULL,
    name       TEXT NOT NULL,
    name_key   ${text} NOT NULL,
    document   TEXT NOT NULL,
    size       INTEGER NOT NULL,
    PRIMARY KEY (account_id, holder_id, name_key)
);

CREATE TABLE attached_policy (
    account_id TEXT NOT NULL,
    holder_id  TEXT NOT NULL,
    policy_arn ${text} NOT NULL,
    PRIMARY KEY (account_id, holder_id, policy_arn)
);

-- owner_id is a user or the root user, whose id is the account's.
CREATE TABLE login_profile (
    account_id    TEXT NOT NULL,
    owner_id      TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change   BOOLEAN NOT NULL,
    created_at    BIGINT NOT NULL,
    PRIMARY KEY (account_id, owner_id)
);

CREATE TABLE access_key (
    account_id TEXT NOT NULL,
    key_id     ${text} NOT NULL,
    owner_id   TEXT NOT NULL,
    active     BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    secret     ${bytes} NOT NULL,
    PRIMARY KEY (account_id, key_id)
);
CREATE INDEX access_key_by_owner ON access_key (account_id, owner_id);

-- An app or fob has the columns from algorithm to locked_until, a security key those from credential_id on.
CREATE TABLE mfa_device (
    account_id    TEXT NOT NULL,
    serial        ${text} NOT NULL,
    type          TEXT NOT NULL,
    owner_id      TEXT,
    enabled_at    BIGINT,
    algorithm     TEXT,
    hash          TEXT,
    digits        INTEGER,
    period        INTEGER,
    seed          ${bytes},
    last_step     BIGINT,
    clock_offset  BIGINT,
    version       BIGINT,
    failures      INTEGER,
    locked_until  BIGINT,
    credential_id TEXT,
    credential    TEXT,
    PRIMARY KEY (account_id, serial),
    UNIQUE (account_id, credential_id)
);
CREATE INDEX mfa_device_by_owner ON mfa_device (account_id, owner_id);

CREATE TABLE ceremony (
    account_id  TEXT NOT NULL,
    ceremony_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    owner_id    TEXT NOT NULL,
    state       TEXT NOT NULL,
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (account_id, ceremony_id)
);

CREATE TABLE browser_session (
    account_id   TEXT NOT NULL,
    token_hash   TEXT NOT NULL,
    owner_id     TEXT NOT NULL,
    signed_in_at BIGINT NOT NULL,
    mfa          TEXT,
    expires_at   BIGINT NOT NULL,
    PRIMARY KEY (account_id, token_hash)
);
CREATE INDEX browser_session_by_owner ON browser_session (account_id, owner_id);

CREATE TABLE session_cutoff (
    account_id  TEXT NOT NULL,
    owner_id    TEXT NOT NULL,
    valid_after BIGINT NOT NULL,
    PRIMARY KEY (account_id, owner_id)
);

CREATE TABLE event (
    account_id TEXT NOT NULL,
    event_id   TEXT NOT NULL,
    at         BIGINT NOT NULL,
    name       TEXT NOT NULL,
    detail     TEXT NOT NULL,
    PRIMARY KEY (account_id, event_id)
);
