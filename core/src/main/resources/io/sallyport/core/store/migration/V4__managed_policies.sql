-- owner_id is a user or a role. The policy is one of the account's or of AWS's.
CREATE TABLE permissions_boundary (
    account_id TEXT NOT NULL,
    owner_id   TEXT NOT NULL,
    policy_arn ${text} NOT NULL,
    PRIMARY KEY (account_id, owner_id)
);
CREATE INDEX permissions_boundary_by_policy ON permissions_boundary (account_id, policy_arn);
CREATE INDEX attached_policy_by_policy ON attached_policy (account_id, policy_arn);
