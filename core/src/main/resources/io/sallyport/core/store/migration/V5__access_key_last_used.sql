-- When a key last signed a request, for which service and region; empty for one that never did. Written in batches.
ALTER TABLE access_key ADD COLUMN last_used_at BIGINT;
ALTER TABLE access_key ADD COLUMN last_used_service TEXT;
ALTER TABLE access_key ADD COLUMN last_used_region TEXT;
