-- Many keys are looked up in one statement: those of the messages that came while the statement before was under way.
-- depends: 0150_throughput

-- Pre-deploy, while no older version serves: the function that looked up one key goes.

-- migrate: apply

DROP FUNCTION enter_by_channel_key;
CREATE FUNCTION channels_of_keys(given bytea[])
RETURNS TABLE (digest bytea, partner_id text, channel_id text, client_id text, waba_id text, phone_number_id text,
    waba_external_id text, phone_number text, graph_token bytea, hub_status text, unpaid boolean, routes_marketing boolean,
    throughput text, is_on_biz_app boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT k.digest, k.partner_id, ch.id, ch.client_id, ch.waba_id, ch.external_id, w.external_id,
           ch.setup_info ->> 'phone_number', w.graph_token, ch.hub_status,
           EXISTS (SELECT FROM funds_of(k.partner_id, ch.client_id, billed_in(w.currency)) f WHERE f.stopped_at IS NOT NULL),
           p.marketing_messages_routing
               AND coalesce(w.settings ->> 'marketing_messages_lite_api_status' = 'ONBOARDED', false),
           ch.throughput, ch.is_on_biz_app
    FROM channel_key k
    JOIN channel ch ON ch.partner_id = k.partner_id AND ch.id = k.channel_id
    JOIN waba w ON w.partner_id = ch.partner_id AND w.id = ch.waba_id
    JOIN partner p ON p.id = k.partner_id
    WHERE k.digest = ANY (given) AND k.revoked_at IS NULL AND (k.made_by = 'client' OR ch.permission_granted_at IS NOT NULL);
END
$$;
COMMENT ON FUNCTION channels_of_keys IS 'The channels that these keys let in, of whatever partner. No partner is set: the caller only learns what each key implies.';
REVOKE EXECUTE ON FUNCTION channels_of_keys FROM PUBLIC;
GRANT EXECUTE ON FUNCTION channels_of_keys TO partnerhub_app;

-- migrate: rollback
