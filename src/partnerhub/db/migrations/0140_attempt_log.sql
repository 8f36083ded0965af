-- The log of attempts, read by endpoint, client, channel, type, outcome, status and error, newest first.
-- depends: 0102_replays

-- Pre-deploy. Building the indexes keeps writers of attempt waiting; nothing is released yet.

-- migrate: apply

CREATE INDEX attempt_of_endpoint ON attempt (partner_id, endpoint_id, at, id);
CREATE INDEX attempt_of_client ON attempt (partner_id, client_id, at, id) WHERE client_id IS NOT NULL;
CREATE INDEX attempt_of_channel ON attempt (partner_id, channel_id, at, id) WHERE channel_id IS NOT NULL;

-- What is usual is found on the way through the key; only what is not costs an index.
CREATE INDEX attempt_of_type ON attempt (partner_id, type, at, id) WHERE type <> 'messages';
CREATE INDEX attempt_of_status ON attempt (partner_id, status, at, id) WHERE status <> 200;
CREATE INDEX attempt_failed ON attempt (partner_id, at, id) WHERE outcome <> 'delivered';
CREATE INDEX attempt_of_outcome ON attempt (partner_id, outcome, at, id) WHERE outcome <> 'delivered';
CREATE INDEX attempt_of_error ON attempt (partner_id, error, at, id) WHERE outcome <> 'delivered';

-- migrate: rollback
