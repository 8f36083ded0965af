-- Sandbox: keys that START gives out, each bound to the number that asked.
-- depends: 0120_sandbox_edges

-- Pre-deploy. New table only.

-- migrate: apply

CREATE TABLE sandbox.trial_key (
    customer    text PRIMARY KEY,
    phone_id    text NOT NULL REFERENCES sandbox.phone ON DELETE CASCADE,
    digest      text NOT NULL UNIQUE,
    url         text,
    sent        int NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.trial_key TO partnerhub_worker;

-- migrate: rollback
