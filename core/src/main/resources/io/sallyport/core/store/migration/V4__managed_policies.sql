-- owner_id is a user or a role. The policy is one of the account's or of AWS's.
CREATE TABLE permissions_boundary (
    account_id TEXT NOT NULL,
    owner_id   TEXT NOT NULL,
    policy_arn ${text} NOT NULL,
    PRIMARY KEY (account_id, owner_id)
);
CREATE INDEX permissions_boundary_by_policy ON permissions_boundary (account_id, policy_arn);
CREATE INDEX attached_policy_by_policy ON attached_policy (account_id, policy_arn);

-- The policies an account's customers made. They are never renamed nor moved, so that what attaches one may keep its arn.
-- last_version is the highest number ever given, which is not given again.
CREATE TABLE managed_policy (
    account_id      TEXT NOT NULL REFERENCES account,
    policy_id       TEXT NOT NULL,
    name            TEXT NOT NULL,
    name_key        ${text} NOT NULL,
    path            TEXT NOT NULL,
    arn             ${text} NOT NULL,
    description     TEXT,
    default_version INTEGER NOT NULL,
    last_version    INTEGER NOT NULL,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    PRIMARY KEY (account_id, policy_id),
    UNIQUE (account_id, name_key),
    UNIQUE (account_id, arn)
);

CREATE TABLE policy_version (
    account_id TEXT NOT NULL,
    policy_id  TEXT NOT NULL,
    version    INTEGER NOT NULL,
    document   TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, policy_id, version),
    FOREIGN KEY (account_id, policy_id) REFERENCES managed_policy
);
