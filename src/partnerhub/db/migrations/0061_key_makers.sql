-- A key that a partner made works while the client shares the channel; one that the client made works until it is replaced.
-- depends: 0060_entering

-- Pre-deploy. A nullable-free column with a constant default takes a short lock on channel_key.

-- migrate: apply

ALTER TABLE channel_key ADD COLUMN made_by text NOT NULL DEFAULT 'partner' CHECK (made_by IN ('partner', 'client'));

CREATE OR REPLACE FUNCTION enter_by_channel_key(given bytea)
RETURNS TABLE (partner_id text, channel_id text, client_id text, waba_id text, phone_number_id text, waba_external_id text,
               phone_number text, graph_token bytea, hub_status text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('partnerhub.partner', '', false);
    RETURN QUERY
    SELECT set_config('partnerhub.partner', k.partner_id, false), ch.id, ch.client_id, ch.waba_id, ch.external_id, w.external_id,
           ch.setup_info ->> 'phone_number', w.graph_token, ch.hub_status
    FROM channel_key k
    JOIN channel ch ON ch.partner_id = k.partner_id AND ch.id = k.channel_id
    JOIN waba w ON w.partner_id = ch.partner_id AND w.id = ch.waba_id
    WHERE k.digest = given AND k.revoked_at IS NULL AND (k.made_by = 'client' OR ch.permission_granted_at IS NOT NULL);
END
$$;

-- migrate: rollback
