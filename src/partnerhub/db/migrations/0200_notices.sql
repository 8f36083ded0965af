-- Notices: what a partner's people and those of its clients hear of, who has read it, and how each wants to be told.
-- depends: 0181_sandbox_faults 0171_insights 0170_events_told

-- Pre-deploy. New tables only; nobody is told of events from before.

-- migrate: apply

CREATE TABLE event_untold (
    partner_id text NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (partner_id, event_id)
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
COMMENT ON TABLE event_untold IS
    'Events of partners that no notice was made of yet: written by the statement that records the event, taken by the worker. No foreign key: events leave by partition.';
CALL guard('event_untold');
GRANT SELECT, INSERT, DELETE ON event_untold TO partnerhub_app;
GRANT SELECT, INSERT ON event_untold TO partnerhub_worker;

CREATE TABLE notice (
    partner_id text NOT NULL REFERENCES partner (id),
    id text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    type text NOT NULL,
    kind text NOT NULL,
    client_id text,
    client_sees boolean NOT NULL,
    facts json NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, id),
    UNIQUE (partner_id, event_id)
);
COMMENT ON TABLE notice IS 'One event, as people hear of it. It outlives the event.';
COMMENT ON COLUMN notice.id IS 'ntc_ + UUIDv7 of the moment at which the worker made it: the order in which people see it.';
COMMENT ON COLUMN notice.kind IS 'What people choose by: see domain/notifications/kinds.py.';
COMMENT ON COLUMN notice.client_sees IS 'It is for the people of client_id too, not only for the partner''s.';
CREATE INDEX notice_of_client ON notice (partner_id, client_id, id) WHERE client_sees;
CREATE INDEX notice_over ON notice (created_at);
CALL guard('notice');
GRANT SELECT, INSERT ON notice TO partnerhub_app;
GRANT SELECT (created_at), DELETE ON notice TO partnerhub_worker;

CREATE TABLE notice_reader (
    partner_id text NOT NULL REFERENCES partner (id),
    user_id text NOT NULL REFERENCES hub_user (id) ON DELETE CASCADE,
    read_to text COLLATE "C" NOT NULL DEFAULT '',
    hidden text[] NOT NULL DEFAULT '{}',
    at_once text[],
    daily text[],
    digest_hour smallint NOT NULL DEFAULT 7 CHECK (digest_hour BETWEEN 0 AND 23),
    digest_at timestamptz,
    PRIMARY KEY (partner_id, user_id)
);
COMMENT ON TABLE notice_reader IS 'A user''s choices and how far it has read. Without a row, as with nulls: the usual.';
COMMENT ON COLUMN notice_reader.read_to IS 'Every notice up to this one is read; of later ones, those in notice_read.';
COMMENT ON COLUMN notice_reader.hidden IS 'Kinds that the bell and the page leave out.';
COMMENT ON COLUMN notice_reader.digest_hour IS 'UTC.';
COMMENT ON COLUMN notice_reader.digest_at IS 'When the next daily letter goes; null: nothing is owed.';
CREATE INDEX notice_reader_due ON notice_reader (digest_at) WHERE digest_at IS NOT NULL;
CALL guard('notice_reader');
GRANT SELECT, INSERT, UPDATE ON notice_reader TO partnerhub_app;
GRANT SELECT (partner_id, digest_at) ON notice_reader TO partnerhub_worker;

CREATE TABLE notice_read (
    partner_id text NOT NULL,
    notice_id text COLLATE "C" NOT NULL,
    user_id text NOT NULL REFERENCES hub_user (id) ON DELETE CASCADE,
    PRIMARY KEY (partner_id, notice_id, user_id),
    FOREIGN KEY (partner_id, notice_id) REFERENCES notice (partner_id, id) ON DELETE CASCADE
);
CREATE INDEX notice_read_by ON notice_read (partner_id, user_id, notice_id);
CALL guard('notice_read');
GRANT SELECT, INSERT, DELETE ON notice_read TO partnerhub_app;

CREATE TABLE notice_owed (
    partner_id text NOT NULL,
    notice_id text COLLATE "C" NOT NULL,
    user_id text NOT NULL REFERENCES hub_user (id) ON DELETE CASCADE,
    PRIMARY KEY (partner_id, notice_id, user_id),
    FOREIGN KEY (partner_id, notice_id) REFERENCES notice (partner_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE notice_owed IS 'What the next daily letter to a user tells.';
CREATE INDEX notice_owed_to ON notice_owed (partner_id, user_id, notice_id);
CALL guard('notice_owed');
GRANT SELECT, INSERT, DELETE ON notice_owed TO partnerhub_app;

-- migrate: rollback
