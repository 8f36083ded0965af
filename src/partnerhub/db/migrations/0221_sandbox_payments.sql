-- Sandbox: a payment provider.
-- depends: 0181_sandbox_faults

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE sandbox.pay_thing (
    id          text PRIMARY KEY,
    customer    text NOT NULL,
    doc         json NOT NULL,
    created_at  timestamptz NOT NULL
);
COMMENT ON TABLE sandbox.pay_thing IS 'Customers, payment methods, checkout sessions, payment intents and refunds, as the provider answers with them. No card number and no CVC is in any of them.';
CREATE INDEX pay_thing_of_customer ON sandbox.pay_thing (customer, created_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.pay_thing TO partnerhub_worker;

CREATE TABLE sandbox.pay_request (
    key         text PRIMARY KEY,
    status      int NOT NULL,
    body        text NOT NULL
);
COMMENT ON TABLE sandbox.pay_request IS 'Answers by idempotency key: the same key gets the same answer, and nothing is done again.';
GRANT SELECT, INSERT, UPDATE ON sandbox.pay_request TO partnerhub_worker;

-- migrate: rollback
