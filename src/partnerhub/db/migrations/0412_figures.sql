-- What became of templates by Meta's own count, read once a day; one table of what is to be read of a WABA, for all that is.
-- depends: 0411_till

-- Pre-deploy, while no older version serves: a table gets another name. A new table; a row for each WABA.

-- migrate: apply

ALTER TABLE template_sync RENAME TO waba_errand;
ALTER INDEX template_sync_due RENAME TO waba_errand_due;
ALTER TABLE waba_errand ADD COLUMN kind text NOT NULL DEFAULT 'templates' CHECK (kind IN ('templates', 'figures'));
ALTER TABLE waba_errand ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE waba_errand DROP CONSTRAINT template_sync_pkey, ADD PRIMARY KEY (partner_id, waba_id, kind);
ALTER TABLE waba_errand RENAME COLUMN synced_at TO done_at;
COMMENT ON TABLE waba_errand IS
    'What is to be read of a WABA from Meta, and when; claimed by pushing due_at. templates: all of them. figures: what became of each, by Meta''s count.';
INSERT INTO waba_errand (partner_id, waba_id, kind, due_at)
    SELECT partner_id, id, 'figures', now() + random() * interval '1 hour' FROM waba;

CREATE TABLE template_day (
    partner_id text NOT NULL,
    waba_id text NOT NULL,
    template_id text NOT NULL,
    day date NOT NULL,
    client_id text NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    sent bigint NOT NULL,
    delivered bigint NOT NULL,
    read bigint NOT NULL,
    clicked bigint NOT NULL,
    PRIMARY KEY (partner_id, waba_id, template_id, day),
    FOREIGN KEY (partner_id, waba_id) REFERENCES waba (partner_id, id)
);
COMMENT ON TABLE template_day IS 'What became of a template''s messages of a UTC day, by Meta''s own count; clicks on buttons are told nowhere else.';
COMMENT ON COLUMN template_day.template_id IS 'Meta''s id. The template may be gone; its name and language stay.';
CREATE INDEX template_day_of_partner ON template_day (partner_id, day);
CREATE INDEX template_day_of_client ON template_day (partner_id, client_id, day);
CALL guard('template_day');
GRANT SELECT, INSERT, UPDATE (sent, delivered, read, clicked) ON template_day TO partnerhub_app;
GRANT SELECT ON template_day TO partnerhub_worker;

-- migrate: rollback
