-- Partners, the people and keys that act for them, and the audit log.
-- depends: 0001_tenancy

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE partner (
    id text PRIMARY KEY,
    brand_name text,
    logo_url text,
    partner_redirect_url text,
    redirect_urls text[] NOT NULL DEFAULT '{}',
    country text NOT NULL DEFAULT 'US',
    payment_model text NOT NULL DEFAULT 'partner' CHECK (payment_model IN ('direct', 'partner')),
    allow_client_to_add_phone_no boolean NOT NULL DEFAULT true,
    blocked_new_submission boolean NOT NULL DEFAULT false,
    onboarding_deeplink_add_params boolean NOT NULL DEFAULT true,
    account_sharing_business_manager_id text,
    account_sharing_solution_id text,
    default_data_localization_region text,
    partner_change_auto_approve boolean NOT NULL DEFAULT false,
    standard_tiered_pricing_enabled boolean NOT NULL DEFAULT true,
    password_tokens boolean NOT NULL DEFAULT true,
    io_signature_required boolean NOT NULL DEFAULT false,
    platform_secret bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    modified_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN partner.platform_secret IS 'Sealed. Signs webhooks (HMAC-SHA256) and onboarding links (HMAC-SHA512).';

ALTER TABLE partner ENABLE ROW LEVEL SECURITY;
ALTER TABLE partner FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON partner TO partnerhub_app USING (id = current_partner());
CREATE POLICY worker ON partner TO partnerhub_worker USING (true);
CREATE POLICY owner ON partner TO CURRENT_USER USING (true);
GRANT SELECT, INSERT, UPDATE ON partner TO partnerhub_app;
GRANT SELECT ON partner TO partnerhub_worker;

CREATE TABLE hub_user (
    id text PRIMARY KEY,
    partner_id text NOT NULL REFERENCES partner (id),
    client_id text,
    email text NOT NULL CHECK (email = lower(email)),
    name text NOT NULL,
    role text NOT NULL DEFAULT 'owner' CHECK (role IN ('owner', 'admin', 'developer', 'billing', 'read_only')),
    password_hash text NOT NULL,
    tokens_valid_after timestamptz NOT NULL DEFAULT '-infinity',
    disabled_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE hub_user IS 'A person. With client_id: a user of the Client Hub; without: of the Partner Hub. One e-mail, one hub.';
CREATE UNIQUE INDEX hub_user_email ON hub_user (email);
CREATE INDEX hub_user_of_partner ON hub_user (partner_id, client_id);
CALL guard('hub_user');
GRANT SELECT, INSERT, UPDATE, DELETE ON hub_user TO partnerhub_app;

CREATE TABLE hub_session (
    digest bytea PRIMARY KEY,
    partner_id text NOT NULL REFERENCES partner (id),
    user_id text NOT NULL REFERENCES hub_user (id) ON DELETE CASCADE,
    csrf text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    address text,
    agent text
);
CREATE INDEX hub_session_of_user ON hub_session (partner_id, user_id);
CALL guard('hub_session');
GRANT SELECT, INSERT, UPDATE, DELETE ON hub_session TO partnerhub_app;

CREATE TABLE partner_key (
    id text PRIMARY KEY,
    partner_id text NOT NULL REFERENCES partner (id),
    name text NOT NULL,
    hint text NOT NULL,
    digest bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
);
COMMENT ON COLUMN partner_key.hint IS 'The first characters, for people to tell keys apart.';
CREATE INDEX partner_key_of_partner ON partner_key (partner_id);
CALL guard('partner_key');
GRANT SELECT, INSERT, UPDATE ON partner_key TO partnerhub_app;

CREATE TABLE refresh_token (
    digest bytea PRIMARY KEY,
    partner_id text NOT NULL REFERENCES partner (id),
    user_id text NOT NULL REFERENCES hub_user (id) ON DELETE CASCADE,
    family text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX refresh_token_family ON refresh_token (partner_id, family);
CALL guard('refresh_token');
GRANT SELECT, INSERT, UPDATE, DELETE ON refresh_token TO partnerhub_app;

CREATE TABLE signing_key (
    kid text PRIMARY KEY,
    private_key bytea NOT NULL,
    public_key text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE signing_key IS 'RS256 keys of access tokens, the private half sealed. Not a tenant table: one installation, one set.';
GRANT SELECT, INSERT ON signing_key TO partnerhub_app;

CREATE TABLE login_attempt (
    subject text PRIMARY KEY,
    failures integer NOT NULL DEFAULT 0,
    locked_until timestamptz NOT NULL DEFAULT '-infinity',
    last_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE login_attempt IS 'Failed log-ins by e-mail hash. Not a tenant table: the tenant is not known before log-in.';
GRANT SELECT, INSERT, UPDATE, DELETE ON login_attempt TO partnerhub_app, partnerhub_worker;

CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY,
    partner_id text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail json NOT NULL DEFAULT '{}',
    request_id text,
    PRIMARY KEY (partner_id, id)
);
CALL guard('audit');
GRANT SELECT, INSERT ON audit TO partnerhub_app, partnerhub_worker;

CREATE FUNCTION enter_by_partner_key(given bytea)
RETURNS TABLE (partner_id text, key_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', k.partner_id, false), k.id
    FROM partner_key k
    WHERE k.digest = given AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
$$;

CREATE FUNCTION enter_by_user(given text, issued timestamptz)
RETURNS TABLE (partner_id text, client_id text, role text, password_tokens boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', u.partner_id, false), u.client_id, u.role, p.password_tokens
    FROM hub_user u JOIN partner p ON p.id = u.partner_id
    WHERE u.id = given AND u.disabled_at IS NULL AND u.tokens_valid_after <= issued
$$;

CREATE FUNCTION enter_by_session(given bytea)
RETURNS TABLE (partner_id text, user_id text, client_id text, role text, csrf text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- A day without a request ends a session; that it was seen is written once a minute, not at every request.
    UPDATE hub_session SET seen_at = now()
    WHERE digest = given AND seen_at BETWEEN now() - interval '1 day' AND now() - interval '1 minute';

    SELECT set_config('partnerhub.partner', s.partner_id, false), s.user_id, u.client_id, u.role, s.csrf
    FROM hub_session s JOIN hub_user u ON u.id = s.user_id
    WHERE s.digest = given AND s.expires_at > now() AND s.seen_at > now() - interval '1 day' AND u.disabled_at IS NULL
$$;

CREATE FUNCTION enter_by_refresh_token(given bytea)
RETURNS TABLE (partner_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', t.partner_id, false) FROM refresh_token t WHERE t.digest = given
$$;

CREATE FUNCTION password_of(given text)
RETURNS TABLE (partner_id text, user_id text, client_id text, password_hash text, password_tokens boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.partner_id, u.id, u.client_id, u.password_hash, p.password_tokens
    FROM hub_user u JOIN partner p ON p.id = u.partner_id
    WHERE u.email = given AND u.disabled_at IS NULL
$$;

CREATE FUNCTION partner_exists(given text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM partner WHERE id = given)
$$;

REVOKE EXECUTE ON FUNCTION
    enter_by_partner_key, enter_by_user, enter_by_session, enter_by_refresh_token, password_of, partner_exists FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    enter_by_partner_key, enter_by_user, enter_by_session, enter_by_refresh_token, password_of, partner_exists TO partnerhub_app;

-- migrate: rollback
