-- Cards, payments by card, and when funds renew themselves.
-- depends: 0171_insights 0070_audit_changes

-- Pre-deploy. New tables, and a column with a constant default on the short table funds_account.

-- migrate: apply

CREATE TABLE payer (
    partner_id text NOT NULL REFERENCES partner (id),
    client_id text NOT NULL,
    customer text,
    currency text NOT NULL CHECK (currency IN ('usd', 'eur')),
    renews boolean NOT NULL DEFAULT true,
    renew_below numeric(18, 2) NOT NULL CHECK (renew_below >= 0),
    renew_by numeric(18, 2) NOT NULL CHECK (renew_by > 0),
    terms_accepted_at timestamptz,
    PRIMARY KEY (partner_id, client_id)
);
COMMENT ON TABLE payer IS 'Who pays for messages and how: a client, or (client_id empty) the partner itself.';
COMMENT ON COLUMN payer.customer IS 'What the payment provider calls this payer.';
COMMENT ON COLUMN payer.renew_below IS 'With a balance below this, renew_by is charged and added, as long as renews.';
CALL guard('payer');
GRANT SELECT, INSERT, UPDATE ON payer TO partnerhub_app;
GRANT SELECT ON payer TO partnerhub_worker;
CALL keep_changes('payer', 'payer', 'partner_id client_id', 'customer', '');

CREATE TABLE payment_card (
    partner_id text NOT NULL,
    client_id text NOT NULL,
    id text NOT NULL,
    token text NOT NULL,
    brand text NOT NULL,
    last4 text NOT NULL CHECK (last4 ~ '^[0-9]{4}$'),
    expires_month int NOT NULL CHECK (expires_month BETWEEN 1 AND 12),
    expires_year int NOT NULL,
    place int NOT NULL,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, id),
    UNIQUE (partner_id, client_id, token),
    FOREIGN KEY (partner_id, client_id) REFERENCES payer (partner_id, client_id)
);
COMMENT ON TABLE payment_card IS 'Cards that the payment provider keeps. Numbers and CVCs never come here: they are typed on the provider''s own page.';
COMMENT ON COLUMN payment_card.place IS 'The card with the lowest is charged first, the others in order when it is declined.';
CALL guard('payment_card');
GRANT SELECT, INSERT, UPDATE (place), DELETE ON payment_card TO partnerhub_app;
GRANT SELECT ON payment_card TO partnerhub_worker;
CALL keep_changes('payment_card', 'card', 'id', 'token', '');

CREATE TABLE payment (
    partner_id text NOT NULL,
    client_id text NOT NULL,
    id text NOT NULL,
    once text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('top_up', 'renewal', 'authorisation')),
    currency text NOT NULL CHECK (currency IN ('usd', 'eur')),
    amount numeric(18, 2) NOT NULL CHECK (amount > 0),
    fee numeric(18, 2) NOT NULL CHECK (fee >= 0),
    tax numeric(18, 2) NOT NULL CHECK (tax >= 0),
    tax_percent int NOT NULL,
    tax_note text NOT NULL,
    return_url text NOT NULL,
    falls_back boolean NOT NULL,
    card_id text NOT NULL,
    card text NOT NULL,
    tried text[] NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'confirming', 'paid', 'failed')),
    provider_id text,
    confirm_url text,
    code text,
    reason text,
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    due_at timestamptz,
    PRIMARY KEY (partner_id, id),
    UNIQUE (partner_id, client_id, once),
    FOREIGN KEY (partner_id, client_id) REFERENCES payer (partner_id, client_id),
    CHECK ((due_at IS NULL) = (state IN ('paid', 'failed')))
);
COMMENT ON TABLE payment IS 'Written before the provider is asked, so that no charge can be lost; booked in the transaction that makes it paid.';
COMMENT ON COLUMN payment.once IS 'Of the form that it was sent with: the same form sent twice is the same payment.';
COMMENT ON COLUMN payment.tried IS 'Cards that it was asked from, the present one last: their number is in the provider''s idempotency key.';
COMMENT ON COLUMN payment.card IS 'The present card as people read it, which outlives the card.';
COMMENT ON COLUMN payment.due_at IS 'When the worker takes it up, if nobody has settled it by then.';
CREATE UNIQUE INDEX payment_one_renewal ON payment (partner_id, client_id, currency)
    WHERE kind = 'renewal' AND state IN ('pending', 'confirming');
CREATE INDEX payment_of_payer ON payment (partner_id, client_id, created_at);
CREATE INDEX payment_due ON payment (due_at) WHERE due_at IS NOT NULL;
CALL guard('payment');
GRANT SELECT, INSERT, UPDATE ON payment TO partnerhub_app;
GRANT SELECT, UPDATE (due_at) ON payment TO partnerhub_worker;
CALL keep_changes('payment', 'payment', 'id', 'once due_at provider_id confirm_url return_url', '');

ALTER TABLE funds_account ADD COLUMN low_told boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN funds_account.low_told IS 'Its payer knows that the balance is low; false again once it is not.';

-- migrate: rollback
