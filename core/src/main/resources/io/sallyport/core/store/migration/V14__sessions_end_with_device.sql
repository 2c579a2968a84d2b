-- Whether a session ends when the MFA device it was opened with is no longer its owner's factor.
ALTER TABLE account_setting ADD COLUMN sessions_end_with_device BOOLEAN NOT NULL DEFAULT FALSE;
