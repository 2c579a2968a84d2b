-- Codes that stand in for a lost device. A set is made as a whole; wrong codes count against all of it.
CREATE TABLE recovery_code_set (
    account_id   TEXT NOT NULL REFERENCES account,
    owner_id     TEXT NOT NULL,
    made_at      BIGINT NOT NULL,
    failures     INTEGER NOT NULL,
    locked_until BIGINT NOT NULL,
    PRIMARY KEY (account_id, owner_id)
);

-- hash: SHA-256 over owner and code, in hex.
CREATE TABLE recovery_code (
    account_id TEXT NOT NULL,
    owner_id   TEXT NOT NULL,
    hash       TEXT NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (account_id, owner_id, hash),
    FOREIGN KEY (account_id, owner_id) REFERENCES recovery_code_set ON DELETE CASCADE
);
