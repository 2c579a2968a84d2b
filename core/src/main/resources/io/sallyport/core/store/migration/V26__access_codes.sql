-- How an account's help desk works; an account without a row has the defaults.
CREATE TABLE help_desk_rules (
    account_id           TEXT NOT NULL PRIMARY KEY REFERENCES account,
    four_eyes            BOOLEAN NOT NULL,
    first_device_by_code BOOLEAN NOT NULL,
    compares             TEXT NOT NULL,
    code_seconds         BIGINT NOT NULL,
    approval_seconds     BIGINT NOT NULL
);

-- A help desk's wish to let a user enrol a device. expires_at: of the wish until it is approved, then of its code.
-- holds: her device was lost, and until she has another her password alone opens nothing.
-- code_hash: SHA-256 of request and code, there while the code may be used.
CREATE TABLE access_code_request (
    account_id       TEXT NOT NULL,
    request_id       TEXT NOT NULL,
    user_id          TEXT NOT NULL,
    state            TEXT NOT NULL,
    reason           TEXT,
    lost_serial      TEXT,
    code_seconds     BIGINT NOT NULL,
    requested_by     TEXT NOT NULL,
    requested_person TEXT NOT NULL,
    requested_arn    TEXT NOT NULL,
    requested_at     BIGINT NOT NULL,
    decided_by       TEXT,
    decided_person   TEXT,
    decided_arn      TEXT,
    decided_at       BIGINT,
    code_hash        TEXT,
    holds            BOOLEAN NOT NULL,
    expires_at       BIGINT NOT NULL,
    used_at          BIGINT,
    enrolled_serial  TEXT,
    PRIMARY KEY (account_id, request_id),
    FOREIGN KEY (account_id, user_id) REFERENCES iam_user ON DELETE CASCADE
);
-- A user's story is one at a time.
CREATE UNIQUE INDEX access_code_request_open ON access_code_request (account_id, user_id)
    WHERE state IN ('REQUESTED', 'ISSUED');
CREATE INDEX access_code_request_by_time ON access_code_request (account_id, requested_at);
