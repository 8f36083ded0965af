-- Flows: which ones belong to which WABA; and in the sandbox, the flows themselves.
-- depends: 0020_templates

-- Pre-deploy. New tables, and a check on sandbox.node made anew (the sandbox's own, small table).

-- migrate: apply

CREATE TABLE waba_flow (
    partner_id text NOT NULL,
    waba_id text NOT NULL,
    id text NOT NULL,
    PRIMARY KEY (partner_id, waba_id, id),
    FOREIGN KEY (partner_id, waba_id) REFERENCES waba (partner_id, id)
);
COMMENT ON TABLE waba_flow IS 'Meta''s ids that were seen in a WABA: proof that a caller may name them. What a flow is, only Meta knows.';
CALL guard('waba_flow');
GRANT SELECT, INSERT ON waba_flow TO partnerhub_app;

ALTER TABLE sandbox.node DROP CONSTRAINT node_kind_check;
ALTER TABLE sandbox.node ADD CONSTRAINT node_kind_check
    CHECK (kind IN ('business', 'waba', 'phone', 'template', 'media', 'user', 'app', 'flow'));

CREATE TABLE sandbox.flow (
    id                 text PRIMARY KEY REFERENCES sandbox.node ON DELETE CASCADE,
    seq                bigint GENERATED ALWAYS AS IDENTITY,
    waba_id            text NOT NULL REFERENCES sandbox.waba ON DELETE CASCADE,
    name               text NOT NULL,
    categories         jsonb NOT NULL,
    status             text NOT NULL DEFAULT 'DRAFT',
    endpoint_uri       text,
    content            json,
    validation_errors  jsonb NOT NULL DEFAULT '[]',
    updated_at         timestamptz NOT NULL,
    UNIQUE (waba_id, name)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.flow TO partnerhub_worker;

-- migrate: rollback
