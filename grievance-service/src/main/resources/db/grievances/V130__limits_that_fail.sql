-- When to look again at a limit whose grievance could not be looked at; null if that did not fail.
ALTER TABLE grievance_limits ADD COLUMN retry_at timestamptz;

CREATE INDEX grievance_limits_to_retry ON grievance_limits (retry_at) WHERE retry_at IS NOT NULL;
