-- The language that a person chose for the pages and letters.
-- depends: 0270_partner_exists 0242_operator

-- Pre-deploy. A column without a default: a short lock on hub_user. An entry function is replaced in the same transaction.

-- migrate: apply

ALTER TABLE hub_user ADD COLUMN language text CHECK (language ~ '^[a-z]{2}$');
COMMENT ON COLUMN hub_user.language IS 'ISO 639-1. Null: none chosen, the browser says it.';

-- It says of the session's user, too, which language to answer in.
DROP FUNCTION enter_by_session(bytea);
CREATE FUNCTION enter_by_session(given bytea)
RETURNS TABLE (partner_id text, user_id text, client_id text, role text, csrf text, lacks_factor boolean, language text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- A day without a request ends a session; that it was seen is written once a minute, not at every request.
    UPDATE hub_session SET seen_at = now()
    WHERE digest = given AND seen_at BETWEEN now() - interval '1 day' AND now() - interval '1 minute';

    SELECT set_config('partnerhub.partner', s.partner_id, false), s.user_id, u.client_id, u.role, s.csrf,
        u.client_id IS NULL AND p.second_factor_required AND NOT EXISTS (
            SELECT FROM second_factor f WHERE f.partner_id = s.partner_id AND f.user_id = s.user_id AND f.confirmed_at IS NOT NULL),
        u.language
    FROM hub_session s JOIN hub_user u ON u.id = s.user_id JOIN partner p ON p.id = s.partner_id
    WHERE s.digest = given AND s.expires_at > now() AND s.seen_at > now() - interval '1 day' AND u.disabled_at IS NULL
        AND p.disabled_at IS NULL
$$;
REVOKE EXECUTE ON FUNCTION enter_by_session FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_by_session TO partnerhub_app;

-- migrate: rollback
