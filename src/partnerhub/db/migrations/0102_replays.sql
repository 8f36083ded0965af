-- Replays: many events owed once more, chunk by chunk.
-- depends: 0070_audit_changes 0101_lanes

-- Pre-deploy. A new table and grants.

-- migrate: apply

CREATE TABLE replay (
    partner_id text NOT NULL REFERENCES partner (id),
    id text COLLATE "C" NOT NULL,
    state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'cancelled')),
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    type text,
    status text CHECK (status IN ('delivered', 'waiting', 'exhausted', 'dead', 'no_endpoint')),
    endpoint_id bigint,
    client_id text,
    channel_id text,
    reached text COLLATE "C" NOT NULL,
    looked_at bigint NOT NULL DEFAULT 0,
    owed bigint NOT NULL DEFAULT 0,
    owed_already bigint NOT NULL DEFAULT 0,
    without_endpoint bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    PRIMARY KEY (partner_id, id),
    CHECK ((state = 'running') = (finished_at IS NULL))
);
COMMENT ON TABLE replay IS 'A chunk of events is owed and `reached` moves on in one transaction, so a killed worker neither skips nor repeats.';
COMMENT ON COLUMN replay.reached IS 'The last event that was looked at; at first the lowest id there can be.';
CREATE INDEX replay_due ON replay (due_at) WHERE state = 'running';
CALL guard('replay');
GRANT SELECT, INSERT, UPDATE (state, finished_at) ON replay TO partnerhub_app;
GRANT SELECT, UPDATE (state, finished_at, reached, looked_at, owed, owed_already, without_endpoint, due_at), DELETE
    ON replay TO partnerhub_worker;

CALL keep_changes('replay', 'replay', 'id', 'reached looked_at owed owed_already without_endpoint due_at', '');

-- What is owed again is no longer given up.
GRANT DELETE ON failed_delivery TO partnerhub_app, partnerhub_worker;

-- migrate: rollback
