-- trust_policy holds unique ids where it was given ARNs of this account's users and roles. linked_service is the principal
-- of the service whose service-linked role it is, null for others.
CREATE TABLE iam_role (
    account_id     TEXT NOT NULL REFERENCES account,
    role_id        TEXT NOT NULL,
    name           TEXT NOT NULL,
    name_key       ${text} NOT NULL,
    path           TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    trust_policy   TEXT NOT NULL,
    description    TEXT,
    max_session    INTEGER NOT NULL,
    linked_service TEXT,
    PRIMARY KEY (account_id, role_id),
    UNIQUE (account_id, name_key)
);

CREATE TABLE instance_profile (
    account_id TEXT NOT NULL REFERENCES account,
    profile_id TEXT NOT NULL,
    name       TEXT NOT NULL,
    name_key   ${text} NOT NULL,
    path       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    role_id    TEXT,
    PRIMARY KEY (account_id, profile_id),
    UNIQUE (account_id, name_key),
    FOREIGN KEY (account_id, role_id) REFERENCES iam_role
);
CREATE INDEX instance_profile_by_role ON instance_profile (account_id, role_id);

-- Service-linked roles that were deleted, by the task that DeleteServiceLinkedRole answered with.
CREATE TABLE role_deletion (
    account_id TEXT NOT NULL REFERENCES account,
    task_id    TEXT NOT NULL,
    deleted_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, task_id)
);
