-- The entry functions of the two APIs clear the tenant before they look, so that a connection may be handed to them as it is.
-- depends: 0050_keys_limits

-- Pre-deploy. Functions only.

-- migrate: apply

CREATE OR REPLACE FUNCTION enter_by_partner_key(given bytea, address inet)
RETURNS TABLE (partner_id text, key_id text, scopes text[], here boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found partner_key;
BEGIN
    PERFORM set_config('partnerhub.partner', '', false);
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

-- migrate: rollback
