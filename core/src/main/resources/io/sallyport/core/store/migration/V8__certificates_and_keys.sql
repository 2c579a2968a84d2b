-- key_digest tells keys apart whatever their texts; owner_id is a user.
CREATE TABLE ssh_public_key (
    account_id  TEXT NOT NULL,
    key_id      ${text} NOT NULL,
    owner_id    TEXT NOT NULL,
    body        TEXT NOT NULL,
    key_digest  TEXT NOT NULL,
    active      BOOLEAN NOT NULL,
    uploaded_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key_id),
    UNIQUE (account_id, owner_id, key_digest)
);

-- owner_id is a user or the root user, whose id is the account's. A certificate is one owner's only.
CREATE TABLE signing_certificate (
    account_id         TEXT NOT NULL,
    certificate_id     ${text} NOT NULL,
    owner_id           TEXT NOT NULL,
    body               TEXT NOT NULL,
    certificate_digest TEXT NOT NULL,
    active             BOOLEAN NOT NULL,
    uploaded_at        BIGINT NOT NULL,
    PRIMARY KEY (account_id, certificate_id),
    UNIQUE (account_id, certificate_digest)
);
CREATE INDEX signing_certificate_by_owner ON signing_certificate (account_id, owner_id);

-- Without private keys: what is not kept cannot leak.
CREATE TABLE server_certificate (
    account_id     TEXT NOT NULL REFERENCES account,
    certificate_id TEXT NOT NULL,
    name           TEXT NOT NULL,
    name_key       ${text} NOT NULL,
    path           TEXT NOT NULL,
    body           TEXT NOT NULL,
    chain          TEXT,
    uploaded_at    BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    PRIMARY KEY (account_id, certificate_id),
    UNIQUE (account_id, name_key)
);

-- alias is what the service knows the credential by: ServiceUserName, or ServiceCredentialAlias of an API key.
CREATE TABLE service_credential (
    account_id    TEXT NOT NULL,
    credential_id ${text} NOT NULL,
    owner_id      TEXT NOT NULL,
    service       TEXT NOT NULL,
    alias         TEXT NOT NULL,
    secret_hash   TEXT NOT NULL,
    active        BOOLEAN NOT NULL,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT,
    PRIMARY KEY (account_id, credential_id),
    UNIQUE (account_id, service, alias)
);
CREATE INDEX service_credential_by_owner ON service_credential (account_id, owner_id);
