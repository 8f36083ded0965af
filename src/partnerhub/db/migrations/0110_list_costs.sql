-- What lists and changes of clients cost: totals that are kept, indexes by what identifies, documents rewritten only when they change.
-- depends: 0061_key_makers 0070_audit_changes

-- Pre-deploy. Rewrites channel and client and builds indexes on them: both are locked meanwhile, some seconds for 100,000 channels.

-- migrate: apply

-- A total that the page does not tell: counting 20,000 rows costs ten pages.
CREATE TABLE holding (
    partner_id text PRIMARY KEY REFERENCES partner (id),
    clients bigint NOT NULL DEFAULT 0,
    channels bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70);
COMMENT ON TABLE holding IS 'How many rows of a kind a partner has, for the totals of lists.';
CALL guard('holding');
GRANT SELECT, INSERT, UPDATE ON holding TO partnerhub_app;

INSERT INTO holding (partner_id, clients, channels)
SELECT p.id, (SELECT count(*) FROM client WHERE partner_id = p.id), (SELECT count(*) FROM channel WHERE partner_id = p.id) FROM partner p;

CREATE FUNCTION count_holding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE step integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    INSERT INTO holding AS h (partner_id, clients, channels) VALUES (
        coalesce(NEW.partner_id, OLD.partner_id),
        CASE TG_TABLE_NAME WHEN 'client' THEN step ELSE 0 END, CASE TG_TABLE_NAME WHEN 'channel' THEN step ELSE 0 END)
    ON CONFLICT (partner_id) DO UPDATE SET clients = h.clients + excluded.clients, channels = h.channels + excluded.channels;
    RETURN NULL;
END
$$;
-- At the end of the transaction: nobody waits for this row while holding it, so nobody waits in a circle.
CREATE CONSTRAINT TRIGGER holding AFTER INSERT OR DELETE ON client
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_holding();
CREATE CONSTRAINT TRIGGER holding AFTER INSERT OR DELETE ON channel
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_holding();

-- What identifies one row, or few. A column, not an expression: under row-level security no index serves `->>`, which is not leakproof.
ALTER TABLE channel ADD COLUMN phone_number text GENERATED ALWAYS AS (setup_info ->> 'phone_number') STORED;
ALTER TABLE client ADD COLUMN email text GENERATED ALWAYS AS (contact_info ->> 'email') STORED;
CREATE INDEX channel_by_external_id ON channel (partner_id, external_id);
CREATE INDEX channel_by_phone_number ON channel (partner_id, phone_number);
CREATE INDEX channel_by_app_id ON channel (partner_id, app_id);
CREATE INDEX client_by_email ON client (partner_id, email);
-- What many rows share: a total is counted in the index alone, whichever of these it is narrowed by.
CREATE INDEX channel_by_state ON channel (partner_id, status, hub_status, account_mode, availability_status, app_state, current_limit,
    current_quality_rating, meta_status);

-- Room beside each row for its next version: a changed document then needs no new entry in any index.
ALTER TABLE channel SET (fillfactor = 80);
ALTER TABLE client SET (fillfactor = 80);

-- The document of a channel shows these, so a change of others leaves it as it is.
DROP TRIGGER channel_docs ON client;
CREATE TRIGGER channel_docs AFTER UPDATE ON client FOR EACH ROW
    WHEN ((OLD.name, OLD.partner_payload, OLD.contact_info) IS DISTINCT FROM (NEW.name, NEW.partner_payload, NEW.contact_info))
    EXECUTE FUNCTION rewrite_docs_of_client();
DROP TRIGGER channel_docs ON waba;
CREATE TRIGGER channel_docs AFTER UPDATE ON waba FOR EACH ROW
    WHEN ((OLD.name, OLD.namespace, OLD.client_id, OLD.external_id, OLD.status, OLD.fb_account_status, OLD.fb_business_id,
        OLD.on_behalf_of_business_info, OLD.created_at)
        IS DISTINCT FROM (NEW.name, NEW.namespace, NEW.client_id, NEW.external_id, NEW.status, NEW.fb_account_status,
        NEW.fb_business_id, NEW.on_behalf_of_business_info, NEW.created_at))
    EXECUTE FUNCTION rewrite_docs_of_waba();

-- Changes that triggers make are documents written anew, and nobody looks for those in the audit log.
CREATE OR REPLACE PROCEDURE keep_changes(changed regclass, called text, identified_by text, left_out text, masked text)
LANGUAGE plpgsql AS $$
BEGIN
    -- The worker role changes many rows for nobody.
    EXECUTE format('CREATE TRIGGER keep_change AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW'
        ' WHEN (current_user = ''partnerhub_app'' AND pg_trigger_depth() = 0) EXECUTE FUNCTION keep_change(%L, %L, %L, %L)',
        changed, called, identified_by, left_out, masked);
END
$$;
DROP TRIGGER keep_change ON channel;
CALL keep_changes('channel', 'channel', 'id', 'health health_checked_at phone_number', '');
DROP TRIGGER keep_change ON client;
CALL keep_changes('client', 'client', 'id', 'email', '');
DROP TRIGGER keep_change ON waba_template;
CALL keep_changes('waba_template', 'template', 'id', '', '');

-- migrate: rollback
