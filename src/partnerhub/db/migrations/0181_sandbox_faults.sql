-- Sandbox: faults that wait for a call of the Graph.
-- depends: 0120_sandbox_edges

-- Pre-deploy. New table only.

-- migrate: apply

CREATE TABLE sandbox.fault (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    method      text NOT NULL,
    edge        text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('error', 'html', 'cut', 'hang')),
    code        int NOT NULL,
    times       int,
    created_at  timestamptz NOT NULL
);
COMMENT ON COLUMN sandbox.fault.times IS 'How often it still strikes; null: until it is taken away.';
GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.fault TO partnerhub_worker;

-- migrate: rollback
