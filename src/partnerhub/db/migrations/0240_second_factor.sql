-- People log in with a code of their authenticator beside the password; a partner may require that of all of its users.
-- depends: 0131_users 0181_sandbox_faults

-- Pre-deploy. New tables, a column with a constant default: a short lock on partner. One entry function is made anew.

-- migrate: apply

CREATE TABLE second_factor (
    partner_id text NOT NULL REFERENCES partner (id),
    user_id text NOT NULL REFERENCES hub_user (id) ON DELETE CASCADE,
    secret bytea NOT NULL,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (partner_id, user_id)
);
COMMENT ON TABLE second_factor IS 'A person''s authenticator (TOTP, RFC 6238). confirmed_at: null while it is being set up.';
COMMENT ON COLUMN second_factor.secret IS 'Sealed.';
COMMENT ON COLUMN second_factor.last_step IS 'The newest half-minute whose code was used: it and older ones are not taken again.';
CALL guard('second_factor');
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor TO partnerhub_app;
CALL keep_changes('second_factor', 'second_factor', 'user_id', 'last_step', 'secret');

CREATE TABLE recovery_code (
    partner_id text NOT NULL,
    user_id text NOT NULL,
    digest bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (partner_id, user_id, digest),
    FOREIGN KEY (partner_id, user_id) REFERENCES second_factor (partner_id, user_id) ON DELETE CASCADE
);
COMMENT ON TABLE recovery_code IS 'Instead of the authenticator, each once: the keyed hash of what was shown to the person.';
CALL guard('recovery_code');
GRANT SELECT, INSERT, UPDATE, DELETE ON recovery_code TO partnerhub_app;

ALTER TABLE partner ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN partner.second_factor_required IS 'Users of the Partner Hub without a second factor see nothing but the page to set it up.';

-- It says of the session's user, too, whether a second factor is still to be set up.
DROP FUNCTION enter_by_session(bytea);
CREATE FUNCTION enter_by_session(given bytea)
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
$$;
REVOKE EXECUTE ON FUNCTION enter_by_session FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_by_session TO partnerhub_app;

-- migrate: rollback
