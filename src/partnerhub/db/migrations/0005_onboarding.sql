-- Onboarding: visits of the pages, used link signatures, signups stepped by the worker, PINs of numbers.
-- depends: 0003_clients_channels

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE onboarding_visit (
    id text NOT NULL,
    partner_id text NOT NULL REFERENCES partner (id),
    browser bytea NOT NULL,
    flow text NOT NULL CHECK (flow IN ('io', 'lp')),
    parameters json NOT NULL,
    target text NOT NULL,
    signed boolean NOT NULL DEFAULT false,
    client_id text,
    signup_id text,
    result text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (partner_id, id),
    UNIQUE (id),
    FOREIGN KEY (partner_id, client_id) REFERENCES client (partner_id, id)
);
COMMENT ON TABLE onboarding_visit IS 'One opening of an onboarding URL: what it asked for, kept until the person is sent back.';
COMMENT ON COLUMN onboarding_visit.browser IS 'Keyed hash of the browser''s cookie: only that browser continues the visit.';
COMMENT ON COLUMN onboarding_visit.target IS 'Where the person is sent back to; judged when the visit began.';
COMMENT ON COLUMN onboarding_visit.result IS 'The address the person was sent to, with client and channels; null: not yet.';
CREATE INDEX onboarding_visit_of_client ON onboarding_visit (partner_id, client_id);
CREATE INDEX onboarding_visit_by_expiry ON onboarding_visit (expires_at);
CALL guard('onboarding_visit');
GRANT SELECT, INSERT, UPDATE ON onboarding_visit TO partnerhub_app;
GRANT SELECT (expires_at), DELETE ON onboarding_visit TO partnerhub_worker;

CREATE TABLE onboarding_signature (
    partner_id text NOT NULL REFERENCES partner (id),
    digest bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, digest)
);
COMMENT ON TABLE onboarding_signature IS 'Signatures of onboarding links that were used; kept for as long as they would be accepted again.';
CREATE INDEX onboarding_signature_by_expiry ON onboarding_signature (expires_at);
CALL guard('onboarding_signature');
GRANT SELECT, INSERT ON onboarding_signature TO partnerhub_app;
GRANT SELECT (expires_at), DELETE ON onboarding_signature TO partnerhub_worker;

CREATE TABLE onboarding_signup (
    id text NOT NULL,
    partner_id text NOT NULL REFERENCES partner (id),
    client_id text NOT NULL,
    code bytea NOT NULL,
    step text NOT NULL,
    state json NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz,
    claim uuid,
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, id),
    UNIQUE (id),
    UNIQUE (partner_id, client_id, code),
    FOREIGN KEY (partner_id, client_id) REFERENCES client (partner_id, id),
    CHECK ((due_at IS NULL) = (step IN ('live', 'failed')))
);
COMMENT ON TABLE onboarding_signup IS 'A number on its way to live. `step` is the tag of `state`; due_at is null once it ended.';
COMMENT ON COLUMN onboarding_signup.code IS 'Keyed hash of the dialog''s code: a form sent twice begins one signup.';
COMMENT ON COLUMN onboarding_signup.attempts IS 'How often the present step was claimed; counted at the claim, so that a crash counts.';
COMMENT ON COLUMN onboarding_signup.claim IS 'Fences the outcome of a step: only the latest claim may write it.';
CREATE INDEX onboarding_signup_due ON onboarding_signup (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX onboarding_signup_of_client ON onboarding_signup (partner_id, client_id, created_at);
CALL guard('onboarding_signup');
GRANT SELECT, INSERT, UPDATE ON onboarding_signup TO partnerhub_app;
GRANT SELECT, UPDATE (attempts, due_at, claim) ON onboarding_signup TO partnerhub_worker;

CREATE TABLE onboarding_pin (
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    pin bytea NOT NULL,
    PRIMARY KEY (partner_id, channel_id),
    FOREIGN KEY (partner_id, channel_id) REFERENCES channel (partner_id, id)
);
COMMENT ON COLUMN onboarding_pin.pin IS 'Sealed. The two-step PIN a number is registered with; the same at every registration.';
CALL guard('onboarding_pin');
GRANT SELECT, INSERT ON onboarding_pin TO partnerhub_app;

CREATE FUNCTION enter_by_visit(given text, by_browser bytea)
RETURNS TABLE (partner_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', v.partner_id, false)
    FROM onboarding_visit v
    WHERE v.id = given AND v.browser = by_browser AND v.expires_at > now()
$$;
REVOKE EXECUTE ON FUNCTION enter_by_visit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_by_visit TO partnerhub_app;

-- migrate: rollback
