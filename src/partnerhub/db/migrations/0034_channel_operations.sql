-- Click-to-WhatsApp ads on a channel, and their dataset in the sandbox.
-- depends: 0033_termination

-- Pre-deploy. A column without a default; documents show it from their next write on.

-- migrate: apply

ALTER TABLE channel ADD COLUMN ctwa_dataset_id text;
COMMENT ON COLUMN channel.ctwa_dataset_id IS 'Meta''s dataset that events of click-to-WhatsApp ads go to; null: switched off.';

CREATE OR REPLACE FUNCTION channel_doc(ch channel) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_strip_nulls(json_build_object(
        'id', ch.id, 'client_id', ch.client_id, 'partner_id', ch.partner_id, 'status', ch.status,
        'account_mode', ch.account_mode, 'availability_status', ch.availability_status, 'hub_status', ch.hub_status,
        'meta_status', ch.meta_status, 'type', ch.type, 'version', ch.version, 'is_migrated', ch.is_migrated,
        'is_oba', ch.is_oba, 'has_inbox', ch.has_inbox, 'is_on_biz_app', ch.is_on_biz_app,
        'external_id', ch.external_id, 'current_limit', ch.current_limit,
        'current_quality_rating', ch.current_quality_rating, 'profile_info', ch.profile_info, 'project', ch.project,
        'setup_info', ch.setup_info, 'waba_account_id', ch.waba_id,
        'billing_started_at', iso(ch.billing_started_at), 'cancelled_at', iso(ch.cancelled_at),
        'terminated_at', iso(ch.terminated_at), 'created_at', iso(ch.created_at), 'modified_at', iso(ch.modified_at),
        'client', json_build_object('id', c.id, 'name', c.name, 'partner_payload', c.partner_payload,
            'contact_info', c.contact_info),
        'waba_account', json_build_object('id', w.id, 'name', w.name, 'namespace', w.namespace,
            'client_id', w.client_id, 'external_id', w.external_id, 'status', w.status,
            'fb_account_status', w.fb_account_status, 'fb_business_id', w.fb_business_id, 'consents', '{}'::json,
            'on_behalf_of_business_info', w.on_behalf_of_business_info, 'created_at', iso(w.created_at),
            'created_by', '{"user_id": "system", "user_name": "system"}'::json),
        'integration', CASE WHEN ch.app_id IS NOT NULL THEN json_build_object(
            'enabled', ch.app_state = 'running', 'app_id', ch.app_id, 'state', ch.app_state) END,
        'ctwa', CASE WHEN ch.ctwa_dataset_id IS NOT NULL THEN json_build_object(
            'enabled', true, 'dataset_id', ch.ctwa_dataset_id) END))
    FROM client c, waba w
    WHERE c.partner_id = ch.partner_id AND c.id = ch.client_id AND w.partner_id = ch.partner_id AND w.id = ch.waba_id
$$;

ALTER TABLE sandbox.waba ADD COLUMN dataset_id text;

-- migrate: rollback
