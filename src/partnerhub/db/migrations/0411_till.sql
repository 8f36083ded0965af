-- A card that nobody charges brings nothing: whether the installation has a payment provider is known where funds are judged.
-- depends: 0410_meta_health

-- Pre-deploy. A new table of one row; a function reads it.

-- migrate: apply

CREATE TABLE till (
    charges boolean NOT NULL,
    one boolean PRIMARY KEY DEFAULT true CHECK (one)
);
COMMENT ON TABLE till IS 'One row: whether the workers of this installation have a payment provider, so that cards are charged. As the last one that started has it.';
INSERT INTO till (charges) VALUES (true);
GRANT SELECT ON till TO partnerhub_app;
GRANT SELECT, UPDATE (charges) ON till TO partnerhub_worker;

CREATE OR REPLACE FUNCTION renewal_ahead(of_partner text, of_client text, in_currency text) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT p.renew_by FROM payer p
        WHERE p.partner_id = of_partner AND p.client_id = of_client AND p.currency = in_currency AND p.renews
          AND EXISTS (SELECT FROM till WHERE charges)
          AND EXISTS (SELECT FROM payment_card c WHERE c.partner_id = of_partner AND c.client_id = of_client)
          AND (SELECT m.state FROM payment m
               WHERE m.partner_id = of_partner AND m.client_id = of_client AND m.kind = 'renewal' AND m.state IN ('paid', 'failed')
                 AND m.created_at > (SELECT max(c.added_at) FROM payment_card c
                                     WHERE c.partner_id = of_partner AND c.client_id = of_client)
               ORDER BY m.created_at DESC LIMIT 1) IS DISTINCT FROM 'failed'), 0)
$$;
COMMENT ON FUNCTION renewal_ahead IS
    'What the next renewal adds to this account. 0: its payer renews nothing or has no card, nobody charges cards, or the last renewal since the newest card failed.';

-- migrate: rollback
