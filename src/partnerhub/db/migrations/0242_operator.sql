-- The operator's page: partners can be disabled, and processes are seen.
-- depends: 0241_invitation_code 0061_key_makers 0054_onboarding_links

-- Pre-deploy. A column without a default: a short lock on partner. Entry functions are replaced; a new table.

-- migrate: apply

ALTER TABLE partner ADD COLUMN disabled_at timestamptz;
COMMENT ON COLUMN partner.disabled_at IS 'By the operator: people, keys, tokens and new visits are refused; messages of its channels go on.';

CREATE OR REPLACE FUNCTION enter_by_partner_key(given bytea, address inet)
RETURNS TABLE (partner_id text, key_id text, scopes text[], here boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found partner_key;
BEGIN
    PERFORM set_config('partnerhub.partner', '', false);
    SELECT * INTO found FROM partner_key k
    WHERE k.digest = given AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
        AND NOT EXISTS (SELECT FROM partner p WHERE p.id = k.partner_id AND p.disabled_at IS NOT NULL);
    IF found.id IS NULL THEN RETURN; END IF;
    IF found.last_used_at IS NULL OR found.last_used_at < now() - interval '1 minute' THEN
        UPDATE partner_key k SET last_used_at = now() WHERE k.id = found.id AND k.partner_id = found.partner_id;
    END IF;
    RETURN QUERY SELECT set_config('partnerhub.partner', found.partner_id, false), found.id, found.scopes,
        found.addresses IS NULL OR address <<= ANY (found.addresses);
END
$$;

CREATE OR REPLACE FUNCTION enter_by_refresh_token(given bytea) RETURNS TABLE (partner_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', t.partner_id, false)
    FROM refresh_token t JOIN hub_user u ON u.id = t.user_id JOIN partner p ON p.id = t.partner_id
    WHERE t.digest = given AND u.disabled_at IS NULL AND u.tokens_valid_after <= t.created_at AND p.password_tokens
        AND p.disabled_at IS NULL
$$;

CREATE OR REPLACE FUNCTION enter_by_session(given bytea)
RETURNS TABLE (partner_id text, user_id text, client_id text, role text, csrf text, lacks_factor boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- A day without a request ends a session; that it was seen is written once a minute, not at every request.
    UPDATE hub_session SET seen_at = now()
    WHERE digest = given AND seen_at BETWEEN now() - interval '1 day' AND now() - interval '1 minute';

    SELECT set_config('partnerhub.partner', s.partner_id, false), s.user_id, u.client_id, u.role, s.csrf,
        u.client_id IS NULL AND p.second_factor_required AND NOT EXISTS (
            SELECT FROM second_factor f WHERE f.partner_id = s.partner_id AND f.user_id = s.user_id AND f.confirmed_at IS NOT NULL)
    FROM hub_session s JOIN hub_user u ON u.id = s.user_id JOIN partner p ON p.id = s.partner_id
    WHERE s.digest = given AND s.expires_at > now() AND s.seen_at > now() - interval '1 day' AND u.disabled_at IS NULL
        AND p.disabled_at IS NULL
$$;

CREATE OR REPLACE FUNCTION enter_by_user(given text, issued timestamptz)
RETURNS TABLE (partner_id text, client_id text, role text, password_tokens boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', u.partner_id, false), u.client_id, u.role, p.password_tokens
    FROM hub_user u JOIN partner p ON p.id = u.partner_id
    WHERE u.id = given AND u.disabled_at IS NULL AND u.tokens_valid_after <= issued AND p.disabled_at IS NULL
$$;

CREATE OR REPLACE FUNCTION enter_by_user_link(given bytea)
RETURNS TABLE (partner_id text, user_id text, client_id text, kind text, email text, name text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', l.partner_id, false), l.user_id, u.client_id, l.kind, u.email, u.name
    FROM user_link l JOIN hub_user u ON u.id = l.user_id JOIN partner p ON p.id = l.partner_id
    WHERE l.digest = given AND l.expires_at > now() AND u.disabled_at IS NULL AND p.disabled_at IS NULL
$$;

CREATE OR REPLACE FUNCTION password_of(given text)
RETURNS TABLE (partner_id text, user_id text, client_id text, password_hash text, password_tokens boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.partner_id, u.id, u.client_id, u.password_hash, p.password_tokens
    FROM hub_user u JOIN partner p ON p.id = u.partner_id
    WHERE u.email = given AND u.password_hash IS NOT NULL AND u.disabled_at IS NULL AND p.disabled_at IS NULL
$$;

CREATE OR REPLACE FUNCTION partner_exists(given text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM partner WHERE id = given AND disabled_at IS NULL)
$$;

CREATE OR REPLACE FUNCTION enter_by_onboarding_link(given bytea) RETURNS TABLE (partner_id text, link_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', l.partner_id, false), l.id
    FROM onboarding_link l JOIN partner p ON p.id = l.partner_id WHERE l.digest = given AND p.disabled_at IS NULL
$$;

CREATE TABLE process_seen (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('serve', 'work')),
    host text NOT NULL,
    pid integer NOT NULL,
    version text NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL
);
COMMENT ON TABLE process_seen IS 'The installation''s processes, each with when it last said that it lives. Of no one partner.';
GRANT SELECT, INSERT, UPDATE, DELETE ON process_seen TO partnerhub_worker;

-- migrate: rollback
