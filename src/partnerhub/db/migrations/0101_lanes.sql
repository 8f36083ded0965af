-- What is owed goes by three lanes: live, sent again, and in order. A claim of one never reads past the rows of another.
-- depends: 0100_endpoint_standing

-- Pre-deploy. Rewrites delivery and builds an index on it, under an exclusive lock; nothing is released yet.

-- migrate: apply

ALTER TABLE delivery
    ADD COLUMN replayed boolean NOT NULL DEFAULT false,
    ADD COLUMN lane smallint NOT NULL
        GENERATED ALWAYS AS (CASE WHEN bucket <> '' THEN 2 WHEN replayed THEN 1 ELSE 0 END) STORED;
COMMENT ON COLUMN delivery.replayed IS 'Owed by a replay: live events of the endpoint go first.';
COMMENT ON COLUMN delivery.lane IS '0 live, 1 sent again, 2 in order: of each bucket only the row with the lowest seq may go.';
DROP INDEX delivery_due;
CREATE INDEX delivery_due ON delivery (partner_id, endpoint_id, lane, next_at);

-- migrate: rollback
