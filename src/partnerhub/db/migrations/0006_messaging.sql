-- What Meta tells us: which updates were seen already, and what it says about whole accounts.
-- depends: 0003_clients_channels

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE meta_seen (
    partner_id text NOT NULL,
    key uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, key)
);
COMMENT ON TABLE meta_seen IS
    'Updates of Meta''s that were taken: Meta sends again for up to 7 days, so a row is needed for 8 and may go then.';
CREATE INDEX meta_seen_at ON meta_seen USING brin (seen_at);
CALL guard('meta_seen');
GRANT SELECT, INSERT, DELETE ON meta_seen TO partnerhub_worker;

CREATE TABLE meta_update (
    id bigint GENERATED ALWAYS AS IDENTITY,
    partner_id text NOT NULL,
    waba_id text NOT NULL,
    field text NOT NULL,
    body bytea NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, waba_id) REFERENCES waba (partner_id, id)
);
COMMENT ON TABLE meta_update IS 'What Meta said about a WABA as a whole (contract messaging-and-meta B.6): the value, byte for byte.';
CREATE INDEX meta_update_of_waba ON meta_update (partner_id, waba_id, field, id);
CALL guard('meta_update');
GRANT SELECT ON meta_update TO partnerhub_app;
GRANT SELECT, INSERT, DELETE ON meta_update TO partnerhub_worker;

-- migrate: rollback
