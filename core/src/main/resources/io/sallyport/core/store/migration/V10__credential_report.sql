-- The report as it was generated, so that every node hands out the same.
CREATE TABLE credential_report (
    account_id   TEXT NOT NULL PRIMARY KEY REFERENCES account,
    generated_at BIGINT NOT NULL,
    content      TEXT NOT NULL
);
