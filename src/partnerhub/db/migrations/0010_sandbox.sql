-- Sandbox: Meta in a box. What Meta would know, in a schema of its own; no tenant of the hub owns any of it.
-- depends: 0003_clients_channels

-- Pre-deploy. Takes no lock on tables of the hub.

-- migrate: apply

CREATE SCHEMA sandbox;

-- Every object of the Graph has one id, whatever its kind: GET /{id} asks here first.
CREATE TABLE sandbox.node (
    id       text PRIMARY KEY,
    kind     text NOT NULL CHECK (kind IN ('business', 'waba', 'phone', 'template', 'media', 'user', 'app')),
    waba_id  text
);

CREATE TABLE sandbox.business (
    id                   text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    name                 text NOT NULL,
    verification_status  text NOT NULL DEFAULT 'verified',
    messaging_limit      text NOT NULL DEFAULT 'TIER_2K',
    created_at           timestamptz NOT NULL
);

CREATE TABLE sandbox.waba (
    id                     text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    business_id            text NOT NULL REFERENCES sandbox.business,
    name                   text NOT NULL,
    currency               text NOT NULL DEFAULT 'USD',
    timezone_id            text NOT NULL DEFAULT '1',
    country                text NOT NULL DEFAULT 'US',
    namespace              text NOT NULL,
    status                 text NOT NULL DEFAULT 'ACTIVE',
    account_review_status  text NOT NULL DEFAULT 'APPROVED',
    ban_state              text,
    insights_enabled       boolean NOT NULL DEFAULT false,
    funding_id             text,
    created_at             timestamptz NOT NULL
);
CREATE INDEX ON sandbox.waba (business_id);

CREATE TABLE sandbox.phone (
    id                        text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    waba_id                   text NOT NULL REFERENCES sandbox.waba,
    digits                    text NOT NULL UNIQUE,
    country_code              text NOT NULL,
    display                   text NOT NULL,
    verified_name             text NOT NULL,
    name_status               text NOT NULL DEFAULT 'APPROVED',
    new_name                  text,
    new_name_status           text NOT NULL DEFAULT 'NONE',
    code_verification_status  text NOT NULL DEFAULT 'NOT_VERIFIED',
    otp                       text,
    otp_until                 timestamptz,
    otp_failures              int NOT NULL DEFAULT 0,
    pin                       text,
    pin_failures              int NOT NULL DEFAULT 0,
    registered                boolean NOT NULL DEFAULT false,
    status                    text NOT NULL DEFAULT 'DISCONNECTED',
    quality_rating            text NOT NULL DEFAULT 'UNKNOWN',
    throughput                text NOT NULL DEFAULT 'STANDARD',
    account_mode              text NOT NULL DEFAULT 'LIVE',
    search_visibility         text NOT NULL DEFAULT 'VISIBLE',
    official                  boolean NOT NULL DEFAULT false,
    override_uri              text,
    profile                   jsonb NOT NULL DEFAULT '{}',
    settings                  jsonb NOT NULL DEFAULT '{}',
    automation                jsonb NOT NULL DEFAULT '{}',
    last_onboarded_at         timestamptz,
    created_at                timestamptz NOT NULL
);
CREATE INDEX ON sandbox.phone (waba_id);

-- Customers that a number does not want to hear from.
CREATE TABLE sandbox.blocked (
    phone_id  text NOT NULL REFERENCES sandbox.phone ON DELETE CASCADE,
    customer  text NOT NULL,
    PRIMARY KEY (phone_id, customer)
);

-- Registrations and deregistrations, for the limit of 10 a number in 72 hours.
CREATE TABLE sandbox.registration (
    phone_id  text NOT NULL REFERENCES sandbox.phone ON DELETE CASCADE,
    at        timestamptz NOT NULL
);
CREATE INDEX ON sandbox.registration (phone_id, at);

CREATE TABLE sandbox.token (
    token       text PRIMARY KEY,
    user_id     text NOT NULL,
    waba_ids    text[] NOT NULL,
    issued_at   timestamptz NOT NULL,
    expires_at  timestamptz,
    revoked_at  timestamptz
);

CREATE TABLE sandbox.code (
    code        text PRIMARY KEY,
    user_id     text NOT NULL,
    waba_ids    text[] NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz
);

