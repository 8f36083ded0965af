-- A person is one e-mail, one password and one second factor, and may be a user of several hubs; a session is in one of them.
-- depends: 0300_language

-- Pre-deploy, while no older version serves: passwords and second factors move from the users of hubs to the people they are.
-- Short locks on hub_user, hub_session, second_factor and recovery_code; each user who has a password becomes a person.

-- migrate: apply

CREATE TABLE person (
    id text PRIMARY KEY,
    email text NOT NULL UNIQUE CHECK (email = lower(email)),
    password_hash text NOT NULL,
    tokens_valid_after timestamptz NOT NULL DEFAULT '-infinity',
    created_at timestamptz NOT NULL,
    UNIQUE (id, email)
);
COMMENT ON TABLE person IS 'Who logs in: of no one partner. A hub_user is this person in one hub, with the name and role that it has there.';
COMMENT ON COLUMN person.tokens_valid_after IS 'What was proved before counts no more, in no hub: the password or the second factor was changed.';

-- Until now one e-mail had one account, so a user's id may name the person: what is hashed with it stays good.
INSERT INTO person (id, email, password_hash, created_at)
SELECT id, email, password_hash, created_at FROM hub_user WHERE password_hash IS NOT NULL;

ALTER TABLE hub_user ADD COLUMN person_id text, ADD COLUMN entered_at timestamptz;
UPDATE hub_user SET person_id = id WHERE password_hash IS NOT NULL;
ALTER TABLE hub_user ADD FOREIGN KEY (person_id, email) REFERENCES person (id, email);
COMMENT ON TABLE hub_user IS 'A person in a hub. With client_id: in the Client Hub; without: in the Partner Hub.';
COMMENT ON COLUMN hub_user.person_id IS 'Null: invited, has not accepted, and cannot come in.';
COMMENT ON COLUMN hub_user.entered_at IS 'When a session last began here: the log-in leads to where that is latest.';

DROP VIEW partner_user;
DROP FUNCTION password_of(text);
DROP INDEX hub_user_email, hub_user_invited;
ALTER TABLE hub_user DROP COLUMN password_hash;
-- An e-mail once in a hub; in how many hubs, nobody there is told.
CREATE UNIQUE INDEX hub_user_email ON hub_user (partner_id, coalesce(client_id, ''), email);
CREATE INDEX hub_user_of_person ON hub_user (person_id);
DROP TRIGGER keep_change ON hub_user;
CALL keep_changes('hub_user', 'user', 'id', 'entered_at', '');
CALL keep_changes('person', 'person', 'id', '', 'password_hash');

CREATE VIEW partner_user WITH (security_invoker = true) AS
SELECT u.*, json_build_object('id', u.id, 'email', u.email, 'name', u.name, 'role', u.role, 'status', u.status,
    'created_at', iso(u.created_at), 'modified_at', iso(u.modified_at)) AS doc
FROM (
    SELECT id, partner_id, person_id, email, name, role, created_at, modified_at, CASE
        WHEN disabled_at IS NOT NULL THEN 'disabled' WHEN person_id IS NULL THEN 'invited' ELSE 'active' END AS status
    FROM hub_user WHERE client_id IS NULL) u;
COMMENT ON VIEW partner_user IS 'Users of the Partner Hub, as the Partner API shows them.';
GRANT SELECT ON partner_user TO partnerhub_app;

-- The second factor is the person's.
ALTER TABLE recovery_code DROP CONSTRAINT recovery_code_partner_id_user_id_fkey, DROP CONSTRAINT recovery_code_pkey;
ALTER TABLE second_factor DROP CONSTRAINT second_factor_pkey, DROP CONSTRAINT second_factor_user_id_fkey;
ALTER TABLE second_factor RENAME COLUMN user_id TO person_id;
ALTER TABLE recovery_code RENAME COLUMN user_id TO person_id;
DROP POLICY tenant ON second_factor;
DROP POLICY tenant ON recovery_code;
ALTER TABLE second_factor DROP COLUMN partner_id, ADD PRIMARY KEY (person_id),
    ADD FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE;
ALTER TABLE recovery_code DROP COLUMN partner_id, ADD PRIMARY KEY (person_id, digest),
    ADD FOREIGN KEY (person_id) REFERENCES second_factor (person_id) ON DELETE CASCADE;
DROP TRIGGER keep_change ON second_factor;
CALL keep_changes('second_factor', 'second_factor', 'person_id', 'last_step', 'secret');

