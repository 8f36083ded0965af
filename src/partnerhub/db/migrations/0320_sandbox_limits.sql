-- Sandbox: how far ahead of Meta's pace senders are, and who lets a business call.
-- depends: 0270_partner_exists 0181_sandbox_faults

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE sandbox.pace (
    name      text PRIMARY KEY,
    clear_at  timestamptz NOT NULL
);
COMMENT ON TABLE sandbox.pace IS 'What has a pace (a number, a number and a person, a WABA) and when it will have caught up with it.';

CREATE TABLE sandbox.call_permission (
    phone_id  text NOT NULL REFERENCES sandbox.phone ON DELETE CASCADE,
    customer  text NOT NULL,
    until     timestamptz NOT NULL,
    PRIMARY KEY (phone_id, customer)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.pace, sandbox.call_permission TO partnerhub_worker;

-- migrate: rollback
