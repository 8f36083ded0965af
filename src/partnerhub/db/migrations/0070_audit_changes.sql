-- The audit log keeps from where a change came, and what every changed row held before and after.
-- depends: 0036_marketing_routing 0053_secret_rotation 0054_onboarding_links 0090_multi_webhook

-- Pre-deploy. Columns with constant defaults and indexes on audit, which is not written to meanwhile; triggers on small tables, a short lock on each.

-- migrate: apply

ALTER TABLE audit ADD COLUMN address text, ADD COLUMN changes json NOT NULL DEFAULT '[]';
COMMENT ON COLUMN audit.changes IS
    'What the transaction changed, a row each: {of, id, before, after}, with changed fields only and secrets masked.';

-- The log is read by time, and by time within one of these.
CREATE INDEX audit_by_time ON audit (partner_id, at, id);
CREATE INDEX audit_by_actor ON audit (partner_id, actor, at, id);
CREATE INDEX audit_by_action ON audit (partner_id, action, at, id);
CREATE INDEX audit_by_subject ON audit (partner_id, subject, at, id);

CREATE FUNCTION narrowed(old jsonb, new jsonb, OUT before jsonb, OUT after jsonb) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    name text;
    inner_before jsonb;
    inner_after jsonb;
BEGIN
    before := '{}';
    after := '{}';
    FOR name IN SELECT k FROM jsonb_object_keys(old || new) k WHERE old -> k IS DISTINCT FROM new -> k ORDER BY k LOOP
        inner_before := old -> name;
        inner_after := new -> name;
        IF jsonb_typeof(inner_before) = 'object' AND jsonb_typeof(inner_after) = 'object' THEN
            SELECT n.before, n.after INTO inner_before, inner_after FROM narrowed(inner_before, inner_after) n;
        END IF;
        before := before || jsonb_build_object(name, inner_before);
        after := after || jsonb_build_object(name, inner_after);
    END LOOP;
END
$$;
COMMENT ON FUNCTION narrowed IS 'Two states of a thing, without what is the same in both.';

CREATE FUNCTION shown_in_audit(fields jsonb, masked text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, CASE
        WHEN jsonb_typeof(value) = 'null' THEN value
        WHEN key = ANY (masked) THEN '"***"'
        WHEN length(value::text) > 4096 THEN to_jsonb(length(value::text) || ' characters')
        ELSE value END), '{}')
    FROM jsonb_each(fields)
$$;

CREATE FUNCTION keep_change() RETURNS trigger LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    told text := coalesce(current_setting('partnerhub.changes', true), '');
    skipped text[] := ARRAY['id', 'partner_id', 'created_at', 'modified_at', 'created_by', 'modified_by', 'doc']
        || string_to_array(TG_ARGV[2], ' ');
    masked text[] := string_to_array(TG_ARGV[3], ' ');
    old_row jsonb := to_jsonb(OLD);
    new_row jsonb := to_jsonb(NEW);
    before jsonb;
    after jsonb;
    known_as text := (SELECT string_agg(nullif(coalesce(new_row, old_row) ->> name, ''), '/')
        FROM unnest(string_to_array(TG_ARGV[1], ' ')) name);
BEGIN
    IF length(told) > 65536 THEN RETURN NULL; END IF;
    CASE TG_OP
        WHEN 'INSERT' THEN after := shown_in_audit(jsonb_strip_nulls(new_row - skipped), masked);
        WHEN 'DELETE' THEN before := shown_in_audit(jsonb_strip_nulls(old_row - skipped), masked);
        ELSE
            SELECT shown_in_audit(n.before, masked), shown_in_audit(n.after, masked) INTO before, after
            FROM narrowed(old_row - skipped, new_row - skipped) n;
            IF after = '{}' THEN RETURN NULL; END IF;
    END CASE;
    PERFORM set_config('partnerhub.changes', concat_ws(',', nullif(told, ''), json_build_object(
        'of', TG_ARGV[0], 'id', known_as, 'before', before, 'after', after)::text), true);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION keep_change IS
    'Remembers a changed row until the end of the transaction, for its line in the audit log. Arguments: what people call the row, the columns that identify it, columns left out, columns masked.';

CREATE PROCEDURE keep_changes(changed regclass, called text, identified_by text, left_out text, masked text) LANGUAGE plpgsql AS $$
BEGIN
    -- The worker role changes many rows for nobody.
    EXECUTE format('CREATE TRIGGER keep_change AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW'
        ' WHEN (current_user = ''partnerhub_app'') EXECUTE FUNCTION keep_change(%L, %L, %L, %L)',
        changed, called, identified_by, left_out, masked);
END
$$;

CALL keep_changes('partner', 'partner', 'id', '', 'platform_secret previous_platform_secret');
CALL keep_changes('partner_key', 'partner_key', 'id', 'digest last_used_at', '');
CALL keep_changes('hub_user', 'user', 'id', '', 'password_hash');
CALL keep_changes('client', 'client', 'id', '', '');
CALL keep_changes('channel', 'channel', 'id', 'health health_checked_at', '');
CALL keep_changes('channel_key', 'channel_key', 'id', 'digest', '');
CALL keep_changes('endpoint', 'webhook', 'owner_id name', 'failures failing_since paused_until', 'headers');
CALL keep_changes('onboarding_link', 'onboarding_link', 'id', 'digest token', '');
CALL keep_changes('waba', 'waba', 'id', '', 'graph_token');
CALL keep_changes('waba_template', 'template', 'id', '', '');
CALL keep_changes('waba_flow', 'flow', 'id', '', '');

-- migrate: rollback
