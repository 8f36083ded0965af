-- How many messages a second Meta takes of a number (contract messaging-and-meta B.8), known where its key is let in.
-- depends: 0036_marketing_routing 0041_unpaid

-- Pre-deploy. A column without a default, and one function with two more columns at its end.

-- migrate: apply

ALTER TABLE channel ADD COLUMN throughput text;
COMMENT ON COLUMN channel.throughput IS 'Meta''s word: STANDARD, HIGH, NOT_APPLICABLE; null: not asked yet.';
GRANT UPDATE (throughput) ON channel TO partnerhub_worker;

DROP FUNCTION enter_by_channel_key;
CREATE FUNCTION enter_by_channel_key(given bytea)
RETURNS TABLE (partner_id text, channel_id text, client_id text, waba_id text, phone_number_id text,
    waba_external_id text, phone_number text, graph_token bytea, hub_status text, unpaid boolean, routes_marketing boolean,
    throughput text, is_on_biz_app boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('partnerhub.partner', '', false);
    RETURN QUERY
    SELECT set_config('partnerhub.partner', k.partner_id, false), ch.id, ch.client_id, ch.waba_id, ch.external_id, w.external_id,
           ch.setup_info ->> 'phone_number', w.graph_token, ch.hub_status,
           EXISTS (SELECT FROM funds_of(k.partner_id, ch.client_id, billed_in(w.currency)) f WHERE f.stopped_at IS NOT NULL),
           p.marketing_messages_routing
               AND coalesce(w.settings ->> 'marketing_messages_lite_api_status' = 'ONBOARDED', false),
           ch.throughput, ch.is_on_biz_app
    FROM channel_key k
    JOIN channel ch ON ch.partner_id = k.partner_id AND ch.id = k.channel_id
    JOIN waba w ON w.partner_id = ch.partner_id AND w.id = ch.waba_id
    JOIN partner p ON p.id = k.partner_id
    WHERE k.digest = given AND k.revoked_at IS NULL AND (k.made_by = 'client' OR ch.permission_granted_at IS NOT NULL);
END
$$;
REVOKE EXECUTE ON FUNCTION enter_by_channel_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_by_channel_key TO partnerhub_app;

-- migrate: rollback
