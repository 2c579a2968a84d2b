-- Whether a security key was made to sign in alone: whoever asks for an unknown user's passkeys is shown such as others have.
ALTER TABLE mfa_device ADD COLUMN passkey BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE mfa_device SET passkey = TRUE WHERE credential LIKE '%"passkey":true%';
CREATE INDEX mfa_device_by_passkey ON mfa_device (account_id, owner_id) WHERE passkey;
