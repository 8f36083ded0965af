-- Partner keys with scopes, addresses and last use; rate limits; idempotency keys.
-- depends: 0002_partners_access

-- Pre-deploy. Adding nullable columns takes a short lock on partner_key; the entry function is replaced with them.

-- migrate: apply

ALTER TABLE partner_key ADD COLUMN scopes text[], ADD COLUMN addresses cidr[];
COMMENT ON COLUMN partner_key.scopes IS 'What the key may do; null: everything.';
COMMENT ON COLUMN partner_key.addresses IS 'Where it may be used from; null: anywhere.';

DROP FUNCTION enter_by_partner_key(bytea);
CREATE FUNCTION enter_by_partner_key(given bytea, address inet)
RETURNS TABLE (partner_id text, key_id text, scopes text[], here boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found partner_key;
BEGIN
    SELECT * INTO found FROM partner_key k
    WHERE k.digest = given AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now());
    IF found.id IS NULL THEN RETURN; END IF;
    IF found.last_used_at IS NULL OR found.last_used_at < now() - interval '1 minute' THEN
        UPDATE partner_key k SET last_used_at = now() WHERE k.id = found.id AND k.partner_id = found.partner_id;
    END IF;
    RETURN QUERY SELECT set_config('partnerhub.partner', found.partner_id, false), found.id, found.scopes,
        found.addresses IS NULL OR address <<= ANY (found.addresses);
END
$$;
REVOKE EXECUTE ON FUNCTION enter_by_partner_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_by_partner_key TO partnerhub_app;

CREATE UNLOGGED TABLE rate_window (
    partner_id text NOT NULL,
    policy text NOT NULL,
    subject text NOT NULL,
    ends_at timestamptz NOT NULL,
    used integer NOT NULL,
    PRIMARY KEY (partner_id, policy, subject, ends_at)
) WITH (fillfactor = 70);
COMMENT ON TABLE rate_window IS 'What of a quota is spent or lent to a process. Unlogged: a crash forgives, nothing else is lost.';
CREATE INDEX rate_window_over ON rate_window (ends_at);
CALL guard('rate_window');
GRANT SELECT, INSERT, UPDATE ON rate_window TO partnerhub_app;
GRANT SELECT, DELETE ON rate_window TO partnerhub_worker;

CREATE TABLE idempotency (
    partner_id text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status integer,
    body bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id, key)
);
COMMENT ON COLUMN idempotency.status IS 'Null while the first call is under way.';
CREATE INDEX idempotency_old ON idempotency (created_at);
CALL guard('idempotency');
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency TO partnerhub_app;
GRANT SELECT, DELETE ON idempotency TO partnerhub_worker;

-- migrate: rollback
