-- Clients, their WABAs and channels, and the keys of channels.
-- depends: 0002_partners_access

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE client (
    id text NOT NULL,
    partner_id text NOT NULL REFERENCES partner (id),
    name text NOT NULL,
    status text NOT NULL DEFAULT 'active',
    organisation text,
    max_channels integer NOT NULL DEFAULT 2 CHECK (max_channels >= 0),
    partner_payload text,
    meta_info jsonb NOT NULL DEFAULT '{}',
    contact_info jsonb NOT NULL DEFAULT '{}',
    contact_user jsonb NOT NULL DEFAULT '{}',
    suspicious boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    modified_at timestamptz NOT NULL DEFAULT now(),
    created_by jsonb NOT NULL DEFAULT '{"user_id": "system", "user_name": "system"}',
    modified_by jsonb NOT NULL DEFAULT '{"user_id": "system", "user_name": "system"}',
    doc json NOT NULL,
    PRIMARY KEY (partner_id, id),
    UNIQUE (id)
);
CREATE INDEX client_by_name ON client (partner_id, name, id);
CREATE INDEX client_by_created ON client (partner_id, created_at, id);
CALL guard('client');
GRANT SELECT, INSERT, UPDATE ON client TO partnerhub_app;
GRANT SELECT ON client TO partnerhub_worker;

CREATE TABLE waba (
    id text NOT NULL,
    partner_id text NOT NULL,
    client_id text NOT NULL,
    external_id text NOT NULL UNIQUE,
    name text NOT NULL,
    namespace text NOT NULL,
    status text NOT NULL DEFAULT 'approved',
    fb_account_status text NOT NULL DEFAULT 'pending',
    fb_business_id text,
    timezone_id integer NOT NULL DEFAULT 0,
    currency text NOT NULL DEFAULT 'USD',
    on_behalf_of_business_info jsonb,
    settings jsonb,
    graph_token bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    modified_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id, id),
    UNIQUE (id),
    FOREIGN KEY (partner_id, client_id) REFERENCES client (partner_id, id)
);
COMMENT ON COLUMN waba.graph_token IS 'Sealed. The business token that the client''s embedded signup gave us.';
CREATE INDEX waba_of_client ON waba (partner_id, client_id);
CALL guard('waba');
GRANT SELECT, INSERT, UPDATE ON waba TO partnerhub_app;
GRANT SELECT ON waba TO partnerhub_worker;

CREATE SEQUENCE app_id_seq START 104148;

CREATE TABLE channel (
    id text NOT NULL,
    partner_id text NOT NULL,
    client_id text NOT NULL,
    waba_id text NOT NULL,
    external_id text NOT NULL UNIQUE,
    status text NOT NULL DEFAULT 'created',
    account_mode text NOT NULL DEFAULT 'sandbox' CHECK (account_mode IN ('sandbox', 'live')),
    availability_status text NOT NULL DEFAULT 'setting_up' CHECK (availability_status IN ('ready', 'setting_up', 'error')),
    hub_status text NOT NULL DEFAULT 'draft',
    meta_status text,
    type text NOT NULL DEFAULT 'waba',
    version integer NOT NULL DEFAULT 2,
    is_migrated boolean NOT NULL DEFAULT false,
    is_oba boolean NOT NULL DEFAULT false,
    has_inbox boolean NOT NULL DEFAULT false,
    is_on_biz_app boolean NOT NULL DEFAULT false,
    current_limit text,
    current_quality_rating text,
    profile_info jsonb NOT NULL DEFAULT '{}',
    project jsonb NOT NULL DEFAULT '{}',
    setup_info jsonb NOT NULL DEFAULT '{}',
    app_id text,
    app_state text,
    billing_started_at timestamptz,
    cancelled_at timestamptz,
    terminated_at timestamptz,
    permission_granted_at timestamptz,
    health json,
    health_checked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    modified_at timestamptz NOT NULL DEFAULT now(),
    doc json NOT NULL,
    PRIMARY KEY (partner_id, id),
    UNIQUE (id),
    FOREIGN KEY (partner_id, client_id) REFERENCES client (partner_id, id),
    FOREIGN KEY (partner_id, waba_id) REFERENCES waba (partner_id, id)
);
COMMENT ON COLUMN channel.app_id IS 'The integration: present once it exists, gone when the channel is terminated.';
COMMENT ON COLUMN channel.permission_granted_at IS 'When the client shared API-key permission with the partner; null: missing.';
COMMENT ON COLUMN channel.health IS 'Last answer of GET /v1/health, good for five minutes from health_checked_at.';
CREATE INDEX channel_of_client ON channel (partner_id, client_id, id);
CREATE INDEX channel_of_waba ON channel (partner_id, waba_id);
CREATE INDEX channel_by_created ON channel (partner_id, created_at, id);
CREATE INDEX channel_by_modified ON channel (partner_id, modified_at, id);
CREATE INDEX channel_to_terminate ON channel (terminated_at) WHERE terminated_at IS NOT NULL AND hub_status = 'pending_deletion';
CALL guard('channel');
GRANT SELECT, INSERT, UPDATE ON channel TO partnerhub_app;
GRANT SELECT ON channel TO partnerhub_worker;
GRANT USAGE ON SEQUENCE app_id_seq TO partnerhub_app;

