-- Sandbox: calls, groups, signup links, credit lines, user names, and an app that says where its webhooks go.
-- depends: 0120_sandbox_edges

-- Pre-deploy. New tables of the sandbox, columns with constant defaults, and a check on sandbox.node made anew (small tables).

-- migrate: apply

ALTER TABLE sandbox.node DROP CONSTRAINT node_kind_check;
ALTER TABLE sandbox.node ADD CONSTRAINT node_kind_check
    CHECK (kind IN ('business', 'waba', 'phone', 'template', 'media', 'user', 'app', 'flow', 'solution',
                    'dataset', 'group', 'signup', 'credit', 'allocation'));

ALTER TABLE sandbox.waba ADD COLUMN settings jsonb NOT NULL DEFAULT '{}';
ALTER TABLE sandbox.phone ADD COLUMN username text UNIQUE, ADD COLUMN official_request jsonb;
COMMENT ON COLUMN sandbox.phone.official_request IS 'What was sent to ask for an Official Business Account.';

CREATE TABLE sandbox.call (
    id           text PRIMARY KEY,
    phone_id     text NOT NULL REFERENCES sandbox.phone ON DELETE CASCADE,
    customer     text NOT NULL,
    direction    text NOT NULL CHECK (direction IN ('BUSINESS_INITIATED', 'USER_INITIATED')),
    state        text NOT NULL DEFAULT 'RINGING' CHECK (state IN ('RINGING', 'ACCEPTED', 'REJECTED', 'ENDED')),
    session      jsonb,
    callback     text,
    created_at   timestamptz NOT NULL,
    accepted_at  timestamptz
);
CREATE INDEX ON sandbox.call (phone_id, customer);
COMMENT ON COLUMN sandbox.call.session IS 'The offer of whoever calls: sdp_type and sdp.';
COMMENT ON COLUMN sandbox.call.callback IS 'biz_opaque_callback_data.';

CREATE TABLE sandbox.chat_group (
    id           text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    seq          bigint GENERATED ALWAYS AS IDENTITY,
    phone_id     text NOT NULL REFERENCES sandbox.phone ON DELETE CASCADE,
    subject      text NOT NULL,
    description  text,
    join_mode    text NOT NULL,
    invite       text NOT NULL,
    created_at   timestamptz NOT NULL
);
CREATE INDEX ON sandbox.chat_group (phone_id);

CREATE TABLE sandbox.group_member (
    group_id    text NOT NULL REFERENCES sandbox.chat_group ON DELETE CASCADE,
    customer    text NOT NULL,
    request_id  text,
    since       timestamptz NOT NULL,
    PRIMARY KEY (group_id, customer)
);
COMMENT ON COLUMN sandbox.group_member.request_id IS 'While the customer only asks to join; null: is in it.';

CREATE TABLE sandbox.signup_link (
    id        text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    seq       bigint GENERATED ALWAYS AS IDENTITY,
    waba_id   text NOT NULL REFERENCES sandbox.waba ON DELETE CASCADE,
    content   jsonb NOT NULL
);

CREATE TABLE sandbox.allocation (
    id           text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    seq          bigint GENERATED ALWAYS AS IDENTITY,
    credit_id    text NOT NULL,
    business_id  text NOT NULL REFERENCES sandbox.business ON DELETE CASCADE,
    currency     text,
    deleted_at   timestamptz
);

CREATE TABLE sandbox.app_callback (
    object  text PRIMARY KEY,
    url     text NOT NULL,
    fields  text[] NOT NULL
);

-- The portfolio of the app's own owner, and its credit line.
INSERT INTO sandbox.node (id, kind) VALUES ('121000000000001', 'business'), ('123000000000001', 'credit')
    ON CONFLICT DO NOTHING;
INSERT INTO sandbox.business (id, name, created_at) VALUES ('121000000000001', 'Sandbox Partner', '2024-01-01T00:00:00Z')
    ON CONFLICT DO NOTHING;
INSERT INTO sandbox.node (id, kind, waba_id) SELECT dataset_id, 'dataset', id FROM sandbox.waba WHERE dataset_id IS NOT NULL
    ON CONFLICT DO NOTHING;

-- Ids of users at a business are two letters of a country and digits.
UPDATE sandbox.customer SET user_id = 'US.' || (('x' || substr(md5(digits), 1, 15))::bit(60)::bigint)::text;

GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.call, sandbox.chat_group, sandbox.group_member, sandbox.signup_link,
    sandbox.allocation, sandbox.app_callback TO partnerhub_worker;

-- migrate: rollback
