-- What a partner was told of one number, found beside the messages of that number, which are many more.
-- depends: 0052_event_log

-- Pre-deploy. An index on each table of events; it holds only what partners were told.

-- migrate: apply

CREATE INDEX event_told_of_channel ON event (partner_id, channel_id, id) WHERE audience = 'partner' AND channel_id IS NOT NULL;

-- migrate: rollback
