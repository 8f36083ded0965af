-- Up to three further destinations of a number (contract messaging-and-meta A.7), told once its main webhook has the event.
-- depends: 0004_webhooks

-- Pre-deploy. Columns with constant defaults; the new unique index is built on a table of a few rows for each number.

-- migrate: apply

ALTER TABLE endpoint
    ADD COLUMN name text NOT NULL DEFAULT '',
    ADD COLUMN multi_webhook boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT endpoint_kind_check,
    ADD CONSTRAINT endpoint_kind_check CHECK (kind IN ('partner', 'waba', 'channel', 'destination')),
    DROP CONSTRAINT endpoint_partner_id_kind_owner_id_key,
    ADD CONSTRAINT endpoint_of_owner UNIQUE (partner_id, kind, owner_id, name);
COMMENT ON COLUMN endpoint.name IS 'Tells the further destinations of one channel apart; empty for all other kinds.';
COMMENT ON COLUMN endpoint.multi_webhook IS 'On the row of a channel: its further destinations are told, too.';

ALTER TABLE delivery ADD COLUMN followed boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN delivery.followed IS 'The main delivery of a channel with further destinations: they are owed the event once this one has arrived.';

-- migrate: rollback
