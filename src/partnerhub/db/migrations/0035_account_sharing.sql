-- Account sharing: WABAs that reach us by a multi-partner solution, with tokens that end; solutions in the sandbox.
-- depends: 0034_channel_operations 0021_flows

-- Pre-deploy. Columns without a default, one index, and a check on sandbox.node made anew (the sandbox's own, small table).

-- migrate: apply

ALTER TABLE waba ADD COLUMN solution_id text;
ALTER TABLE waba ADD COLUMN token_refresh_at timestamptz;
COMMENT ON COLUMN waba.solution_id IS 'Meta''s multi-partner solution that shares the WABA with us; null: its client''s own signup does.';
COMMENT ON COLUMN waba.token_refresh_at IS 'When the solution is asked for another token; null: never, the token has no end.';
CREATE INDEX waba_token_ending ON waba (token_refresh_at) WHERE token_refresh_at IS NOT NULL;
GRANT UPDATE (token_refresh_at) ON waba TO partnerhub_worker;

ALTER TABLE sandbox.node DROP CONSTRAINT node_kind_check;
ALTER TABLE sandbox.node ADD CONSTRAINT node_kind_check
    CHECK (kind IN ('business', 'waba', 'phone', 'template', 'media', 'user', 'app', 'flow', 'solution'));

CREATE TABLE sandbox.solution (
    id          text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    name        text NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE sandbox.solution_waba (
    solution_id  text NOT NULL REFERENCES sandbox.solution ON DELETE CASCADE,
    waba_id      text NOT NULL REFERENCES sandbox.waba ON DELETE CASCADE,
    PRIMARY KEY (solution_id, waba_id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.solution, sandbox.solution_waba TO partnerhub_worker;

-- migrate: rollback
