-- Codes that stand in for a lost device. hash: SHA-256 over owner and code, in hex. A used one stays until new ones are
-- made, so that it is told from a wrong one, which counts.
CREATE TABLE recovery_code (
    account_id TEXT NOT NULL REFERENCES account,
    owner_id   TEXT NOT NULL,
    hash       TEXT NOT NULL,
    made_at    BIGINT NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (account_id, owner_id, hash)
);