CREATE TABLE sandbox.subscription (
    waba_id       text NOT NULL REFERENCES sandbox.waba ON DELETE CASCADE,
    app_id        text NOT NULL,
    override_uri  text,
    PRIMARY KEY (waba_id, app_id)
);

CREATE TABLE sandbox.assigned_user (
    waba_id  text NOT NULL REFERENCES sandbox.waba ON DELETE CASCADE,
    user_id  text NOT NULL,
    tasks    text[] NOT NULL,
    PRIMARY KEY (waba_id, user_id)
);

CREATE TABLE sandbox.template (
    id                  text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    seq                 bigint GENERATED ALWAYS AS IDENTITY,
    waba_id             text NOT NULL REFERENCES sandbox.waba ON DELETE CASCADE,
    name                text NOT NULL,
    language            text NOT NULL,
    category            text NOT NULL,
    previous_category   text,
    sub_category        text,
    parameter_format    text NOT NULL DEFAULT 'POSITIONAL',
    components          jsonb NOT NULL,
    status              text NOT NULL DEFAULT 'PENDING',
    rejected_reason     text NOT NULL DEFAULT 'NONE',
    quality_score       text NOT NULL DEFAULT 'UNKNOWN',
    ttl_seconds         int,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    UNIQUE (waba_id, name, language)
);

CREATE TABLE sandbox.media (
    id          text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    phone_id    text NOT NULL REFERENCES sandbox.phone ON DELETE CASCADE,
    mime_type   text NOT NULL,
    filename    text,
    sha256      text NOT NULL,
    size        int NOT NULL,
    content     bytea NOT NULL,
    created_at  timestamptz NOT NULL
);

-- A customer answers for a phone number that is on WhatsApp; a number without one is not.
-- service_window: 'open' lets a business write at any time, 'strict' only within 24 hours of the customer's last message.
CREATE TABLE sandbox.customer (
    digits          text PRIMARY KEY,
    name            text NOT NULL,
    user_id         text NOT NULL UNIQUE,
    answers         boolean NOT NULL DEFAULT true,
    reads           boolean NOT NULL DEFAULT true,
    reply_text      text NOT NULL,
    service_window  text NOT NULL DEFAULT 'open' CHECK (service_window IN ('open', 'strict')),
    created_at      timestamptz NOT NULL
);

CREATE TABLE sandbox.message (
    id          text PRIMARY KEY,
    seq         bigint GENERATED ALWAYS AS IDENTITY,
    phone_id    text NOT NULL REFERENCES sandbox.phone ON DELETE CASCADE,
    customer    text NOT NULL,
    direction   text NOT NULL CHECK (direction IN ('out', 'in')),
    kind        text NOT NULL,
    category    text,
    body        json NOT NULL,
    status      text NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX ON sandbox.message (phone_id, customer, seq);
CREATE INDEX ON sandbox.message (customer, seq);

-- What will happen by itself: a status, a customer's answer, a verdict on a template.
CREATE TABLE sandbox.errand (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind    text NOT NULL,
    target  text NOT NULL,
    due_at  timestamptz NOT NULL,
    detail  json NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX ON sandbox.errand (due_at);

-- Webhooks: owed while settled_at is null, afterwards the log.
CREATE TABLE sandbox.webhook (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    waba_id      text NOT NULL,
    phone_id     text,
    field        text NOT NULL,
    url          text NOT NULL,
    body         bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    next_at      timestamptz NOT NULL,
    attempt      int NOT NULL DEFAULT 0,
    settled_at   timestamptz,
    last_status  int,
    last_error   text
) WITH (fillfactor = 80);
CREATE INDEX ON sandbox.webhook (next_at) WHERE settled_at IS NULL;
CREATE INDEX ON sandbox.webhook (settled_at) WHERE settled_at IS NOT NULL;

-- A person on the way through Embedded Signup; nothing is made before the last page.
CREATE TABLE sandbox.dialog (
    id          text PRIMARY KEY,
    answers     jsonb NOT NULL,
    expires_at  timestamptz NOT NULL
);

-- The switchboard: how this Meta behaves. A switch without a row has its default.
CREATE TABLE sandbox.switch (
    name   text PRIMARY KEY,
    value  jsonb NOT NULL
);

GRANT USAGE ON SCHEMA sandbox TO partnerhub_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA sandbox TO partnerhub_worker;

-- migrate: rollback
