-- What happened, as CloudTrail tells it. What stood in V1's table is told anew when the store is opened, which can seal.
ALTER TABLE event RENAME TO event_before_chain;

-- record is the text that counts; the columns from name to access_key_id repeat of it what is looked up by.
-- node wrote it; sequence and hash are its place in that node's chain, and NULL until it has one.
CREATE TABLE event (
    account_id    TEXT NOT NULL,
    event_id      TEXT NOT NULL,
    at            BIGINT NOT NULL,
    node          ${text} NOT NULL,
    sequence      BIGINT,
    hash          ${bytes},
    seal          ${bytes} NOT NULL,
    name          ${text} NOT NULL,
    source        ${text} NOT NULL,
    read_only     BOOLEAN NOT NULL,
    username      ${text},
    access_key_id ${text},
    record        TEXT NOT NULL,
    PRIMARY KEY (account_id, event_id)
);
CREATE INDEX event_by_time ON event (account_id, at);
CREATE INDEX event_by_name ON event (account_id, name, at);
CREATE INDEX event_by_username ON event (account_id, username, at);
CREATE INDEX event_by_key ON event (account_id, access_key_id, at);
CREATE INDEX event_unchained ON event (node, at) WHERE sequence IS NULL;
CREATE UNIQUE INDEX event_chained ON event (node, sequence) WHERE sequence IS NOT NULL;

CREATE TABLE event_resource (
    account_id TEXT NOT NULL,
    event_id   TEXT NOT NULL,
    type       ${text} NOT NULL,
    name       ${text} NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (account_id, event_id, type, name)
);
CREATE INDEX event_resource_by_name ON event_resource (account_id, name, at);
CREATE INDEX event_resource_by_type ON event_resource (account_id, type, at);

-- The installation's own, of no account: a node's chain runs through all accounts that it serves.
-- kind is HEAD, or ANCHOR for the last record that retention has removed.
CREATE TABLE event_checkpoint (
    node      ${text} NOT NULL,
    sequence  BIGINT NOT NULL,
    kind      TEXT NOT NULL,
    hash      ${bytes} NOT NULL,
    at        BIGINT NOT NULL,
    key_id    TEXT NOT NULL,
    signature ${bytes} NOT NULL,
    PRIMARY KEY (node, sequence, kind)
);

-- What checkpoints are signed with, Ed25519; the private half is sealed.
CREATE TABLE event_key (
    key_id      TEXT NOT NULL PRIMARY KEY,
    public_key  ${bytes} NOT NULL,
    private_key ${bytes} NOT NULL,
    created_at  BIGINT NOT NULL
);
