-- Old events and attempts leave by whole partitions.
-- depends: 0142_attempt_claim

-- Pre-deploy. A function.

-- migrate: apply

CREATE FUNCTION drop_partitions(parent text, days integer, before timestamptz) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    name text;
    dropped text[] := '{}';
BEGIN
    FOR name IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = to_regclass(parent) AND parent IN ('event', 'attempt') AND c.relname ~ ('^' || parent || '_[0-9]{8}$')
        AND (to_date(right(c.relname, 8), 'YYYYMMDD') + days) AT TIME ZONE 'UTC' <= before ORDER BY c.relname
    LOOP
        EXECUTE format('DROP TABLE %I', name);
        dropped := dropped || name;
    END LOOP;
    -- In the default partition lies what came with a wrong clock.
    IF parent = 'event' THEN
        DELETE FROM event_other WHERE id < first_event_id(before);
    ELSE
        DELETE FROM attempt_other WHERE at < before;
    END IF;
    RETURN dropped;
END
$$;
COMMENT ON FUNCTION drop_partitions IS
    'Drops partitions of event or attempt, each of so many days, that end before. Waits for readers no longer than 2 s: it is tried again.';
REVOKE EXECUTE ON FUNCTION drop_partitions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_partitions TO partnerhub_worker;

-- migrate: rollback
