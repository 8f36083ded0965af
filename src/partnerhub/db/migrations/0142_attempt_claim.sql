-- Which claim an attempt belongs to: a settling whose answer was lost is written once.
-- depends: 0141_delivery_watch

-- Pre-deploy. A column without a default: a short lock on attempt.

-- migrate: apply

ALTER TABLE attempt ADD COLUMN claim_id bigint;
COMMENT ON COLUMN attempt.claim_id IS 'Of one claim and one delivery there is one attempt. NULL: made before this was kept.';

-- migrate: rollback