CREATE PROCEDURE guard_people(of_people regclass, person_column text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', of_people);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', of_people);
    -- hub_user is under row-level security too: these are the users of the current partner.
    EXECUTE format('CREATE POLICY tenant ON %s TO partnerhub_app USING (%I IN (SELECT u.person_id FROM hub_user u))',
        of_people, person_column);
END
$$;
COMMENT ON PROCEDURE guard_people IS
    'Row-level security for what belongs to people: the app sees that of its current partner''s users, the owner all.';
CALL guard_people('person', 'id');
CALL guard_people('second_factor', 'person_id');
CALL guard_people('recovery_code', 'person_id');
CREATE POLICY owner ON person TO CURRENT_USER USING (true);
-- A person is there before it is a user of its first hub.
CREATE POLICY newcomer ON person FOR INSERT TO partnerhub_app WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (password_hash, tokens_valid_after) ON person TO partnerhub_app;

CREATE FUNCTION forget_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Of two who leave the last two hubs at once the second waits here, and then sees that the first has gone.
    PERFORM FROM person WHERE id = OLD.person_id FOR UPDATE;
    DELETE FROM person e WHERE e.id = OLD.person_id AND NOT EXISTS (SELECT FROM hub_user u WHERE u.person_id = e.id);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION forget_person IS 'Who is a user of no hub any more leaves no password behind. At the end of the transaction: a client''s people may move.';
CREATE CONSTRAINT TRIGGER forget_person AFTER DELETE ON hub_user DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.person_id IS NOT NULL) EXECUTE FUNCTION forget_person();

-- Sessions move between hubs. No foreign key to the user: two hubs that let the same person go must not wait for each other.
ALTER TABLE hub_session DROP CONSTRAINT hub_session_user_id_fkey, ADD COLUMN turned_out boolean NOT NULL DEFAULT false;
COMMENT ON TABLE hub_session IS 'A browser in which a person is logged in. partner_id, user_id: the hub that it is in now.';
COMMENT ON COLUMN hub_session.turned_out IS 'The hub that it was in let the person go, and the person has not been told yet.';

