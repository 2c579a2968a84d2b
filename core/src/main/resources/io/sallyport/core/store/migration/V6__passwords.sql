ALTER TABLE login_profile ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
UPDATE login_profile SET changed_at = created_at;

-- Passwords that were replaced, while the account's policy wants them remembered. The highest number is the latest.
CREATE TABLE password_history (
    account_id    TEXT NOT NULL,
    owner_id      TEXT NOT NULL,
    number        BIGINT NOT NULL,
    password_hash TEXT NOT NULL,
    PRIMARY KEY (account_id, owner_id, number)
);

CREATE TABLE password_policy (
    account_id            TEXT NOT NULL PRIMARY KEY REFERENCES account,
    minimum_length        INTEGER NOT NULL,
    require_symbols       BOOLEAN NOT NULL,
    require_numbers       BOOLEAN NOT NULL,
    require_uppercase     BOOLEAN NOT NULL,
    require_lowercase     BOOLEAN NOT NULL,
    allow_users_to_change BOOLEAN NOT NULL,
    max_age_days          INTEGER,
    reuse_prevention      INTEGER,
    hard_expiry           BOOLEAN
);

-- 'AWS' or 'NIST'.
ALTER TABLE account ADD COLUMN password_profile TEXT NOT NULL DEFAULT 'AWS';
