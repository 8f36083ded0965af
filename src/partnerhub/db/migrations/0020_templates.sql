-- Templates of WABAs as Meta has them, and when each WABA's are read from Meta again.
-- depends: 0006_messaging

-- Pre-deploy. New tables only, and a trigger on waba (a short lock).

-- migrate: apply

CREATE TABLE waba_template (
    id text NOT NULL,
    partner_id text NOT NULL,
    waba_id text NOT NULL,
    external_id text NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    category text,
    status text NOT NULL,
    components json NOT NULL DEFAULT '[]',
    rejected_reason text NOT NULL DEFAULT 'NONE',
    quality_score text,
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL,
    created_by jsonb NOT NULL DEFAULT '{"user_id": "system", "user_name": "system"}',
    modified_by jsonb NOT NULL DEFAULT '{"user_id": "system", "user_name": "system"}',
    doc json NOT NULL,
    PRIMARY KEY (partner_id, id),
    UNIQUE (id),
    UNIQUE (partner_id, waba_id, external_id),
    FOREIGN KEY (partner_id, waba_id) REFERENCES waba (partner_id, id)
);
COMMENT ON TABLE waba_template IS 'What Meta has, kept here for lists. Meta is right: a row that Meta does not know is removed by the next sync.';
COMMENT ON COLUMN waba_template.external_id IS 'Meta''s id.';
COMMENT ON COLUMN waba_template.status IS 'Meta''s word in lower case; what Meta calls PENDING is submitted.';
COMMENT ON COLUMN waba_template.category IS 'Null until Meta is asked, when the first that we heard of a template was a webhook without it.';
CREATE INDEX waba_template_by_name ON waba_template (partner_id, waba_id, name, language);
CALL guard('waba_template');
GRANT SELECT, INSERT, UPDATE, DELETE ON waba_template TO partnerhub_app, partnerhub_worker;

CREATE TABLE template_sync (
    partner_id text NOT NULL,
    waba_id text NOT NULL,
    due_at timestamptz NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT '-infinity',
    attempts integer NOT NULL DEFAULT 0,
    synced_at timestamptz,
    error text,
    PRIMARY KEY (partner_id, waba_id),
    FOREIGN KEY (partner_id, waba_id) REFERENCES waba (partner_id, id)
);
COMMENT ON TABLE template_sync IS 'When the templates of a WABA are read from Meta next; claimed by pushing due_at.';
COMMENT ON COLUMN template_sync.attempts IS 'Since the last success; counted at the claim.';
COMMENT ON COLUMN template_sync.asked_at IS 'When something last asked for a reading before its time.';
CREATE INDEX template_sync_due ON template_sync (due_at);
CALL guard('template_sync');
GRANT SELECT, INSERT, UPDATE ON template_sync TO partnerhub_app, partnerhub_worker;

-- The document of the Partner API and of the Messaging API's legacy list (contract partner-api §11, messaging-and-meta A.4).
CREATE FUNCTION template_doc(t waba_template) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_object_agg(d.key, d.value) FROM waba w, json_each(json_build_object(
        'id', t.id, 'partner_id', t.partner_id, 'waba_account_id', t.waba_id, 'external_id', t.external_id,
        'name', t.name, 'language', t.language, 'category', t.category, 'status', t.status, 'components', t.components,
        'rejected_reason', t.rejected_reason, 'namespace', w.namespace,
        'quality_score', CASE WHEN t.quality_score IS NOT NULL THEN json_build_object('reasons', NULL, 'score', t.quality_score) END,
        'updated_external', t.modified_by ->> 'user_id' = 'system',
        'created_at', iso(t.created_at), 'created_by', t.created_by,
        'modified_at', iso(t.modified_at), 'modified_by', t.modified_by)) d
    WHERE w.partner_id = t.partner_id AND w.id = t.waba_id AND (d.key <> 'category' OR t.category IS NOT NULL)
$$;

CREATE FUNCTION write_template_doc() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.doc := template_doc(NEW);
    RETURN NEW;
END
$$;
CREATE TRIGGER doc BEFORE INSERT OR UPDATE ON waba_template FOR EACH ROW EXECUTE FUNCTION write_template_doc();

CREATE FUNCTION rewrite_template_docs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE waba_template SET doc = doc WHERE partner_id = NEW.partner_id AND waba_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER template_docs AFTER UPDATE ON waba FOR EACH ROW WHEN (OLD.namespace <> NEW.namespace)
    EXECUTE FUNCTION rewrite_template_docs();

-- migrate: rollback
