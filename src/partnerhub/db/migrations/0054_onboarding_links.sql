-- Onboarding links: made by the partner for one client, with an end, a number of uses and a result.
-- depends: 0005_onboarding

-- Pre-deploy. A new table; nullable columns on onboarding_visit: a short lock.

-- migrate: apply

CREATE TABLE onboarding_link (
    id text COLLATE "C" NOT NULL,
    partner_id text NOT NULL REFERENCES partner (id),
    digest bytea NOT NULL UNIQUE,
    token bytea NOT NULL,
    parameters json NOT NULL,
    success_url text,
    failure_url text,
    max_uses integer NOT NULL CHECK (max_uses > 0),
    uses integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (partner_id, id)
);
COMMENT ON COLUMN onboarding_link.digest IS 'Keyed hash of the token in its address.';
COMMENT ON COLUMN onboarding_link.token IS 'Sealed: the partner may ask for the address again.';
COMMENT ON COLUMN onboarding_link.uses IS 'Visits that came to their end. One that is under way when the last use is taken may still finish.';
CALL guard('onboarding_link');
GRANT SELECT, INSERT, UPDATE ON onboarding_link TO partnerhub_app;

ALTER TABLE onboarding_visit ADD COLUMN link_id text, ADD COLUMN failure_url text;
COMMENT ON COLUMN onboarding_visit.failure_url IS 'Where the person may go, with ?error=, when the signup fails.';

CREATE FUNCTION enter_by_onboarding_link(given bytea)
RETURNS TABLE (partner_id text, link_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', l.partner_id, false), l.id FROM onboarding_link l WHERE l.digest = given
$$;
REVOKE EXECUTE ON FUNCTION enter_by_onboarding_link FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_by_onboarding_link TO partnerhub_app;

-- migrate: rollback
