-- What an account signs tokens for other systems with; secret is a sealed PKCS #8 key, public_key a JSON Web Key. A key
-- that was replaced is shown for as long as tokens of it may be about.
CREATE TABLE web_identity_key (
    account_id  TEXT NOT NULL REFERENCES account,
    key_id      ${text} NOT NULL,
    algorithm   TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    replaced_at BIGINT,
    public_key  TEXT NOT NULL,
    secret      ${bytes} NOT NULL,
    PRIMARY KEY (account_id, key_id)
);

-- Whoever verifies a token knows its issuer, not the account.
INSERT INTO directory (kind, name, account_id)
SELECT 'issuer', outbound_issuer, account_id FROM account_setting WHERE outbound_issuer IS NOT NULL;
