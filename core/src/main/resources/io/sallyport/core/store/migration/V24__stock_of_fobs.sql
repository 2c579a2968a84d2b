-- Where a fob is; null for what is no fob. Its owner is there if, and only if, it is assigned.
ALTER TABLE mfa_device ADD COLUMN stock_state TEXT
    CHECK ((stock_state = 'ASSIGNED') = (owner_id IS NOT NULL));
-- Whether an operator has to see two of its codes before it becomes anybody's.
ALTER TABLE mfa_device ADD COLUMN held BOOLEAN NOT NULL DEFAULT FALSE;
-- When it came to be where it is, and who said so; null if nobody wrote it down.
ALTER TABLE mfa_device ADD COLUMN stock_at BIGINT;
ALTER TABLE mfa_device ADD COLUMN stock_by TEXT;
ALTER TABLE mfa_device ADD COLUMN maker TEXT;

UPDATE mfa_device
SET stock_state = CASE WHEN owner_id IS NULL THEN 'IN_STOCK' ELSE 'ASSIGNED' END, stock_at = enabled_at
WHERE type = 'FOB';
CREATE INDEX mfa_device_by_stock_state ON mfa_device (account_id, stock_state, serial);