CREATE FUNCTION password_of(given text) RETURNS TABLE (person_id text, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.id, e.password_hash FROM person e WHERE e.email = given
$$;

CREATE FUNCTION hubs_of(given text)
RETURNS TABLE (partner_id text, user_id text, client_id text, brand_name text, client_name text, password_tokens boolean,
    joined_at timestamptz, entered_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- Where the person may come in.
    SELECT u.partner_id, u.id, u.client_id, p.brand_name, c.name, p.password_tokens, u.created_at, u.entered_at
    FROM hub_user u JOIN partner p ON p.id = u.partner_id
    LEFT JOIN client c ON c.partner_id = u.partner_id AND c.id = u.client_id
    WHERE u.person_id = given AND u.disabled_at IS NULL AND p.disabled_at IS NULL
$$;

DROP FUNCTION enter_by_session(bytea);
CREATE FUNCTION enter_by_session(given bytea)
RETURNS TABLE (partner_id text, user_id text, person_id text, client_id text, role text, csrf text, lacks_factor boolean,
    language text, turned_out boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- A day without a request ends a session; that it was seen is written once a minute, not at every request.
    UPDATE hub_session SET seen_at = now()
    WHERE digest = given AND seen_at BETWEEN now() - interval '1 day' AND now() - interval '1 minute';

    SELECT set_config('partnerhub.partner', s.partner_id, false), s.user_id, u.person_id, u.client_id, u.role, s.csrf,
        u.client_id IS NULL AND p.second_factor_required AND NOT EXISTS (
            SELECT FROM second_factor f WHERE f.person_id = u.person_id AND f.confirmed_at IS NOT NULL),
        u.language, s.turned_out
    FROM hub_session s JOIN hub_user u ON u.id = s.user_id AND u.partner_id = s.partner_id
    JOIN partner p ON p.id = s.partner_id
    WHERE s.digest = given AND s.expires_at > now() AND s.seen_at > now() - interval '1 day' AND u.disabled_at IS NULL
        AND u.person_id IS NOT NULL AND p.disabled_at IS NULL
$$;

CREATE FUNCTION move_session(of_partner text, given bytea, wanted_user text, new_csrf text)
RETURNS TABLE (partner_id text, client_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- Into another hub of the same person, for which the connection acts from here on.
    UPDATE hub_session s SET partner_id = h.partner_id, user_id = h.user_id, csrf = new_csrf, turned_out = false
    FROM hub_user u, LATERAL hubs_of(u.person_id) h
    WHERE s.digest = given AND u.id = s.user_id AND u.partner_id = s.partner_id AND s.partner_id = of_partner
        AND of_partner = current_partner() AND h.user_id = wanted_user
    RETURNING set_config('partnerhub.partner', h.partner_id, false), h.client_id
$$;

CREATE FUNCTION turn_out(given text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- The sessions of a user of the current partner go on in the person's last used other hub. They end where there is none.
    UPDATE hub_session s SET partner_id = h.partner_id, user_id = h.user_id, turned_out = true,
        csrf = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    FROM hub_user u, LATERAL (SELECT o.* FROM hubs_of(u.person_id) o WHERE o.user_id <> u.id
        ORDER BY o.entered_at DESC NULLS LAST, o.joined_at, o.user_id LIMIT 1) h
    WHERE u.id = given AND u.partner_id = current_partner() AND s.user_id = u.id AND s.partner_id = u.partner_id;

    DELETE FROM hub_session WHERE user_id = given AND partner_id = current_partner()
$$;

CREATE FUNCTION sessions_of(given text)
RETURNS TABLE (digest bytea, created_at timestamptz, seen_at timestamptz, expires_at timestamptz, address text, agent text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.digest, s.created_at, s.seen_at, s.expires_at, s.address, s.agent
    FROM hub_session s JOIN hub_user u ON u.id = s.user_id AND u.partner_id = s.partner_id WHERE u.person_id = given
$$;

CREATE FUNCTION end_sessions_of(given text, one bytea, kept bytea) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- A person's, in whatever hubs: one, all but one, or all. How many.
    WITH ended AS (
        DELETE FROM hub_session s USING hub_user u
        WHERE u.id = s.user_id AND u.partner_id = s.partner_id AND u.person_id = given
            AND (one IS NULL OR s.digest = one) AND (kept IS NULL OR s.digest <> kept)
        RETURNING 1)
    SELECT count(*) FROM ended
$$;

CREATE OR REPLACE FUNCTION enter_by_refresh_token(given bytea) RETURNS TABLE (partner_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', t.partner_id, false)
    FROM refresh_token t JOIN hub_user u ON u.id = t.user_id JOIN person e ON e.id = u.person_id
    JOIN partner p ON p.id = t.partner_id
    WHERE t.digest = given AND u.disabled_at IS NULL AND greatest(u.tokens_valid_after, e.tokens_valid_after) <= t.created_at
        AND p.password_tokens AND p.disabled_at IS NULL
$$;

CREATE OR REPLACE FUNCTION enter_by_user(given text, issued timestamptz)
RETURNS TABLE (partner_id text, client_id text, role text, password_tokens boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', u.partner_id, false), u.client_id, u.role, p.password_tokens
    FROM hub_user u JOIN person e ON e.id = u.person_id JOIN partner p ON p.id = u.partner_id
    WHERE u.id = given AND u.disabled_at IS NULL AND greatest(u.tokens_valid_after, e.tokens_valid_after) <= issued
        AND p.disabled_at IS NULL
$$;

-- It says, too, who has this e-mail already: who is invited then need not choose a password.
DROP FUNCTION enter_by_user_link(bytea);
CREATE FUNCTION enter_by_user_link(given bytea)
RETURNS TABLE (partner_id text, user_id text, client_id text, person_id text, kind text, email text, name text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', l.partner_id, false), l.user_id, u.client_id, e.id, l.kind, u.email, u.name
    FROM user_link l JOIN hub_user u ON u.id = l.user_id JOIN partner p ON p.id = l.partner_id
    LEFT JOIN person e ON e.email = u.email
    WHERE l.digest = given AND l.expires_at > now() AND u.disabled_at IS NULL AND p.disabled_at IS NULL
$$;

REVOKE EXECUTE ON FUNCTION password_of, hubs_of, enter_by_session, move_session, turn_out, sessions_of, end_sessions_of,
    enter_by_user_link, forget_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION password_of, hubs_of, enter_by_session, move_session, turn_out, sessions_of, end_sessions_of,
    enter_by_user_link, forget_person TO partnerhub_app;

-- migrate: rollback
