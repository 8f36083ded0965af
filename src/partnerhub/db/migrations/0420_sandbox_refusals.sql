-- Sandbox: customers to whom messages fail as they are told to, and customers who want no marketing messages.
-- depends: 0321_sandbox_preverified

-- Pre-deploy. A new column and a new table.

-- migrate: apply

ALTER TABLE sandbox.customer ADD COLUMN fails_with int;
COMMENT ON COLUMN sandbox.customer.fails_with IS 'The code of Meta that each message to them fails with after it was taken; null: they arrive.';

CREATE TABLE sandbox.marketing_stop (
    phone_id text NOT NULL REFERENCES sandbox.phone ON DELETE CASCADE,
    customer text NOT NULL,
    PRIMARY KEY (phone_id, customer)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.marketing_stop TO partnerhub_worker;

-- migrate: rollback
