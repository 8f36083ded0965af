-- Invoices, and to whom they are made out.
-- depends: 0220_payments

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE billing_details (
    partner_id text NOT NULL REFERENCES partner (id),
    client_id text NOT NULL,
    legal_name text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    address text NOT NULL DEFAULT '',
    country text NOT NULL DEFAULT '',
    vat_id text NOT NULL DEFAULT '',
    invoices int NOT NULL DEFAULT 0,
    PRIMARY KEY (partner_id, client_id)
);
COMMENT ON TABLE billing_details IS 'To whom invoices are made out: a client, or (client_id empty) the partner itself.';
COMMENT ON COLUMN billing_details.invoices IS 'How many there are; the last one''s number. After the first only e-mail and VAT ID change by themselves.';
CALL guard('billing_details');
GRANT SELECT, INSERT, UPDATE ON billing_details TO partnerhub_app;
CALL keep_changes('billing_details', 'billing_details', 'partner_id client_id', '', '');

CREATE TABLE invoice (
    partner_id text NOT NULL,
    client_id text NOT NULL,
    id text NOT NULL,
    number text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('prepayment', 'closing')),
    currency text NOT NULL CHECK (currency IN ('usd', 'eur')),
    period date,
    payment_id text,
    lines json NOT NULL,
    net numeric(18, 2) NOT NULL,
    tax numeric(18, 2) NOT NULL,
    tax_percent int NOT NULL,
    note text NOT NULL,
    total numeric(18, 2) NOT NULL,
    due numeric(18, 2) NOT NULL CHECK (due BETWEEN 0 AND total),
    state text NOT NULL CHECK (state IN ('pending', 'unpaid', 'paid')),
    issuer text NOT NULL,
    buyer text NOT NULL,
    issued_at timestamptz NOT NULL,
    paid_at timestamptz,
    PRIMARY KEY (partner_id, id),
    UNIQUE (partner_id, number),
    UNIQUE (partner_id, payment_id),
    UNIQUE (partner_id, client_id, currency, period),
    FOREIGN KEY (partner_id, client_id) REFERENCES billing_details (partner_id, client_id),
    CHECK ((kind = 'closing') = (period IS NOT NULL)),
    CHECK ((state = 'paid') = (due = 0))
);
COMMENT ON TABLE invoice IS 'As they were issued: what changes later changes no invoice, but what is due of it.';
COMMENT ON COLUMN invoice.period IS 'First day of the month that a monthly closing invoice is for.';
CREATE INDEX invoice_of_payer ON invoice (partner_id, client_id, issued_at);
CALL guard('invoice');
GRANT SELECT, INSERT, UPDATE (state, due, paid_at) ON invoice TO partnerhub_app;
GRANT SELECT ON invoice TO partnerhub_worker;

-- migrate: rollback
