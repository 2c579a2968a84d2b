-- What an account asks of security keys, as JSON; NULL for the standard rules.
ALTER TABLE account_setting ADD COLUMN key_rules TEXT;
