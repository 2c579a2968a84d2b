-- Who is told of what happens to devices. notices: comma-separated; secret: sealed.
CREATE TABLE webhook (
    account_id    TEXT NOT NULL REFERENCES account,
    webhook_id    TEXT NOT NULL,
    url           TEXT NOT NULL,
    notices       TEXT NOT NULL,
    secret        ${bytes} NOT NULL,
    created_at    BIGINT NOT NULL,
    failing_since BIGINT,
    PRIMARY KEY (account_id, webhook_id)
);

-- What is still to be delivered: written in the transaction that it tells of.
CREATE TABLE webhook_delivery (
    account_id  TEXT NOT NULL,
    delivery_id TEXT NOT NULL,
    webhook_id  TEXT NOT NULL,
    body        TEXT NOT NULL,
    attempts    INTEGER NOT NULL,
    due_at      BIGINT NOT NULL,
    PRIMARY KEY (account_id, delivery_id),
    FOREIGN KEY (account_id, webhook_id) REFERENCES webhook ON DELETE CASCADE
);
CREATE INDEX webhook_delivery_by_due ON webhook_delivery (due_at);
