-- Consecutive wrong tries of an owner, whichever device they were for; what is core.mfa.Guessed. An owner is a user, the
-- root user, whose id is the account's, or nobody: what is tried against a name that nobody bears is written down too.
CREATE TABLE wrong_tries (
    account_id   TEXT NOT NULL REFERENCES account,
    owner_id     TEXT NOT NULL,
    what         TEXT NOT NULL,
    failures     INTEGER NOT NULL,
    locked_until BIGINT NOT NULL,
    refused      BIGINT NOT NULL,
    PRIMARY KEY (account_id, owner_id, what)
);

-- Devices that nobody has, so that looking for one that does not exist takes what it takes to look at one that does.
CREATE TABLE decoy_device (
    account_id   TEXT NOT NULL REFERENCES account,
    serial       ${text} NOT NULL,
    seed         ${bytes} NOT NULL,
    failures     INTEGER NOT NULL,
    locked_until BIGINT NOT NULL,
    refused      BIGINT NOT NULL,
    PRIMARY KEY (account_id, serial)
);

-- How many codes were refused, for whatever reason. It changes with each, so that each is written: SQLite writes no row
-- that stays as it was, and the time would tell which one counted as wrong.
ALTER TABLE mfa_device ADD COLUMN refused BIGINT NOT NULL DEFAULT 0;
