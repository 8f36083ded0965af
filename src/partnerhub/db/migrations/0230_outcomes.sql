-- What became of messages, by channel and day: sent, delivered, read, failed and with which of Meta's codes.
-- depends: 0181_sandbox_faults

-- Pre-deploy. New tables only. What was carried before is counted by the worker, from the events that are still kept.

-- migrate: apply

CREATE TABLE message_outcome (
    partner_id text NOT NULL,
    key uuid NOT NULL,
    day date NOT NULL,
    steps smallint NOT NULL,
    PRIMARY KEY (partner_id, key)
);
COMMENT ON TABLE message_outcome IS 'What Meta has told of a message, so that each step counts once however often and in whatever order it is told; forgotten after 31 days.';
COMMENT ON COLUMN message_outcome.steps IS 'Bits: 1 sent, 2 delivered, 4 read, 8 failed.';
COMMENT ON COLUMN message_outcome.day IS 'UTC; of the first status that was told. All steps of the message count on it.';
CREATE INDEX message_outcome_old ON message_outcome USING brin (day) WITH (autosummarize = on);
CALL guard('message_outcome');
GRANT SELECT, INSERT, UPDATE (steps), DELETE ON message_outcome TO partnerhub_worker;

CREATE TABLE outcome_cursor (
    partner_id text PRIMARY KEY REFERENCES partner (id),
    event_id text COLLATE "C" NOT NULL
);
COMMENT ON TABLE outcome_cursor IS 'Up to which event the statuses of a partner''s messages are counted.';
CALL guard('outcome_cursor');
GRANT SELECT, INSERT, UPDATE (event_id) ON outcome_cursor TO partnerhub_worker;

CREATE TABLE outcome_day (
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    client_id text NOT NULL,
    day date NOT NULL,
    sent bigint NOT NULL,
    delivered bigint NOT NULL,
    read bigint NOT NULL,
    failed bigint NOT NULL,
    PRIMARY KEY (partner_id, channel_id, day),
    FOREIGN KEY (partner_id, channel_id) REFERENCES channel (partner_id, id)
);
COMMENT ON TABLE outcome_day IS 'Messages of a channel that were sent on a UTC day, and how many of them were delivered, read, and failed.';
CREATE INDEX outcome_day_of_partner ON outcome_day (partner_id, day);
CREATE INDEX outcome_day_of_client ON outcome_day (partner_id, client_id, day);
CALL guard('outcome_day');
GRANT SELECT ON outcome_day TO partnerhub_app;
GRANT SELECT, INSERT, UPDATE (sent, delivered, read, failed) ON outcome_day TO partnerhub_worker;

CREATE TABLE failure_day (
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    client_id text NOT NULL,
    day date NOT NULL,
    code integer NOT NULL,
    title text NOT NULL,
    quantity bigint NOT NULL,
    PRIMARY KEY (partner_id, channel_id, day, code),
    FOREIGN KEY (partner_id, channel_id) REFERENCES channel (partner_id, id)
);
COMMENT ON TABLE failure_day IS 'The failed ones among outcome_day, by Meta''s error code; 0: Meta named none.';
COMMENT ON COLUMN failure_day.title IS 'What Meta called the error when it first told of it.';
CREATE INDEX failure_day_of_partner ON failure_day (partner_id, day);
CREATE INDEX failure_day_of_client ON failure_day (partner_id, client_id, day);
CALL guard('failure_day');
GRANT SELECT ON failure_day TO partnerhub_app;
GRANT SELECT, INSERT, UPDATE (quantity) ON failure_day TO partnerhub_worker;

-- migrate: rollback
