-- An endpoint's standing: each change of it is told once.
-- depends: 0090_multi_webhook

-- Pre-deploy. A column with a constant default, and a check of a small table: short locks on endpoint.

-- migrate: apply

ALTER TABLE endpoint
    ADD COLUMN standing text NOT NULL DEFAULT 'healthy' CHECK (standing IN ('healthy', 'failing', 'disabled', 'resuming'));
UPDATE endpoint SET standing = CASE WHEN disabled_at IS NOT NULL THEN 'disabled' ELSE 'failing' END
WHERE disabled_at IS NOT NULL OR failures >= 10;
ALTER TABLE endpoint ADD CONSTRAINT endpoint_disabled CHECK ((standing = 'disabled') = (disabled_at IS NOT NULL));
COMMENT ON COLUMN endpoint.standing IS
    'healthy; failing: the breaker is open, one probe at a time; disabled: what is owed waits; resuming: enabled again, no success yet.';
COMMENT ON COLUMN endpoint.paused_until IS
    'Nothing is claimed before: the receiver is busy, the breaker is open, or a worker holds the one probe until then.';
GRANT UPDATE (standing) ON endpoint TO partnerhub_worker;

-- A target that is set again or enabled starts afresh, with all attempts.
GRANT UPDATE (attempt) ON delivery TO partnerhub_app;

-- migrate: rollback
