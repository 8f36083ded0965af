-- Events, the endpoints that want them, what is owed to each endpoint, and the log of attempts.
-- depends: 0003_clients_channels

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE event (
    id text COLLATE "C" NOT NULL,
    partner_id text NOT NULL,
    audience text NOT NULL CHECK (audience IN ('partner', 'channel')),
    type text NOT NULL,
    client_id text,
    waba_id text,
    channel_id text,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, id)
) PARTITION BY RANGE (id);
COMMENT ON TABLE event IS
    'Facts, never changed. The id begins with the time (evt_ + UUIDv7), so weeks of events are ranges of ids and are dropped whole.';
COMMENT ON COLUMN event.audience IS 'For whom it was made: the partner, or the channel (Meta''s payload unchanged).';
CALL guard('event');
GRANT SELECT, INSERT ON event TO partnerhub_app, partnerhub_worker;

CREATE TABLE endpoint (
    id bigint GENERATED ALWAYS AS IDENTITY,
    partner_id text NOT NULL REFERENCES partner (id),
    kind text NOT NULL CHECK (kind IN ('partner', 'waba', 'channel')),
    owner_id text NOT NULL,
    url text,
    headers bytea,
    override_all boolean NOT NULL DEFAULT false,
    fifo boolean NOT NULL DEFAULT false,
    max_in_flight integer NOT NULL DEFAULT 64 CHECK (max_in_flight > 0),
    failures integer NOT NULL DEFAULT 0,
    failing_since timestamptz,
    paused_until timestamptz NOT NULL DEFAULT '-infinity',
    disabled_at timestamptz,
    disabled_reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    modified_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id, id),
    UNIQUE (partner_id, kind, owner_id)
);
COMMENT ON TABLE endpoint IS 'Rows are never deleted: dropping a target empties its url, and what is owed to it waits for the next one.';
COMMENT ON COLUMN endpoint.headers IS 'Sealed JSON object: they may hold credentials.';
COMMENT ON COLUMN endpoint.override_all IS 'A WABA''s target wins over the targets of its numbers.';
COMMENT ON COLUMN endpoint.fifo IS 'Deliveries of one channel go one after the other, in order.';
COMMENT ON COLUMN endpoint.failures IS 'Failed attempts since the last success. Breaker: many of them open it until paused_until, then one probe.';
CALL guard('endpoint');
GRANT SELECT, INSERT, UPDATE ON endpoint TO partnerhub_app;
GRANT SELECT ON endpoint TO partnerhub_worker;
GRANT UPDATE (failures, failing_since, paused_until, disabled_at, disabled_reason) ON endpoint TO partnerhub_worker;

