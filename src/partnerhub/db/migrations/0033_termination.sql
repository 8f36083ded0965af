-- The end of channels: when they are due, what is left to do at Meta, and that their numbers may come again.
-- depends: 0032_account_state

-- Pre-deploy. Rebuilds two unique indexes: locks channel and waba against writes while it does.

-- migrate: apply

ALTER TABLE channel_sync RENAME TO channel_errand;
ALTER TABLE channel_errand ADD COLUMN kind text NOT NULL DEFAULT 'sync' CHECK (kind IN ('sync', 'leave'));
ALTER TABLE channel_errand ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE channel_errand DROP CONSTRAINT channel_sync_pkey;
ALTER TABLE channel_errand ADD PRIMARY KEY (partner_id, channel_id, kind);
ALTER TABLE channel_errand RENAME CONSTRAINT channel_sync_partner_id_channel_id_fkey TO channel_errand_partner_id_channel_id_fkey;
DROP INDEX channel_sync_due;
CREATE INDEX channel_errand_due ON channel_errand (kind, due_at);
COMMENT ON TABLE channel_errand IS
    'What is to be asked of Meta for a number. sync: how it is, after a webhook and once a day. leave: let it go, after its end.';
GRANT DELETE ON channel_errand TO partnerhub_app;
REVOKE DELETE ON channel_errand FROM partnerhub_worker;

ALTER TABLE channel DROP CONSTRAINT channel_external_id_key;
CREATE UNIQUE INDEX channel_external_id_key ON channel (external_id) WHERE hub_status NOT IN ('terminated', 'deleted');
COMMENT ON INDEX channel_external_id_key IS 'A number is one channel at a time; after its end it may come again, as another channel.';
ALTER TABLE waba DROP CONSTRAINT waba_external_id_key;
CREATE UNIQUE INDEX waba_external_id_key ON waba (external_id) WHERE status <> 'bsp_removed';
COMMENT ON INDEX waba_external_id_key IS 'A WABA belongs to one client at a time; one that left may come again, to any client.';

DROP INDEX channel_to_terminate;
CREATE INDEX channel_to_end ON channel (hub_status, terminated_at) WHERE hub_status IN ('pending_deletion', 'terminated');

-- migrate: rollback
