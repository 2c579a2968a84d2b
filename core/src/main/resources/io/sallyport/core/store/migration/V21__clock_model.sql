-- What is known of a time-based device's clock: at clock_at it was clock_seconds ahead of ours and gained clock_rate seconds
-- in a second, with the covariance of both (core.mfa.ClockEstimate). clock_at is null until it was learnt from.
ALTER TABLE mfa_device ADD COLUMN clock_at BIGINT;
ALTER TABLE mfa_device ADD COLUMN clock_seconds DOUBLE PRECISION;
ALTER TABLE mfa_device ADD COLUMN clock_rate DOUBLE PRECISION;
ALTER TABLE mfa_device ADD COLUMN clock_seconds_variance DOUBLE PRECISION;
ALTER TABLE mfa_device ADD COLUMN clock_covariance DOUBLE PRECISION;
ALTER TABLE mfa_device ADD COLUMN clock_rate_variance DOUBLE PRECISION;
ALTER TABLE mfa_device ADD COLUMN clock_uses BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mfa_device ADD COLUMN clock_jumped_at BIGINT;
ALTER TABLE mfa_device ADD COLUMN clock_jump_seconds DOUBLE PRECISION;

-- The offset that two codes proved so far, in steps, is where each begins: since it was enabled, as far as anybody knows,
-- and with a rate that nobody has watched (ClockNoise: 5 ppm of a fob, none of an app).
UPDATE mfa_device
SET clock_at = enabled_at, clock_seconds = clock_offset * period, clock_rate = 0,
    clock_seconds_variance = period * period / 12.0 + 64, clock_covariance = 0,
    clock_rate_variance = CASE WHEN type = 'FOB' THEN 2.5e-11 ELSE 0 END
WHERE algorithm = 'TOTP';
ALTER TABLE mfa_device DROP COLUMN clock_offset;
