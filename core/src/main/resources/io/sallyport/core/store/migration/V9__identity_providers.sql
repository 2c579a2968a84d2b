-- Identity providers have no id but their ARN. Lists of short texts, always read whole, are JSON.
CREATE TABLE oidc_provider (
    account_id  TEXT NOT NULL REFERENCES account,
    arn         ${text} NOT NULL,
    url         TEXT NOT NULL,
    client_ids  TEXT NOT NULL,
    thumbprints TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (account_id, arn)
);

CREATE TABLE saml_provider (
    account_id  TEXT NOT NULL REFERENCES account,
    arn         ${text} NOT NULL,
    uuid        TEXT NOT NULL,
    metadata    TEXT NOT NULL,
    encryption  TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    PRIMARY KEY (account_id, arn)
);

-- What decrypts assertions; secret is a sealed PKCS #8 key.
CREATE TABLE saml_private_key (
    account_id   TEXT NOT NULL,
    provider_arn ${text} NOT NULL,
    key_id       ${text} NOT NULL,
    added_at     BIGINT NOT NULL,
    secret       ${bytes} NOT NULL,
    PRIMARY KEY (account_id, provider_arn, key_id),
    FOREIGN KEY (account_id, provider_arn) REFERENCES saml_provider
);
