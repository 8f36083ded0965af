-- What a card will still bring counts: an account that renews itself is not used up at zero.
-- depends: 0270_partner_exists

-- Pre-deploy. A new function only.

-- migrate: apply

CREATE FUNCTION renewal_ahead(of_partner text, of_client text, in_currency text) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT p.renew_by FROM payer p
        WHERE p.partner_id = of_partner AND p.client_id = of_client AND p.currency = in_currency AND p.renews
          AND EXISTS (SELECT FROM payment_card c WHERE c.partner_id = of_partner AND c.client_id = of_client)
          AND (SELECT m.state FROM payment m
               WHERE m.partner_id = of_partner AND m.client_id = of_client AND m.kind = 'renewal' AND m.state IN ('paid', 'failed')
                 AND m.created_at > (SELECT max(c.added_at) FROM payment_card c
                                     WHERE c.partner_id = of_partner AND c.client_id = of_client)
               ORDER BY m.created_at DESC LIMIT 1) IS DISTINCT FROM 'failed'), 0)
$$;
COMMENT ON FUNCTION renewal_ahead IS
    'What the next renewal adds to this account. 0: its payer renews nothing, has no card, or the last renewal since the newest card failed.';
COMMENT ON COLUMN funds_account.stopped_at IS
    'Since when messages are refused, because the funds are used up, and what the next renewal would add is as well.';

-- migrate: rollback
