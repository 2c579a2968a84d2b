-- Each assertion opens one session. A row goes once its assertion would be refused for its age.
CREATE TABLE used_saml_assertion (
    account_id TEXT NOT NULL REFERENCES account,
    assertion  ${text} NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, assertion)
);
CREATE INDEX used_saml_assertion_expiry ON used_saml_assertion (account_id, expires_at);