CREATE TABLE channel_permission (
    id bigint GENERATED ALWAYS AS IDENTITY,
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    granted boolean NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, channel_id) REFERENCES channel (partner_id, id)
);
COMMENT ON TABLE channel_permission IS 'History of permissions: one row for each change.';
CREATE INDEX channel_permission_of_channel ON channel_permission (partner_id, channel_id, id);
CALL guard('channel_permission');
GRANT SELECT, INSERT ON channel_permission TO partnerhub_app;

CREATE TABLE channel_key (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 201126),
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    hint text NOT NULL,
    digest bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, channel_id) REFERENCES channel (partner_id, id)
);
CREATE UNIQUE INDEX channel_key_live ON channel_key (partner_id, channel_id) WHERE revoked_at IS NULL;
COMMENT ON INDEX channel_key_live IS 'A new key ends the one before it: one live key a channel.';
CALL guard('channel_key');
GRANT SELECT, INSERT, UPDATE ON channel_key TO partnerhub_app;

-- The documents that the Partner API returns, kept whole and rewritten by the write that changes them.
-- Keys with no value are left out: strictly typed clients cannot read null in them (contract partner-api §17.3).

CREATE FUNCTION iso(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
$$;

CREATE FUNCTION client_doc(c client) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_strip_nulls(json_build_object(
        'id', c.id, 'name', c.name, 'status', c.status, 'organisation', c.organisation, 'max_channels', c.max_channels,
        'partner_payload', c.partner_payload, 'meta_info', c.meta_info, 'contact_info', c.contact_info,
        'contact_user', c.contact_user, 'suspicious', c.suspicious,
        'created_at', iso(c.created_at), 'created_by', c.created_by,
        'modified_at', iso(c.modified_at), 'modified_by', c.modified_by))
$$;

CREATE FUNCTION channel_doc(ch channel) RETURNS json LANGUAGE sql STABLE AS $$
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
            'enabled', ch.app_state = 'running', 'app_id', ch.app_id, 'state', ch.app_state) END))
    FROM client c, waba w
    WHERE c.partner_id = ch.partner_id AND c.id = ch.client_id AND w.partner_id = ch.partner_id AND w.id = ch.waba_id
$$;

CREATE FUNCTION write_client_doc() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.doc := client_doc(NEW);
    RETURN NEW;
END
$$;
CREATE TRIGGER doc BEFORE INSERT OR UPDATE ON client FOR EACH ROW EXECUTE FUNCTION write_client_doc();

CREATE FUNCTION write_channel_doc() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.doc := channel_doc(NEW);
    RETURN NEW;
END
$$;
CREATE TRIGGER doc BEFORE INSERT OR UPDATE ON channel FOR EACH ROW EXECUTE FUNCTION write_channel_doc();

-- A channel's document shows its client and WABA, so a change of those rewrites it.
CREATE FUNCTION rewrite_docs_of_client() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE channel SET doc = doc WHERE partner_id = NEW.partner_id AND client_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER channel_docs AFTER UPDATE ON client FOR EACH ROW EXECUTE FUNCTION rewrite_docs_of_client();

CREATE FUNCTION rewrite_docs_of_waba() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE channel SET doc = doc WHERE partner_id = NEW.partner_id AND waba_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER channel_docs AFTER UPDATE ON waba FOR EACH ROW EXECUTE FUNCTION rewrite_docs_of_waba();

CREATE FUNCTION enter_by_channel_key(given bytea)
RETURNS TABLE (partner_id text, channel_id text, client_id text, waba_id text, phone_number_id text, waba_external_id text,
               phone_number text, graph_token bytea, hub_status text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', k.partner_id, false), ch.id, ch.client_id, ch.waba_id, ch.external_id, w.external_id,
           ch.setup_info ->> 'phone_number', w.graph_token, ch.hub_status
    FROM channel_key k
    JOIN channel ch ON ch.partner_id = k.partner_id AND ch.id = k.channel_id
    JOIN waba w ON w.partner_id = ch.partner_id AND w.id = ch.waba_id
    WHERE k.digest = given AND k.revoked_at IS NULL
$$;
REVOKE EXECUTE ON FUNCTION enter_by_channel_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_by_channel_key TO partnerhub_app;

-- migrate: rollback
