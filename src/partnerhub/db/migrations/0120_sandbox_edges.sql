-- Sandbox: uploads in pieces, QR codes, encryption, compliance, archived templates.
-- depends: 0035_account_sharing

-- Pre-deploy. New tables of the sandbox, and columns without a rewrite.

-- migrate: apply

CREATE TABLE sandbox.upload (
    id           text PRIMARY KEY,
    filename     text NOT NULL,
    mime_type    text NOT NULL,
    size         int NOT NULL,
    content      bytea NOT NULL DEFAULT '',
    handle       text UNIQUE,
    created_at   timestamptz NOT NULL
);
COMMENT ON COLUMN sandbox.upload.handle IS 'Once all bytes are there.';

CREATE TABLE sandbox.qr_code (
    phone_id    text NOT NULL REFERENCES sandbox.phone ON DELETE CASCADE,
    code        text NOT NULL,
    seq         bigint GENERATED ALWAYS AS IDENTITY,
    message     text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (phone_id, code)
);

ALTER TABLE sandbox.phone ADD COLUMN public_key text, ADD COLUMN compliance jsonb;
ALTER TABLE sandbox.template ADD COLUMN archived_from text;
COMMENT ON COLUMN sandbox.template.archived_from IS 'The status that it gets back when it is taken out of the archive.';

GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.upload, sandbox.qr_code TO partnerhub_worker;

-- migrate: rollback
