-- What Meta says of a number's messages, read every few hours: kept with its time, and shown (contract messaging-and-meta A.5).
-- depends: 0340_people

-- Pre-deploy. Columns without a default or with a constant one.

-- migrate: apply

ALTER TABLE channel ADD COLUMN can_send_message text, ADD COLUMN meta_faults text[] NOT NULL DEFAULT '{}',
    ADD COLUMN meta_read_at timestamptz, ADD COLUMN meta_refused_at timestamptz;
COMMENT ON COLUMN channel.can_send_message IS 'Meta''s word: AVAILABLE, LIMITED, BLOCKED; null: not read yet.';
COMMENT ON COLUMN channel.meta_faults IS 'What Meta gives as reasons why messages are limited or blocked, in its own words.';
COMMENT ON COLUMN channel.meta_read_at IS 'When Meta last answered how the number is; null: never.';
COMMENT ON COLUMN channel.meta_refused_at IS 'Since when Meta has refused our access to the number; null: it gives it.';
GRANT UPDATE (can_send_message, meta_faults, meta_read_at, meta_refused_at) ON channel TO partnerhub_worker;

-- What Meta says is nobody's change.
DROP TRIGGER keep_change ON channel;
CALL keep_changes('channel', 'channel', 'id',
    'health health_checked_at phone_number can_send_message meta_faults meta_read_at meta_refused_at', '');

COMMENT ON TABLE channel_errand IS 'What is to be asked of Meta for a number. sync: how it is, after a webhook and every few hours. leave: let it go, after its end.';

-- migrate: rollback