CREATE TABLE delivery (
    partner_id text NOT NULL,
    endpoint_id bigint NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    bucket text NOT NULL DEFAULT '',
    attempt smallint NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL DEFAULT now(),
    claim_id bigint,
    PRIMARY KEY (partner_id, endpoint_id, event_id)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
COMMENT ON TABLE delivery IS 'Only what is still owed. No foreign keys: events leave by partition, endpoints never leave, and the table is hot.';
COMMENT ON COLUMN delivery.bucket IS 'On a fifo endpoint: the channel whose order is kept. Else empty.';
COMMENT ON COLUMN delivery.attempt IS 'Counted when claimed, so that a delivery that kills its worker cannot go on for ever.';
COMMENT ON COLUMN delivery.next_at IS 'When it is due; while it is claimed, when the lease ends. The database''s clock, for all workers alike.';
COMMENT ON COLUMN delivery.claim_id IS 'Which claim holds it: a worker whose lease ran out cannot settle what another one took over.';
CREATE INDEX delivery_due ON delivery (partner_id, endpoint_id, next_at);
CREATE INDEX delivery_in_order ON delivery (partner_id, endpoint_id, bucket, seq) WHERE bucket <> '';
CALL guard('delivery');
GRANT SELECT, INSERT ON delivery TO partnerhub_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON delivery TO partnerhub_worker;

CREATE SEQUENCE attempt_id;
CREATE TABLE attempt (
    id bigint NOT NULL DEFAULT nextval('attempt_id'),
    partner_id text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    event_id text COLLATE "C" NOT NULL,
    endpoint_id bigint NOT NULL,
    attempt smallint NOT NULL,
    type text NOT NULL,
    client_id text,
    channel_id text,
    outcome text NOT NULL CHECK (outcome IN ('delivered', 'retrying', 'parked', 'exhausted', 'dead')),
    status smallint NOT NULL,
    error text,
    answer bytea NOT NULL,
    ms integer NOT NULL,
    PRIMARY KEY (partner_id, at, id)
) PARTITION BY RANGE (at);
COMMENT ON TABLE attempt IS 'Append-only log, a partition a day.';
COMMENT ON COLUMN attempt.status IS 'HTTP status; 0 when there was no answer.';
COMMENT ON COLUMN attempt.error IS 'Error class: dns, connect, blocked, tls, timeout, broken, status, redirect, ours.';
COMMENT ON COLUMN attempt.answer IS 'The first 16 KiB of the receiver''s answer.';
CREATE INDEX attempt_of_event ON attempt (partner_id, event_id);
CALL guard('attempt');
GRANT SELECT ON attempt TO partnerhub_app;
GRANT SELECT, INSERT ON attempt TO partnerhub_worker;
GRANT USAGE ON SEQUENCE attempt_id TO partnerhub_worker;

CREATE TABLE failed_delivery (
    partner_id text NOT NULL,
    endpoint_id bigint NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    fault text NOT NULL CHECK (fault IN ('exhausted', 'dead')),
    attempts smallint NOT NULL,
    error text,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id, endpoint_id, event_id)
);
COMMENT ON TABLE failed_delivery IS 'Given up. exhausted: the receiver failed every attempt. dead: the fault is ours. Never mixed.';
CALL guard('failed_delivery');
GRANT SELECT ON failed_delivery TO partnerhub_app;
GRANT SELECT, INSERT, UPDATE ON failed_delivery TO partnerhub_worker;

-- A partner without a platform secret gets one when its first delivery is signed.
GRANT UPDATE (platform_secret) ON partner TO partnerhub_worker;

-- A range without a partition of its own is kept by the default one, so nothing fails for a missing partition.
CREATE TABLE event_other PARTITION OF event DEFAULT;
CREATE TABLE attempt_other PARTITION OF attempt DEFAULT;
CALL guard('event_other');
CALL guard('attempt_other');

CREATE FUNCTION first_event_id(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'evt_' || lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0')
$$;
COMMENT ON FUNCTION first_event_id IS 'Every event made from `moment` on has a greater id: the first 48 bits of a UUIDv7 are milliseconds.';

CREATE FUNCTION make_partition(parent text, name text, low text, high text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(name) IS NOT NULL THEN
        RETURN false;
    END IF;
    -- Made apart and then attached: readers and writers of the parent go on meanwhile.
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', name, parent);
    EXECUTE format('CALL guard(%L)', name);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, name, low, high);
    RETURN true;
EXCEPTION WHEN check_violation THEN
    RETURN false;  -- Rows of this range lie in the default partition already (a clock was wrong): they stay there.
END
$$;

CREATE FUNCTION make_partitions(moment timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    made integer := 0;
    today timestamptz := date_trunc('day', moment, 'UTC');
    week timestamptz := date_trunc('week', moment, 'UTC');
    low timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('make_partitions'));
    FOR n IN 0..2 LOOP
        low := today + n * interval '1 day';
        made := made + make_partition('attempt', 'attempt_' || to_char(low AT TIME ZONE 'UTC', 'YYYYMMDD'),
            low::text, (low + interval '1 day')::text)::integer;
    END LOOP;
    FOR n IN 0..1 LOOP
        low := week + n * interval '7 days';
        made := made + make_partition('event', 'event_' || to_char(low AT TIME ZONE 'UTC', 'YYYYMMDD'),
            first_event_id(low), first_event_id(low + interval '7 days'))::integer;
    END LOOP;
    RETURN made;
END
$$;
COMMENT ON FUNCTION make_partitions IS
    'Partitions for this and the coming days (attempt) and weeks (event). The worker calls it; running it again does nothing.';
REVOKE EXECUTE ON FUNCTION make_partition, make_partitions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_partitions TO partnerhub_worker;
SELECT make_partitions(now());

-- migrate: rollback
