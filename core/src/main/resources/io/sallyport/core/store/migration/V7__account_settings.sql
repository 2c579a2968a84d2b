-- What an account chose for itself; an account without a row has the defaults. The issuer stays when it is disabled:
-- enabled again, it is the same one.
CREATE TABLE account_setting (
    account_id       TEXT NOT NULL PRIMARY KEY REFERENCES account,
    token_version    INTEGER NOT NULL,
    outbound_issuer  TEXT,
    outbound_enabled BOOLEAN NOT NULL
);
