-- The event log: found by type, client and channel; one event sent again.
-- depends: 0004_webhooks

-- Pre-deploy. Building the indexes keeps writers of event waiting; nothing is released yet.

-- migrate: apply

CREATE INDEX event_of_type ON event (partner_id, type, id);
CREATE INDEX event_of_client ON event (partner_id, client_id, id) WHERE client_id IS NOT NULL;
CREATE INDEX event_of_channel ON event (partner_id, channel_id, id) WHERE channel_id IS NOT NULL;

-- What is owed already is not owed twice: replaying it makes it due.
GRANT UPDATE (next_at) ON delivery TO partnerhub_app;

-- migrate: rollback
