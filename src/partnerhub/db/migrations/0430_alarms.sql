-- Alarms: what stands badly with the installation, by name, so that each change is told once whoever watches.
-- depends: 0141_delivery_watch 0340_people

-- Pre-deploy. An older version that still watches finds no delivery_watch, and says so in its log until it is replaced.

-- migrate: apply

CREATE TABLE alarm (
    name text PRIMARY KEY,
    raised boolean NOT NULL,
    since timestamptz NOT NULL
);
COMMENT ON TABLE alarm IS 'One row for each alarm, one for all processes that watch. What was told of it is in operator_alert.';
GRANT SELECT, INSERT, UPDATE ON alarm TO partnerhub_worker;
INSERT INTO alarm (name, raised, since) SELECT 'deliveries_late', late, since FROM delivery_watch;
DROP TABLE delivery_watch;

-- migrate: rollback
