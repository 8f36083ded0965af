-- Sandbox: phone numbers that a partner verifies beforehand, for its clients to take.
-- depends: 0320_sandbox_limits 0160_sandbox_breadth

-- Pre-deploy. New tables, and one more kind of node.

-- migrate: apply

ALTER TABLE sandbox.node DROP CONSTRAINT node_kind_check;
ALTER TABLE sandbox.node ADD CONSTRAINT node_kind_check
    CHECK (kind IN ('business', 'waba', 'phone', 'template', 'media', 'user', 'app', 'flow', 'solution', 'dataset', 'group',
                    'signup', 'credit', 'allocation', 'preverified'));

CREATE TABLE sandbox.preverified (
    id            text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    business_id   text NOT NULL,
    digits        text NOT NULL UNIQUE,
    otp           text,
    otp_until     timestamptz,
    otp_failures  int NOT NULL DEFAULT 0,
    verified_at   timestamptz,
    created_at    timestamptz NOT NULL
);

CREATE TABLE sandbox.preverified_partner (
    preverified_id  text NOT NULL REFERENCES sandbox.preverified ON DELETE CASCADE,
    business_id     text NOT NULL REFERENCES sandbox.business ON DELETE CASCADE,
    PRIMARY KEY (preverified_id, business_id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.preverified, sandbox.preverified_partner TO partnerhub_worker;

-- migrate: rollback
