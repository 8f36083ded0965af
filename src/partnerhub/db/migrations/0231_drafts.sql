-- Templates that are written and not sent yet; and when each template was edited, for Meta takes few edits.
-- depends: 0230_outcomes

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE template_draft (
    id text NOT NULL,
    partner_id text NOT NULL,
    waba_id text NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    category text NOT NULL,
    written json NOT NULL,
    author text NOT NULL,
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, waba_id) REFERENCES waba (partner_id, id)
);
COMMENT ON TABLE template_draft IS 'What Meta has not been asked for. Gone once it is sent; one that was deleted can be taken back for 30 days.';
COMMENT ON COLUMN template_draft.written IS 'The fields of the form, as they were.';
CREATE INDEX template_draft_of_waba ON template_draft (partner_id, waba_id, name);
CALL guard('template_draft');
CALL keep_changes('template_draft', 'template_draft', 'id', '', '');
GRANT SELECT, INSERT, UPDATE, DELETE ON template_draft TO partnerhub_app;
GRANT SELECT (deleted_at), DELETE ON template_draft TO partnerhub_worker;

CREATE TABLE template_edit (
    partner_id text NOT NULL,
    template_id text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, template_id, at),
    FOREIGN KEY (partner_id, template_id) REFERENCES waba_template (partner_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE template_edit IS 'Edits that Meta took from here in the last 30 days: it takes one of an approved template in 24 hours, and ten in 30 days.';
CALL guard('template_edit');
GRANT SELECT, INSERT, DELETE ON template_edit TO partnerhub_app;

-- migrate: rollback
