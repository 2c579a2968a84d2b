-- How often each user, role or root attempted each action, allowed or not, and when last. Written in batches.
CREATE TABLE access_record (
    account_id TEXT NOT NULL REFERENCES account,
    owner_id   TEXT NOT NULL,
    service    ${text} NOT NULL,
    action     ${text} NOT NULL,
    attempts   BIGINT NOT NULL,
    last_at    BIGINT NOT NULL,
    region     TEXT,
    PRIMARY KEY (account_id, owner_id, service, action)
);

-- What was last accessed, as it was when somebody asked. requester is whoever may read it; content is JSON.
CREATE TABLE access_report (
    account_id TEXT NOT NULL REFERENCES account,
    job_id     TEXT NOT NULL,
    requester  TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    content    TEXT NOT NULL,
    PRIMARY KEY (account_id, job_id)
);
CREATE INDEX access_report_by_age ON access_report (account_id, created_at);

-- The root user's last sign-in by password; null if there was none since this is kept.
ALTER TABLE account ADD COLUMN root_password_last_used BIGINT;

-- When a device last showed who its owner is; null for one that did not since this is kept.
ALTER TABLE mfa_device ADD COLUMN last_used_at BIGINT;
