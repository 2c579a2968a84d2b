-- Of which revoked models of security keys the account's log was told, as JSON; NULL for none.
ALTER TABLE account_setting ADD COLUMN told_models TEXT;
