-- The indexes of unusual attempts hold what else is filtered by: two filters that never meet are seen in the index alone.
-- depends: 0140_attempt_log 0142_attempt_claim

-- Post-deploy is good enough. Each partition is locked against writing while its indexes are made: seconds for a million rows.

-- migrate: apply

DROP INDEX attempt_of_error, attempt_of_status, attempt_of_outcome, attempt_failed;
CREATE INDEX attempt_of_error ON attempt
    (partner_id, error, at, id, endpoint_id, channel_id, client_id, type, status, outcome) WHERE outcome <> 'delivered';
CREATE INDEX attempt_of_status ON attempt
    (partner_id, status, at, id, endpoint_id, channel_id, client_id, type, outcome, error) WHERE status <> 200;
CREATE INDEX attempt_of_outcome ON attempt
    (partner_id, outcome, at, id, endpoint_id, channel_id, client_id, type, status, error) WHERE outcome <> 'delivered';
CREATE INDEX attempt_failed ON attempt
    (partner_id, at, id, endpoint_id, channel_id, client_id, type, status, outcome, error) WHERE outcome <> 'delivered';

-- migrate: rollback
