-- People of a partner are invited: a user without a password yet, a link that works once, and a letter that carries it.
-- depends: 0130_refresh_refused 0110_list_costs 0071_audit_chain

-- Pre-deploy. Short locks on hub_user; new tables.

-- migrate: apply

ALTER TABLE hub_user ALTER COLUMN password_hash DROP NOT NULL, ADD COLUMN modified_at timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN hub_user.password_hash IS 'Null: invited, has not chosen one yet, and cannot log in.';

-- An invitation takes nobody's e-mail away: it is unique among those who have accepted, and within one partner.
DROP INDEX hub_user_email;
CREATE UNIQUE INDEX hub_user_email ON hub_user (email) WHERE password_hash IS NOT NULL;
CREATE UNIQUE INDEX hub_user_invited ON hub_user (partner_id, email) WHERE password_hash IS NULL;

-- Few rows a partner, so what is shown is made when it is read.
CREATE VIEW partner_user WITH (security_invoker = true) AS
SELECT u.*, json_build_object('id', u.id, 'email', u.email, 'name', u.name, 'role', u.role, 'status', u.status,
    'created_at', iso(u.created_at), 'modified_at', iso(u.modified_at)) AS doc
FROM (
    SELECT id, partner_id, email, name, role, created_at, modified_at, CASE
        WHEN disabled_at IS NOT NULL THEN 'disabled' WHEN password_hash IS NULL THEN 'invited' ELSE 'active' END AS status
    FROM hub_user WHERE client_id IS NULL) u;
COMMENT ON VIEW partner_user IS 'Users of the Partner Hub, as the Partner API shows them.';
GRANT SELECT ON partner_user TO partnerhub_app;

CREATE TABLE user_link (
    partner_id text NOT NULL REFERENCES partner (id),
    user_id text NOT NULL REFERENCES hub_user (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('invitation', 'password')),
    digest bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, user_id, kind)
);
COMMENT ON TABLE user_link IS 'What was sent by mail and lets its holder choose a password, once. A new one replaces the old.';
CALL guard('user_link');
GRANT SELECT, INSERT, UPDATE, DELETE ON user_link TO partnerhub_app;
GRANT SELECT (expires_at), DELETE ON user_link TO partnerhub_worker;

CREATE FUNCTION enter_by_user_link(given bytea)
RETURNS TABLE (partner_id text, user_id text, client_id text, kind text, email text, name text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', l.partner_id, false), l.user_id, u.client_id, l.kind, u.email, u.name
    FROM user_link l JOIN hub_user u ON u.id = l.user_id
    WHERE l.digest = given AND l.expires_at > now() AND u.disabled_at IS NULL
$$;
REVOKE EXECUTE ON FUNCTION enter_by_user_link FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_by_user_link TO partnerhub_app;

CREATE OR REPLACE FUNCTION password_of(given text)
RETURNS TABLE (partner_id text, user_id text, client_id text, password_hash text, password_tokens boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.partner_id, u.id, u.client_id, u.password_hash, p.password_tokens
    FROM hub_user u JOIN partner p ON p.id = u.partner_id
    WHERE u.email = given AND u.password_hash IS NOT NULL AND u.disabled_at IS NULL
$$;

CREATE TABLE letter (
    partner_id text NOT NULL REFERENCES partner (id),
    id text NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body bytea,
    created_at timestamptz NOT NULL,
    due_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    claim uuid,
    sent_at timestamptz,
    PRIMARY KEY (partner_id, id)
);
COMMENT ON TABLE letter IS 'Mail to people. due_at: when it is tried (again); null: sent, or given up when sent_at is null too.';
COMMENT ON COLUMN letter.body IS 'Sealed: it may hold a link. Gone once the letter is sent.';
CREATE INDEX letter_due ON letter (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX letter_over ON letter (created_at) WHERE due_at IS NULL;
CALL guard('letter');
GRANT INSERT ON letter TO partnerhub_app;
GRANT SELECT, DELETE, UPDATE (body, due_at, attempts, claim, sent_at) ON letter TO partnerhub_worker;

-- migrate: rollback
