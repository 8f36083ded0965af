-- What the sandbox's stand-in for a partner's own server received.
-- depends: 0010_sandbox

-- Pre-deploy. New table only.

-- migrate: apply

CREATE TABLE sandbox.received (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         text NOT NULL,
    received_at  timestamptz NOT NULL,
    headers      json NOT NULL,
    body         text NOT NULL
);
CREATE INDEX ON sandbox.received (name, id);
GRANT SELECT, INSERT, DELETE ON sandbox.received TO partnerhub_worker;

-- migrate: rollback
