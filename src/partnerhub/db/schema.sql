-- Made from the migrations by `make schema`. Read it, do not edit it.

CREATE SCHEMA sandbox;

CREATE FUNCTION public.ask_partner_change(request text, client text, target text, named text, numbers integer, asker text, at timestamp with time zone) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    INSERT INTO partner_change (partner_id, id, source_partner_id, source_client_id, target_partner_id, client_name, channels,
        asked_by, created_at, modified_at)
    SELECT side, request, current_partner(), client, target, named, numbers, asker, at, at
    FROM unnest(ARRAY[current_partner(), target]) AS side
$$;

COMMENT ON FUNCTION public.ask_partner_change(request text, client text, target text, named text, numbers integer, asker text, at timestamp with time zone) IS 'A request of the current partner''s client, put before both partners.';

CREATE FUNCTION public.billed_in(waba_currency text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT CASE lower(waba_currency) WHEN 'eur' THEN 'eur' ELSE 'usd' END
$$;

CREATE TABLE public.channel (
    id text NOT NULL,
    partner_id text NOT NULL,
    client_id text NOT NULL,
    waba_id text NOT NULL,
    external_id text NOT NULL,
    status text DEFAULT 'created'::text NOT NULL,
    account_mode text DEFAULT 'sandbox'::text NOT NULL,
    availability_status text DEFAULT 'setting_up'::text NOT NULL,
    hub_status text DEFAULT 'draft'::text NOT NULL,
    meta_status text,
    type text DEFAULT 'waba'::text NOT NULL,
    version integer DEFAULT 2 NOT NULL,
    is_migrated boolean DEFAULT false NOT NULL,
    is_oba boolean DEFAULT false NOT NULL,
    has_inbox boolean DEFAULT false NOT NULL,
    is_on_biz_app boolean DEFAULT false NOT NULL,
    current_limit text,
    current_quality_rating text,
    profile_info jsonb DEFAULT '{}'::jsonb NOT NULL,
    project jsonb DEFAULT '{}'::jsonb NOT NULL,
    setup_info jsonb DEFAULT '{}'::jsonb NOT NULL,
    app_id text,
    app_state text,
    billing_started_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    terminated_at timestamp with time zone,
    permission_granted_at timestamp with time zone,
    health json,
    health_checked_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    modified_at timestamp with time zone DEFAULT now() NOT NULL,
    doc json NOT NULL,
    template_blocks text[] DEFAULT '{}'::text[] NOT NULL,
    ctwa_dataset_id text,
    throughput text,
    phone_number text GENERATED ALWAYS AS ((setup_info ->> 'phone_number'::text)) STORED,
    can_send_message text,
    meta_faults text[] DEFAULT '{}'::text[] NOT NULL,
    meta_read_at timestamp with time zone,
    meta_refused_at timestamp with time zone,
    CONSTRAINT channel_account_mode_check CHECK ((account_mode = ANY (ARRAY['sandbox'::text, 'live'::text]))),
    CONSTRAINT channel_availability_status_check CHECK ((availability_status = ANY (ARRAY['ready'::text, 'setting_up'::text, 'error'::text])))
)
WITH (fillfactor='80');

ALTER TABLE ONLY public.channel FORCE ROW LEVEL SECURITY;

COMMENT ON COLUMN public.channel.app_id IS 'The integration: present once it exists, gone when the channel is terminated.';

COMMENT ON COLUMN public.channel.permission_granted_at IS 'When the client shared API-key permission with the partner; null: missing.';

COMMENT ON COLUMN public.channel.health IS 'Last answer of GET /v1/health, good for five minutes from health_checked_at.';

COMMENT ON COLUMN public.channel.template_blocks IS 'Why templates may not be sent: restriction, ban, balance. Empty: they may.';

COMMENT ON COLUMN public.channel.ctwa_dataset_id IS 'Meta''s dataset that events of click-to-WhatsApp ads go to; null: switched off.';

COMMENT ON COLUMN public.channel.throughput IS 'Meta''s word: STANDARD, HIGH, NOT_APPLICABLE; null: not asked yet.';

COMMENT ON COLUMN public.channel.can_send_message IS 'Meta''s word: AVAILABLE, LIMITED, BLOCKED; null: not read yet.';

COMMENT ON COLUMN public.channel.meta_faults IS 'What Meta gives as reasons why messages are limited or blocked, in its own words.';

COMMENT ON COLUMN public.channel.meta_read_at IS 'When Meta last answered how the number is; null: never.';

COMMENT ON COLUMN public.channel.meta_refused_at IS 'Since when Meta has refused our access to the number; null: it gives it.';

CREATE FUNCTION public.channel_doc(ch public.channel) RETURNS json
    LANGUAGE sql STABLE
    AS $$
    SELECT json_strip_nulls(json_build_object(
        'id', ch.id, 'client_id', ch.client_id, 'partner_id', ch.partner_id, 'status', ch.status,
        'account_mode', ch.account_mode, 'availability_status', ch.availability_status, 'hub_status', ch.hub_status,
        'meta_status', ch.meta_status, 'type', ch.type, 'version', ch.version, 'is_migrated', ch.is_migrated,
        'is_oba', ch.is_oba, 'has_inbox', ch.has_inbox, 'is_on_biz_app', ch.is_on_biz_app,
        'external_id', ch.external_id, 'current_limit', ch.current_limit,
        'current_quality_rating', ch.current_quality_rating, 'profile_info', ch.profile_info, 'project', ch.project,
        'setup_info', ch.setup_info, 'waba_account_id', ch.waba_id,
        'billing_started_at', iso(ch.billing_started_at), 'cancelled_at', iso(ch.cancelled_at),
        'terminated_at', iso(ch.terminated_at), 'created_at', iso(ch.created_at), 'modified_at', iso(ch.modified_at),
        'client', json_build_object('id', c.id, 'name', c.name, 'partner_payload', c.partner_payload,
            'contact_info', c.contact_info),
        'waba_account', json_build_object('id', w.id, 'name', w.name, 'namespace', w.namespace,
            'client_id', w.client_id, 'external_id', w.external_id, 'status', w.status,
            'fb_account_status', w.fb_account_status, 'fb_business_id', w.fb_business_id, 'consents', '{}'::json,
            'on_behalf_of_business_info', w.on_behalf_of_business_info, 'created_at', iso(w.created_at),
            'created_by', '{"user_id": "system", "user_name": "system"}'::json),
        'integration', CASE WHEN ch.app_id IS NOT NULL THEN json_build_object(
            'enabled', ch.app_state = 'running', 'app_id', ch.app_id, 'state', ch.app_state) END,
        'ctwa', CASE WHEN ch.ctwa_dataset_id IS NOT NULL THEN json_build_object(
            'enabled', true, 'dataset_id', ch.ctwa_dataset_id) END))
    FROM client c, waba w
    WHERE c.partner_id = ch.partner_id AND c.id = ch.client_id AND w.partner_id = ch.partner_id AND w.id = ch.waba_id
$$;

CREATE FUNCTION public.channels_of_keys(given bytea[]) RETURNS TABLE(digest bytea, partner_id text, channel_id text, client_id text, waba_id text, phone_number_id text, waba_external_id text, phone_number text, graph_token bytea, hub_status text, unpaid boolean, routes_marketing boolean, throughput text, is_on_biz_app boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT k.digest, k.partner_id, ch.id, ch.client_id, ch.waba_id, ch.external_id, w.external_id,
           ch.setup_info ->> 'phone_number', w.graph_token, ch.hub_status,
           EXISTS (SELECT FROM funds_of(k.partner_id, ch.client_id, billed_in(w.currency)) f WHERE f.stopped_at IS NOT NULL),
           p.marketing_messages_routing
               AND coalesce(w.settings ->> 'marketing_messages_lite_api_status' = 'ONBOARDED', false),
           ch.throughput, ch.is_on_biz_app
    FROM channel_key k
    JOIN channel ch ON ch.partner_id = k.partner_id AND ch.id = k.channel_id
    JOIN waba w ON w.partner_id = ch.partner_id AND w.id = ch.waba_id
    JOIN partner p ON p.id = k.partner_id
    WHERE k.digest = ANY (given) AND k.revoked_at IS NULL AND (k.made_by = 'client' OR ch.permission_granted_at IS NOT NULL);
END
$$;

COMMENT ON FUNCTION public.channels_of_keys(given bytea[]) IS 'The channels that these keys let in, of whatever partner. No partner is set: the caller only learns what each key implies.';

CREATE TABLE public.client (
    id text NOT NULL,
    partner_id text NOT NULL,
    name text NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    organisation text,
    max_channels integer DEFAULT 2 NOT NULL,
    partner_payload text,
    meta_info jsonb DEFAULT '{}'::jsonb NOT NULL,
    contact_info jsonb DEFAULT '{}'::jsonb NOT NULL,
    contact_user jsonb DEFAULT '{}'::jsonb NOT NULL,
    suspicious boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    modified_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by jsonb DEFAULT '{"user_id": "system", "user_name": "system"}'::jsonb NOT NULL,
    modified_by jsonb DEFAULT '{"user_id": "system", "user_name": "system"}'::jsonb NOT NULL,
    doc json NOT NULL,
    email text GENERATED ALWAYS AS ((contact_info ->> 'email'::text)) STORED,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    notes text DEFAULT ''::text NOT NULL,
    CONSTRAINT client_max_channels_check CHECK ((max_channels >= 0))
)
WITH (fillfactor='80');

ALTER TABLE ONLY public.client FORCE ROW LEVEL SECURITY;

COMMENT ON COLUMN public.client.notes IS 'The partner''s own: neither the client nor the Partner API''s client shows it.';

CREATE FUNCTION public.client_doc(c public.client) RETURNS json
    LANGUAGE sql STABLE
    AS $$
    SELECT json_strip_nulls(json_build_object(
        'id', c.id, 'name', c.name, 'status', c.status, 'organisation', c.organisation, 'max_channels', c.max_channels,
        'partner_payload', c.partner_payload, 'meta_info', c.meta_info, 'contact_info', c.contact_info,
        'contact_user', c.contact_user, 'suspicious', c.suspicious,
        'created_at', iso(c.created_at), 'created_by', c.created_by,
        'modified_at', iso(c.modified_at), 'modified_by', c.modified_by))
$$;

CREATE FUNCTION public.count_holding() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE step integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    INSERT INTO holding AS h (partner_id, clients, channels) VALUES (
        coalesce(NEW.partner_id, OLD.partner_id),
        CASE TG_TABLE_NAME WHEN 'client' THEN step ELSE 0 END, CASE TG_TABLE_NAME WHEN 'channel' THEN step ELSE 0 END)
    ON CONFLICT (partner_id) DO UPDATE SET clients = h.clients + excluded.clients, channels = h.channels + excluded.channels;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.cross_partner_change(request text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    mine partner_change;
    waiting integer;
BEGIN
    SELECT * INTO mine FROM partner_change WHERE partner_id = current_partner() AND id = request;
    PERFORM FROM partner_change WHERE partner_id IN (mine.source_partner_id, mine.target_partner_id) AND id = request
        AND status = 'pending' ORDER BY partner_id FOR UPDATE;
    GET DIAGNOSTICS waiting = ROW_COUNT;
    IF waiting <> 2 THEN RETURN NULL; END IF;
    RETURN set_config('partnerhub.partner', CASE mine.partner_id
        WHEN mine.source_partner_id THEN mine.target_partner_id ELSE mine.source_partner_id END, true);
END
$$;

COMMENT ON FUNCTION public.cross_partner_change(request text) IS 'From one side of a request to the other, until the transaction ends; only while it is pending, which is held. Null: it is not, or not the current partner''s.';

CREATE FUNCTION public.current_partner() RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT nullif(current_setting('partnerhub.partner', true), '')
$$;

CREATE FUNCTION public.drop_partitions(parent text, days integer, before timestamp with time zone) RETURNS text[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET lock_timeout TO '2s'
    AS $_$
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
$_$;

COMMENT ON FUNCTION public.drop_partitions(parent text, days integer, before timestamp with time zone) IS 'Drops partitions of event or attempt, each of so many days, that end before. Waits for readers no longer than 2 s: it is tried again.';

CREATE FUNCTION public.end_sessions_of(given text, one bytea, kept bytea) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    -- A person's, in whatever hubs: one, all but one, or all. How many.
    WITH ended AS (
        DELETE FROM hub_session s USING hub_user u
        WHERE u.id = s.user_id AND u.partner_id = s.partner_id AND u.person_id = given
            AND (one IS NULL OR s.digest = one) AND (kept IS NULL OR s.digest <> kept)
        RETURNING 1)
    SELECT count(*) FROM ended
$$;

CREATE FUNCTION public.enter_by_onboarding_link(given bytea) RETURNS TABLE(partner_id text, link_id text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT set_config('partnerhub.partner', l.partner_id, false), l.id
    FROM onboarding_link l JOIN partner p ON p.id = l.partner_id WHERE l.digest = given AND p.disabled_at IS NULL
$$;

CREATE FUNCTION public.enter_by_partner_key(given bytea, address inet) RETURNS TABLE(partner_id text, key_id text, scopes text[], here boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE found partner_key;
BEGIN
    PERFORM set_config('partnerhub.partner', '', false);
    SELECT * INTO found FROM partner_key k
    WHERE k.digest = given AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
        AND NOT EXISTS (SELECT FROM partner p WHERE p.id = k.partner_id AND p.disabled_at IS NOT NULL);
    IF found.id IS NULL THEN RETURN; END IF;
    IF found.last_used_at IS NULL OR found.last_used_at < now() - interval '1 minute' THEN
        UPDATE partner_key k SET last_used_at = now() WHERE k.id = found.id AND k.partner_id = found.partner_id;
    END IF;
    RETURN QUERY SELECT set_config('partnerhub.partner', found.partner_id, false), found.id, found.scopes,
        found.addresses IS NULL OR address <<= ANY (found.addresses);
END
$$;

CREATE FUNCTION public.enter_by_refresh_token(given bytea) RETURNS TABLE(partner_id text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT set_config('partnerhub.partner', t.partner_id, false)
    FROM refresh_token t JOIN hub_user u ON u.id = t.user_id JOIN person e ON e.id = u.person_id
    JOIN partner p ON p.id = t.partner_id
    WHERE t.digest = given AND u.disabled_at IS NULL AND greatest(u.tokens_valid_after, e.tokens_valid_after) <= t.created_at
        AND p.password_tokens AND p.disabled_at IS NULL
$$;

CREATE FUNCTION public.enter_by_session(given bytea) RETURNS TABLE(partner_id text, user_id text, person_id text, client_id text, role text, csrf text, lacks_factor boolean, language text, turned_out boolean)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    -- A day without a request ends a session; that it was seen is written once a minute, not at every request.
    UPDATE hub_session SET seen_at = now()
    WHERE digest = given AND seen_at BETWEEN now() - interval '1 day' AND now() - interval '1 minute';

    SELECT set_config('partnerhub.partner', s.partner_id, false), s.user_id, u.person_id, u.client_id, u.role, s.csrf,
        u.client_id IS NULL AND p.second_factor_required AND NOT EXISTS (
            SELECT FROM second_factor f WHERE f.person_id = u.person_id AND f.confirmed_at IS NOT NULL),
        u.language, s.turned_out
    FROM hub_session s JOIN hub_user u ON u.id = s.user_id AND u.partner_id = s.partner_id
    JOIN partner p ON p.id = s.partner_id
    WHERE s.digest = given AND s.expires_at > now() AND s.seen_at > now() - interval '1 day' AND u.disabled_at IS NULL
        AND u.person_id IS NOT NULL AND p.disabled_at IS NULL
$$;

CREATE FUNCTION public.enter_by_user(given text, issued timestamp with time zone) RETURNS TABLE(partner_id text, client_id text, role text, password_tokens boolean)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT set_config('partnerhub.partner', u.partner_id, false), u.client_id, u.role, p.password_tokens
    FROM hub_user u JOIN person e ON e.id = u.person_id JOIN partner p ON p.id = u.partner_id
    WHERE u.id = given AND u.disabled_at IS NULL AND greatest(u.tokens_valid_after, e.tokens_valid_after) <= issued
        AND p.disabled_at IS NULL
$$;

CREATE FUNCTION public.enter_by_user_link(given bytea) RETURNS TABLE(partner_id text, user_id text, client_id text, person_id text, kind text, email text, name text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT set_config('partnerhub.partner', l.partner_id, false), l.user_id, u.client_id, e.id, l.kind, u.email, u.name
    FROM user_link l JOIN hub_user u ON u.id = l.user_id JOIN partner p ON p.id = l.partner_id
    LEFT JOIN person e ON e.email = u.email
    WHERE l.digest = given AND l.expires_at > now() AND u.disabled_at IS NULL AND p.disabled_at IS NULL
$$;

CREATE FUNCTION public.enter_by_visit(given text, by_browser bytea) RETURNS TABLE(partner_id text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT set_config('partnerhub.partner', v.partner_id, false)
    FROM onboarding_visit v
    WHERE v.id = given AND v.browser = by_browser AND v.expires_at > now()
$$;

CREATE FUNCTION public.first_event_id(moment timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT 'evt_' || lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0')
$$;

COMMENT ON FUNCTION public.first_event_id(moment timestamp with time zone) IS 'Every event made from `moment` on has a greater id: the first 48 bits of a UUIDv7 are milliseconds.';

CREATE FUNCTION public.forget_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    -- Of two who leave the last two hubs at once the second waits here, and then sees that the first has gone.
    PERFORM FROM person WHERE id = OLD.person_id FOR UPDATE;
    DELETE FROM person e WHERE e.id = OLD.person_id AND NOT EXISTS (SELECT FROM hub_user u WHERE u.person_id = e.id);
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION public.forget_person() IS 'Who is a user of no hub any more leaves no password behind. At the end of the transaction: a client''s people may move.';

CREATE TABLE public.funds_account (
    partner_id text NOT NULL,
    client_id text NOT NULL,
    currency text NOT NULL,
    balance numeric(18,6) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone,
    telling boolean DEFAULT false NOT NULL,
    low_told boolean DEFAULT false NOT NULL,
    used_up_told boolean DEFAULT false NOT NULL,
    CONSTRAINT funds_account_currency_check CHECK ((currency = ANY (ARRAY['usd'::text, 'eur'::text])))
);

ALTER TABLE ONLY public.funds_account FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.funds_account IS 'Prepaid funds, opened by the first funding. Who has no account owes nothing and is never stopped.';

COMMENT ON COLUMN public.funds_account.client_id IS 'Empty: the partner''s own, which pay for all its clients with the payment model partner.';

COMMENT ON COLUMN public.funds_account.stopped_at IS 'Since when messages are refused, because the funds are used up, and what the next renewal would add is as well.';

COMMENT ON COLUMN public.funds_account.telling IS 'It was stopped or goes on, and not all its channels know yet.';

COMMENT ON COLUMN public.funds_account.low_told IS 'Its payer knows that the balance is low; false again once it is not.';

COMMENT ON COLUMN public.funds_account.used_up_told IS 'Its payer knows that the funds are used up; false again once messages go on.';

CREATE FUNCTION public.funds_of(of_partner text, of_client text, wanted text) RETURNS SETOF public.funds_account
    LANGUAGE sql STABLE
    AS $$
    SELECT a.* FROM funds_account a JOIN partner p ON p.id = a.partner_id
    WHERE a.partner_id = of_partner AND a.client_id = CASE p.payment_model WHEN 'direct' THEN of_client ELSE '' END
    ORDER BY a.currency = wanted DESC, a.opened_at, a.currency LIMIT 1
$$;

COMMENT ON FUNCTION public.funds_of(of_partner text, of_client text, wanted text) IS 'The account that pays for a client''s messages: of the wanted currency if there is one.';

CREATE PROCEDURE public.guard(IN tenant_table regclass)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %s TO partnerhub_app USING (partner_id = current_partner())', tenant_table);
    EXECUTE format('CREATE POLICY worker ON %s TO partnerhub_worker USING (true)', tenant_table);
    EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true)', tenant_table);
END
$$;

COMMENT ON PROCEDURE public.guard(IN tenant_table regclass) IS 'Row-level security, forced: the app sees its current partner, the worker what it is granted, the owner all (entry functions run as the owner).';

CREATE PROCEDURE public.guard_people(IN of_people regclass, IN person_column text)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', of_people);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', of_people);
    -- hub_user is under row-level security too: these are the users of the current partner.
    EXECUTE format('CREATE POLICY tenant ON %s TO partnerhub_app USING (%I IN (SELECT u.person_id FROM hub_user u))',
        of_people, person_column);
END
$$;

COMMENT ON PROCEDURE public.guard_people(IN of_people regclass, IN person_column text) IS 'Row-level security for what belongs to people: the app sees that of its current partner''s users, the owner all.';

CREATE FUNCTION public.hubs_of(given text) RETURNS TABLE(partner_id text, user_id text, client_id text, brand_name text, client_name text, password_tokens boolean, joined_at timestamp with time zone, entered_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    -- Where the person may come in.
    SELECT u.partner_id, u.id, u.client_id, p.brand_name, c.name, p.password_tokens, u.created_at, u.entered_at
    FROM hub_user u JOIN partner p ON p.id = u.partner_id
    LEFT JOIN client c ON c.partner_id = u.partner_id AND c.id = u.client_id
    WHERE u.person_id = given AND u.disabled_at IS NULL AND p.disabled_at IS NULL
$$;

CREATE FUNCTION public.iso(moment timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
$$;

CREATE FUNCTION public.keep_change() RETURNS trigger
    LANGUAGE plpgsql
    SET "TimeZone" TO 'UTC'
    AS $$
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

COMMENT ON FUNCTION public.keep_change() IS 'Remembers a changed row until the end of the transaction, for its line in the audit log. Arguments: what people call the row, the columns that identify it, columns left out, columns masked.';

CREATE PROCEDURE public.keep_changes(IN changed regclass, IN called text, IN identified_by text, IN left_out text, IN masked text)
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- The worker role changes many rows for nobody.
    EXECUTE format('CREATE TRIGGER keep_change AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW'
        ' WHEN (current_user = ''partnerhub_app'' AND pg_trigger_depth() = 0) EXECUTE FUNCTION keep_change(%L, %L, %L, %L)',
        changed, called, identified_by, left_out, masked);
END
$$;

CREATE FUNCTION public.make_partition(parent text, name text, low text, high text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.make_partitions(moment timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

COMMENT ON FUNCTION public.make_partitions(moment timestamp with time zone) IS 'Partitions for this and the coming days (attempt) and weeks (event). The worker calls it; running it again does nothing.';

CREATE FUNCTION public.move_session(of_partner text, given bytea, wanted_user text, new_csrf text) RETURNS TABLE(partner_id text, client_id text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    -- Into another hub of the same person, for which the connection acts from here on.
    UPDATE hub_session s SET partner_id = h.partner_id, user_id = h.user_id, csrf = new_csrf, turned_out = false
    FROM hub_user u, LATERAL hubs_of(u.person_id) h
    WHERE s.digest = given AND u.id = s.user_id AND u.partner_id = s.partner_id AND s.partner_id = of_partner
        AND of_partner = current_partner() AND h.user_id = wanted_user
    RETURNING set_config('partnerhub.partner', h.partner_id, false), h.client_id
$$;

CREATE FUNCTION public.narrowed(old jsonb, new jsonb, OUT before jsonb, OUT after jsonb) RETURNS record
    LANGUAGE plpgsql IMMUTABLE
    AS $$
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

COMMENT ON FUNCTION public.narrowed(old jsonb, new jsonb, OUT before jsonb, OUT after jsonb) IS 'Two states of a thing, without what is the same in both.';

CREATE FUNCTION public.partner_to_change_to(given text) RETURNS TABLE(brand_name text, payment_model text, auto_approve boolean, closed boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT p.brand_name, p.payment_model, p.partner_change_auto_approve, p.blocked_new_submission OR p.disabled_at IS NOT NULL
    FROM partner p WHERE p.id = given
$$;

COMMENT ON FUNCTION public.partner_to_change_to(given text) IS 'What a client may know of a partner by its id: no more than that partner''s onboarding page shows.';

CREATE FUNCTION public.password_of(given text) RETURNS TABLE(person_id text, password_hash text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT e.id, e.password_hash FROM person e WHERE e.email = given
$$;

CREATE FUNCTION public.price_of(of_category text, in_country text, in_currency text) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce((
        SELECT c.price FROM rate_card c
        WHERE c.currency = in_currency AND c.category = of_category
          AND c.market IN (in_country, (SELECT r.region FROM rate_region r WHERE r.country = in_country), 'OTHER')
        ORDER BY c.market = in_country DESC, c.market = 'OTHER' LIMIT 1), 0)
$$;

COMMENT ON FUNCTION public.price_of(of_category text, in_country text, in_currency text) IS 'One delivered message. A category that the card does not have costs nothing.';

CREATE FUNCTION public.refuse_partly_seen() RETURNS boolean
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'partly seen';
END
$$;

COMMENT ON FUNCTION public.refuse_partly_seen() IS 'Ends the statement that calls it: of what one receiver would get, some was seen before, and must be left out first.';

CREATE FUNCTION public.renewal_ahead(of_partner text, of_client text, in_currency text) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce((
        SELECT p.renew_by FROM payer p
        WHERE p.partner_id = of_partner AND p.client_id = of_client AND p.currency = in_currency AND p.renews
          AND EXISTS (SELECT FROM till WHERE charges)
          AND EXISTS (SELECT FROM payment_card c WHERE c.partner_id = of_partner AND c.client_id = of_client)
          AND (SELECT m.state FROM payment m
               WHERE m.partner_id = of_partner AND m.client_id = of_client AND m.kind = 'renewal' AND m.state IN ('paid', 'failed')
                 AND m.created_at > (SELECT max(c.added_at) FROM payment_card c
                                     WHERE c.partner_id = of_partner AND c.client_id = of_client)
               ORDER BY m.created_at DESC LIMIT 1) IS DISTINCT FROM 'failed'), 0)
$$;

COMMENT ON FUNCTION public.renewal_ahead(of_partner text, of_client text, in_currency text) IS 'What the next renewal adds to this account. 0: its payer renews nothing or has no card, nobody charges cards, or the last renewal since the newest card failed.';

CREATE FUNCTION public.rewrite_docs_of_client() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE channel SET doc = doc WHERE partner_id = NEW.partner_id AND client_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.rewrite_docs_of_waba() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE channel SET doc = doc WHERE partner_id = NEW.partner_id AND waba_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.rewrite_template_docs() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE waba_template SET doc = doc WHERE partner_id = NEW.partner_id AND waba_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.sessions_of(given text) RETURNS TABLE(digest bytea, created_at timestamp with time zone, seen_at timestamp with time zone, expires_at timestamp with time zone, address text, agent text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT s.digest, s.created_at, s.seen_at, s.expires_at, s.address, s.agent
    FROM hub_session s JOIN hub_user u ON u.id = s.user_id AND u.partner_id = s.partner_id WHERE u.person_id = given
$$;

CREATE FUNCTION public.settle_partner_change(request text, outcome text, client text, at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    mine partner_change;
    settled integer;
BEGIN
    SELECT * INTO mine FROM partner_change WHERE partner_id = current_partner() AND id = request;
    -- Only the source takes back, and only the target decides.
    IF (outcome = 'withdrawn') IS DISTINCT FROM (mine.partner_id = mine.source_partner_id) THEN RETURN false; END IF;
    UPDATE partner_change SET status = outcome, target_client_id = client, modified_at = at
    WHERE partner_id IN (mine.source_partner_id, mine.target_partner_id) AND id = request AND status = 'pending';
    GET DIAGNOSTICS settled = ROW_COUNT;
    RETURN settled = 2;
END
$$;

CREATE FUNCTION public.shown_in_audit(fields jsonb, masked text[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT coalesce(jsonb_object_agg(key, CASE
        WHEN jsonb_typeof(value) = 'null' THEN value
        WHEN key = ANY (masked) THEN '"***"'
        WHEN length(value::text) > 4096 THEN to_jsonb(length(value::text) || ' characters')
        ELSE value END), '{}')
    FROM jsonb_each(fields)
$$;

CREATE TABLE public.waba_template (
    id text NOT NULL,
    partner_id text NOT NULL,
    waba_id text NOT NULL,
    external_id text NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    category text,
    status text NOT NULL,
    components json DEFAULT '[]'::json NOT NULL,
    rejected_reason text DEFAULT 'NONE'::text NOT NULL,
    quality_score text,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    created_by jsonb DEFAULT '{"user_id": "system", "user_name": "system"}'::jsonb NOT NULL,
    modified_by jsonb DEFAULT '{"user_id": "system", "user_name": "system"}'::jsonb NOT NULL,
    doc json NOT NULL
);

ALTER TABLE ONLY public.waba_template FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.waba_template IS 'What Meta has, kept here for lists. Meta is right: a row that Meta does not know is removed by the next sync.';

COMMENT ON COLUMN public.waba_template.external_id IS 'Meta''s id.';

COMMENT ON COLUMN public.waba_template.category IS 'Null until Meta is asked, when the first that we heard of a template was a webhook without it.';

COMMENT ON COLUMN public.waba_template.status IS 'Meta''s word in lower case; what Meta calls PENDING is submitted.';

CREATE FUNCTION public.template_doc(t public.waba_template) RETURNS json
    LANGUAGE sql STABLE
    AS $$
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

CREATE FUNCTION public.turn_out(given text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    -- The sessions of a user of the current partner go on in the person's last used other hub. They end where there is none.
    UPDATE hub_session s SET partner_id = h.partner_id, user_id = h.user_id, turned_out = true,
        csrf = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    FROM hub_user u, LATERAL (SELECT o.* FROM hubs_of(u.person_id) o WHERE o.user_id <> u.id
        ORDER BY o.entered_at DESC NULLS LAST, o.joined_at, o.user_id LIMIT 1) h
    WHERE u.id = given AND u.partner_id = current_partner() AND s.user_id = u.id AND s.partner_id = u.partner_id;

    DELETE FROM hub_session WHERE user_id = given AND partner_id = current_partner()
$$;

CREATE FUNCTION public.want_seal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO audit_unsealed (partner_id, id) VALUES (NEW.partner_id, NEW.id);
    RETURN NULL;
END
$$;

CREATE FUNCTION public.write_channel_doc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.doc := channel_doc(NEW);
    RETURN NEW;
END
$$;

CREATE FUNCTION public.write_client_doc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.doc := client_doc(NEW);
    RETURN NEW;
END
$$;

CREATE FUNCTION public.write_template_doc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.doc := template_doc(NEW);
    RETURN NEW;
END
$$;

CREATE TABLE public.alarm (
    name text NOT NULL,
    raised boolean NOT NULL,
    since timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.alarm IS 'One row for each alarm, one for all processes that watch. What was told of it is in operator_alert.';

CREATE SEQUENCE public.app_id_seq
    START WITH 104148
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE SEQUENCE public.attempt_id
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.attempt (
    id bigint DEFAULT nextval('public.attempt_id'::regclass) NOT NULL,
    partner_id text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    event_id text NOT NULL COLLATE pg_catalog."C",
    endpoint_id bigint NOT NULL,
    attempt smallint NOT NULL,
    type text NOT NULL,
    client_id text,
    channel_id text,
    outcome text NOT NULL,
    status smallint NOT NULL,
    error text,
    answer bytea NOT NULL,
    ms integer NOT NULL,
    claim_id bigint,
    CONSTRAINT attempt_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'retrying'::text, 'parked'::text, 'exhausted'::text, 'dead'::text])))
)
PARTITION BY RANGE (at);

ALTER TABLE ONLY public.attempt FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.attempt IS 'Append-only log, a partition a day.';

COMMENT ON COLUMN public.attempt.status IS 'HTTP status; 0 when there was no answer.';

COMMENT ON COLUMN public.attempt.error IS 'Error class: dns, connect, blocked, tls, timeout, broken, status, redirect, ours.';

COMMENT ON COLUMN public.attempt.answer IS 'The first 16 KiB of the receiver''s answer.';

COMMENT ON COLUMN public.attempt.claim_id IS 'Of one claim and one delivery there is one attempt. NULL: made before this was kept.';

CREATE TABLE public.attempt_other (
    id bigint DEFAULT nextval('public.attempt_id'::regclass) CONSTRAINT attempt_id_not_null NOT NULL,
    partner_id text CONSTRAINT attempt_partner_id_not_null NOT NULL,
    at timestamp with time zone DEFAULT now() CONSTRAINT attempt_at_not_null NOT NULL,
    event_id text CONSTRAINT attempt_event_id_not_null NOT NULL COLLATE pg_catalog."C",
    endpoint_id bigint CONSTRAINT attempt_endpoint_id_not_null NOT NULL,
    attempt smallint CONSTRAINT attempt_attempt_not_null NOT NULL,
    type text CONSTRAINT attempt_type_not_null NOT NULL,
    client_id text,
    channel_id text,
    outcome text CONSTRAINT attempt_outcome_not_null NOT NULL,
    status smallint CONSTRAINT attempt_status_not_null NOT NULL,
    error text,
    answer bytea CONSTRAINT attempt_answer_not_null NOT NULL,
    ms integer CONSTRAINT attempt_ms_not_null NOT NULL,
    claim_id bigint,
    CONSTRAINT attempt_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'retrying'::text, 'parked'::text, 'exhausted'::text, 'dead'::text])))
);

ALTER TABLE ONLY public.attempt_other FORCE ROW LEVEL SECURITY;

CREATE TABLE public.audit (
    id bigint NOT NULL,
    partner_id text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail json DEFAULT '{}'::json NOT NULL,
    request_id text,
    address text,
    changes json DEFAULT '[]'::json NOT NULL
);

ALTER TABLE ONLY public.audit FORCE ROW LEVEL SECURITY;

COMMENT ON COLUMN public.audit.changes IS 'What the transaction changed, a row each: {of, id, before, after}, with changed fields only and secrets masked.';

CREATE TABLE public.audit_chain (
    partner_id text NOT NULL,
    pruned_place bigint NOT NULL,
    pruned_mac bytea NOT NULL,
    last_place bigint NOT NULL,
    last_mac bytea NOT NULL,
    seal bytea NOT NULL
);

ALTER TABLE ONLY public.audit_chain FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.audit_chain IS 'Both ends of each chain. Up to pruned_place it was cleared away in order. seal is a keyed hash of all the others.';

ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_seal (
    partner_id text NOT NULL,
    place bigint NOT NULL,
    audit_id bigint NOT NULL,
    mac bytea NOT NULL
);

ALTER TABLE ONLY public.audit_seal FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.audit_seal IS 'The chain: places without gaps from 1; mac is a keyed hash of the line and of the mac before. Its key is not in the database.';

CREATE TABLE public.audit_unsealed (
    partner_id text NOT NULL,
    id bigint NOT NULL
)
WITH (fillfactor='70');

ALTER TABLE ONLY public.audit_unsealed FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.audit_unsealed IS 'Lines of the audit log that the worker has still to add to their partner''s chain.';

CREATE TABLE public.billing_details (
    partner_id text NOT NULL,
    client_id text NOT NULL,
    legal_name text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    country text DEFAULT ''::text NOT NULL,
    vat_id text DEFAULT ''::text NOT NULL,
    invoices integer DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY public.billing_details FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.billing_details IS 'To whom invoices are made out: a client, or (client_id empty) the partner itself.';

COMMENT ON COLUMN public.billing_details.invoices IS 'How many there are; the last one''s number. After the first only e-mail and VAT ID change by themselves.';

CREATE TABLE public.channel_errand (
    partner_id text CONSTRAINT channel_sync_partner_id_not_null NOT NULL,
    channel_id text CONSTRAINT channel_sync_channel_id_not_null NOT NULL,
    due_at timestamp with time zone CONSTRAINT channel_sync_due_at_not_null NOT NULL,
    attempts integer DEFAULT 0 CONSTRAINT channel_sync_attempts_not_null NOT NULL,
    kind text NOT NULL,
    CONSTRAINT channel_errand_kind_check CHECK ((kind = ANY (ARRAY['sync'::text, 'leave'::text])))
);

ALTER TABLE ONLY public.channel_errand FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.channel_errand IS 'What is to be asked of Meta for a number. sync: how it is, after a webhook and every few hours. leave: let it go, after its end.';

CREATE TABLE public.channel_key (
    id bigint NOT NULL,
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    hint text NOT NULL,
    digest bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone,
    made_by text DEFAULT 'partner'::text NOT NULL,
    CONSTRAINT channel_key_made_by_check CHECK ((made_by = ANY (ARRAY['partner'::text, 'client'::text])))
);

ALTER TABLE ONLY public.channel_key FORCE ROW LEVEL SECURITY;

ALTER TABLE public.channel_key ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.channel_key_id_seq
    START WITH 201126
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.channel_permission (
    id bigint NOT NULL,
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    granted boolean NOT NULL,
    actor text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.channel_permission FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.channel_permission IS 'History of permissions: one row for each change.';

ALTER TABLE public.channel_permission ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.channel_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.delivery (
    partner_id text NOT NULL,
    endpoint_id bigint NOT NULL,
    event_id text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    bucket text DEFAULT ''::text NOT NULL,
    attempt smallint DEFAULT 0 NOT NULL,
    next_at timestamp with time zone DEFAULT now() NOT NULL,
    claim_id bigint,
    followed boolean DEFAULT false NOT NULL,
    replayed boolean DEFAULT false NOT NULL,
    lane smallint GENERATED ALWAYS AS (
CASE
    WHEN (bucket <> ''::text) THEN 2
    WHEN replayed THEN 1
    ELSE 0
END) STORED NOT NULL
)
WITH (fillfactor='80', autovacuum_vacuum_scale_factor='0.01', autovacuum_vacuum_cost_delay='0');

ALTER TABLE ONLY public.delivery FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.delivery IS 'Only what is still owed. No foreign keys: events leave by partition, endpoints never leave, and the table is hot.';

COMMENT ON COLUMN public.delivery.bucket IS 'On a fifo endpoint: the channel whose order is kept. Else empty.';

COMMENT ON COLUMN public.delivery.attempt IS 'Counted when claimed, so that a delivery that kills its worker cannot go on for ever.';

COMMENT ON COLUMN public.delivery.next_at IS 'When it is due; while it is claimed, when the lease ends. The database''s clock, for all workers alike.';

COMMENT ON COLUMN public.delivery.claim_id IS 'Which claim holds it: a worker whose lease ran out cannot settle what another one took over.';

COMMENT ON COLUMN public.delivery.followed IS 'The main delivery of a channel with further destinations: they are owed the event once this one has arrived.';

COMMENT ON COLUMN public.delivery.replayed IS 'Owed by a replay: live events of the endpoint go first.';

COMMENT ON COLUMN public.delivery.lane IS '0 live, 1 sent again, 2 in order: of each bucket only the row with the lowest seq may go.';

ALTER TABLE public.delivery ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.delivery_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.endpoint (
    id bigint NOT NULL,
    partner_id text NOT NULL,
    kind text NOT NULL,
    owner_id text NOT NULL,
    url text,
    headers bytea,
    override_all boolean DEFAULT false NOT NULL,
    fifo boolean DEFAULT false NOT NULL,
    max_in_flight integer DEFAULT 64 NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    failing_since timestamp with time zone,
    paused_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    disabled_reason text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    modified_at timestamp with time zone DEFAULT now() NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    multi_webhook boolean DEFAULT false NOT NULL,
    standing text DEFAULT 'healthy'::text NOT NULL,
    CONSTRAINT endpoint_disabled CHECK (((standing = 'disabled'::text) = (disabled_at IS NOT NULL))),
    CONSTRAINT endpoint_kind_check CHECK ((kind = ANY (ARRAY['partner'::text, 'waba'::text, 'channel'::text, 'destination'::text]))),
    CONSTRAINT endpoint_max_in_flight_check CHECK ((max_in_flight > 0)),
    CONSTRAINT endpoint_standing_check CHECK ((standing = ANY (ARRAY['healthy'::text, 'failing'::text, 'disabled'::text, 'resuming'::text])))
);

ALTER TABLE ONLY public.endpoint FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.endpoint IS 'Rows are never deleted: dropping a target empties its url, and what is owed to it waits for the next one.';

COMMENT ON COLUMN public.endpoint.headers IS 'Sealed JSON object: they may hold credentials.';

COMMENT ON COLUMN public.endpoint.override_all IS 'A WABA''s target wins over the targets of its numbers.';

COMMENT ON COLUMN public.endpoint.fifo IS 'Deliveries of one channel go one after the other, in order.';

COMMENT ON COLUMN public.endpoint.failures IS 'Failed attempts since the last success. Breaker: many of them open it until paused_until, then one probe.';

COMMENT ON COLUMN public.endpoint.paused_until IS 'Nothing is claimed before: the receiver is busy, the breaker is open, or a worker holds the one probe until then.';

COMMENT ON COLUMN public.endpoint.name IS 'Tells the further destinations of one channel apart; empty for all other kinds.';

COMMENT ON COLUMN public.endpoint.multi_webhook IS 'On the row of a channel: its further destinations are told, too.';

COMMENT ON COLUMN public.endpoint.standing IS 'healthy; failing: the breaker is open, one probe at a time; disabled: what is owed waits; resuming: enabled again, no success yet.';

ALTER TABLE public.endpoint ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.endpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.event (
    id text NOT NULL COLLATE pg_catalog."C",
    partner_id text NOT NULL,
    audience text NOT NULL,
    type text NOT NULL,
    client_id text,
    waba_id text,
    channel_id text,
    body bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT event_audience_check CHECK ((audience = ANY (ARRAY['partner'::text, 'channel'::text])))
)
PARTITION BY RANGE (id);

ALTER TABLE ONLY public.event FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.event IS 'Facts, never changed. The id begins with the time (evt_ + UUIDv7), so weeks of events are ranges of ids and are dropped whole.';

COMMENT ON COLUMN public.event.audience IS 'For whom it was made: the partner, or the channel (Meta''s payload unchanged).';

CREATE TABLE public.event_other (
    id text CONSTRAINT event_id_not_null NOT NULL COLLATE pg_catalog."C",
    partner_id text CONSTRAINT event_partner_id_not_null NOT NULL,
    audience text CONSTRAINT event_audience_not_null NOT NULL,
    type text CONSTRAINT event_type_not_null NOT NULL,
    client_id text,
    waba_id text,
    channel_id text,
    body bytea CONSTRAINT event_body_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT event_created_at_not_null NOT NULL,
    CONSTRAINT event_audience_check CHECK ((audience = ANY (ARRAY['partner'::text, 'channel'::text])))
);

ALTER TABLE ONLY public.event_other FORCE ROW LEVEL SECURITY;

CREATE TABLE public.event_untold (
    partner_id text NOT NULL,
    event_id text NOT NULL COLLATE pg_catalog."C"
)
WITH (autovacuum_vacuum_scale_factor='0.01', autovacuum_vacuum_cost_delay='0');

ALTER TABLE ONLY public.event_untold FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.event_untold IS 'Events of partners that no notice was made of yet: written by the statement that records the event, taken by the worker. No foreign key: events leave by partition.';

CREATE TABLE public.failed_delivery (
    partner_id text NOT NULL,
    endpoint_id bigint NOT NULL,
    event_id text NOT NULL COLLATE pg_catalog."C",
    fault text NOT NULL,
    attempts smallint NOT NULL,
    error text,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT failed_delivery_fault_check CHECK ((fault = ANY (ARRAY['exhausted'::text, 'dead'::text])))
);

ALTER TABLE ONLY public.failed_delivery FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.failed_delivery IS 'Given up. exhausted: the receiver failed every attempt. dead: the fault is ours. Never mixed.';

CREATE TABLE public.failure_day (
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    client_id text NOT NULL,
    day date NOT NULL,
    code integer NOT NULL,
    title text NOT NULL,
    quantity bigint NOT NULL
);

ALTER TABLE ONLY public.failure_day FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.failure_day IS 'The failed ones among outcome_day, by Meta''s error code; 0: Meta named none.';

COMMENT ON COLUMN public.failure_day.title IS 'What Meta called the error when it first told of it.';

CREATE TABLE public.funds_movement (
    id bigint NOT NULL,
    partner_id text NOT NULL,
    client_id text NOT NULL,
    currency text NOT NULL,
    kind text NOT NULL,
    amount numeric(18,6) NOT NULL,
    channel_id text,
    day date,
    at timestamp with time zone NOT NULL,
    CONSTRAINT funds_movement_check CHECK (
CASE
    WHEN (kind = ANY (ARRAY['funding'::text, 'renewal'::text])) THEN (amount > (0)::numeric)
    ELSE (amount < (0)::numeric)
END),
    CONSTRAINT funds_movement_check1 CHECK (((kind = 'charge'::text) = ((channel_id IS NOT NULL) AND (day IS NOT NULL)))),
    CONSTRAINT funds_movement_kind_check CHECK ((kind = ANY (ARRAY['funding'::text, 'renewal'::text, 'charge'::text, 'refund'::text])))
);

ALTER TABLE ONLY public.funds_movement FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.funds_movement IS 'Everything that changed a balance: an account''s balance is the sum of its movements. A channel''s charges of one UTC day are one row.';

ALTER TABLE public.funds_movement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.funds_movement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.holding (
    partner_id text NOT NULL,
    clients bigint DEFAULT 0 NOT NULL,
    channels bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='70');

ALTER TABLE ONLY public.holding FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.holding IS 'How many rows of a kind a partner has, for the totals of lists.';

CREATE TABLE public.hub_session (
    digest bytea NOT NULL,
    partner_id text NOT NULL,
    user_id text NOT NULL,
    csrf text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    address text,
    agent text,
    turned_out boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY public.hub_session FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.hub_session IS 'A browser in which a person is logged in. partner_id, user_id: the hub that it is in now.';

COMMENT ON COLUMN public.hub_session.turned_out IS 'The hub that it was in let the person go, and the person has not been told yet.';

CREATE TABLE public.hub_user (
    id text NOT NULL,
    partner_id text NOT NULL,
    client_id text,
    email text NOT NULL,
    name text NOT NULL,
    role text DEFAULT 'owner'::text NOT NULL,
    tokens_valid_after timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    modified_at timestamp with time zone DEFAULT now() NOT NULL,
    language text,
    person_id text,
    entered_at timestamp with time zone,
    CONSTRAINT hub_user_email_check CHECK ((email = lower(email))),
    CONSTRAINT hub_user_language_check CHECK ((language ~ '^[a-z]{2}$'::text)),
    CONSTRAINT hub_user_role_check CHECK ((((role = ANY (ARRAY['owner'::text, 'admin'::text, 'developer'::text, 'billing'::text, 'read_only'::text])) AND (client_id IS NULL)) OR ((role = ANY (ARRAY['owner'::text, 'member'::text])) AND (client_id IS NOT NULL))))
);

ALTER TABLE ONLY public.hub_user FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.hub_user IS 'A person in a hub. With client_id: in the Client Hub; without: in the Partner Hub.';

COMMENT ON COLUMN public.hub_user.language IS 'ISO 639-1. Null: none chosen, the browser says it.';

COMMENT ON COLUMN public.hub_user.person_id IS 'Null: invited, has not accepted, and cannot come in.';

COMMENT ON COLUMN public.hub_user.entered_at IS 'When a session last began here: the log-in leads to where that is latest.';

CREATE TABLE public.idempotency (
    partner_id text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status integer,
    body bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.idempotency FORCE ROW LEVEL SECURITY;

COMMENT ON COLUMN public.idempotency.status IS 'Null while the first call is under way.';

CREATE TABLE public.invitation_code (
    partner_id text NOT NULL,
    user_id text NOT NULL,
    digest bytea NOT NULL,
    invited json NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.invitation_code FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.invitation_code IS 'An invitation that waits for a code. user_id: who invites; a new one replaces the old.';

COMMENT ON COLUMN public.invitation_code.digest IS 'Keyed hash of the code.';

CREATE TABLE public.invoice (
    partner_id text NOT NULL,
    client_id text NOT NULL,
    id text NOT NULL,
    number text NOT NULL,
    kind text NOT NULL,
    currency text NOT NULL,
    period date,
    payment_id text,
    lines json NOT NULL,
    net numeric(18,2) NOT NULL,
    tax numeric(18,2) NOT NULL,
    tax_percent integer NOT NULL,
    note text NOT NULL,
    total numeric(18,2) NOT NULL,
    due numeric(18,2) NOT NULL,
    state text NOT NULL,
    issuer text NOT NULL,
    buyer text NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    CONSTRAINT invoice_check CHECK (((due >= (0)::numeric) AND (due <= total))),
    CONSTRAINT invoice_check1 CHECK (((kind = 'closing'::text) = (period IS NOT NULL))),
    CONSTRAINT invoice_check2 CHECK (((state = 'paid'::text) = (due = (0)::numeric))),
    CONSTRAINT invoice_currency_check CHECK ((currency = ANY (ARRAY['usd'::text, 'eur'::text]))),
    CONSTRAINT invoice_kind_check CHECK ((kind = ANY (ARRAY['prepayment'::text, 'closing'::text]))),
    CONSTRAINT invoice_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'unpaid'::text, 'paid'::text])))
);

ALTER TABLE ONLY public.invoice FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.invoice IS 'As they were issued: what changes later changes no invoice, but what is due of it.';

COMMENT ON COLUMN public.invoice.period IS 'First day of the month that a monthly closing invoice is for.';

CREATE TABLE public.letter (
    partner_id text NOT NULL,
    id text NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body bytea,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    claim uuid,
    sent_at timestamp with time zone
);

ALTER TABLE ONLY public.letter FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.letter IS 'Mail to people. due_at: when it is tried (again); null: sent, or given up when sent_at is null too.';

COMMENT ON COLUMN public.letter.body IS 'Sealed: it may hold a link. Gone once the letter is sent.';

CREATE TABLE public.login_attempt (
    subject text NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    last_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE public.login_attempt IS 'Failed log-ins by e-mail hash. Not a tenant table: the tenant is not known before log-in.';

CREATE TABLE public.message_outcome (
    partner_id text NOT NULL,
    key uuid NOT NULL,
    day date NOT NULL,
    steps smallint NOT NULL
);

ALTER TABLE ONLY public.message_outcome FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.message_outcome IS 'What Meta has told of a message, so that each step counts once however often and in whatever order it is told; forgotten after 31 days.';

COMMENT ON COLUMN public.message_outcome.day IS 'UTC; of the first status that was told. All steps of the message count on it.';

COMMENT ON COLUMN public.message_outcome.steps IS 'Bits: 1 sent, 2 delivered, 4 read, 8 failed.';

CREATE TABLE public.meta_seen (
    partner_id text NOT NULL,
    key uuid NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.meta_seen FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.meta_seen IS 'Updates of Meta''s that were taken: Meta sends again for up to 7 days, so a row is needed for 8 and may go then.';

CREATE TABLE public.meta_update (
    id bigint NOT NULL,
    partner_id text NOT NULL,
    waba_id text NOT NULL,
    field text NOT NULL,
    body bytea NOT NULL,
    received_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.meta_update FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.meta_update IS 'What Meta said about a WABA as a whole (contract messaging-and-meta B.6): the value, byte for byte.';

ALTER TABLE public.meta_update ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.meta_update_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notice (
    partner_id text NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    event_id text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL,
    kind text NOT NULL,
    client_id text,
    client_sees boolean NOT NULL,
    facts json NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.notice FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.notice IS 'One event, as people hear of it. It outlives the event.';

COMMENT ON COLUMN public.notice.id IS 'ntc_ + UUIDv7 of the moment at which the worker made it: the order in which people see it.';

COMMENT ON COLUMN public.notice.kind IS 'What people choose by: see domain/notifications/kinds.py.';

COMMENT ON COLUMN public.notice.client_sees IS 'It is for the people of client_id too, not only for the partner''s.';

CREATE TABLE public.notice_owed (
    partner_id text NOT NULL,
    notice_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL
);

ALTER TABLE ONLY public.notice_owed FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.notice_owed IS 'What the next daily letter to a user tells.';

CREATE TABLE public.notice_read (
    partner_id text NOT NULL,
    notice_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL
);

ALTER TABLE ONLY public.notice_read FORCE ROW LEVEL SECURITY;

CREATE TABLE public.notice_reader (
    partner_id text NOT NULL,
    user_id text NOT NULL,
    read_to text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    hidden text[] DEFAULT '{}'::text[] NOT NULL,
    at_once text[],
    daily text[],
    digest_hour smallint DEFAULT 7 NOT NULL,
    digest_at timestamp with time zone,
    CONSTRAINT notice_reader_digest_hour_check CHECK (((digest_hour >= 0) AND (digest_hour <= 23)))
);

ALTER TABLE ONLY public.notice_reader FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.notice_reader IS 'A user''s choices and how far it has read. Without a row, as with nulls: the usual.';

COMMENT ON COLUMN public.notice_reader.read_to IS 'Every notice up to this one is read; of later ones, those in notice_read.';

COMMENT ON COLUMN public.notice_reader.hidden IS 'Kinds that the bell and the page leave out.';

COMMENT ON COLUMN public.notice_reader.digest_hour IS 'UTC.';

COMMENT ON COLUMN public.notice_reader.digest_at IS 'When the next daily letter goes; null: nothing is owed.';

CREATE TABLE public.onboarding_link (
    id text NOT NULL COLLATE pg_catalog."C",
    partner_id text NOT NULL,
    digest bytea NOT NULL,
    token bytea NOT NULL,
    parameters json NOT NULL,
    success_url text,
    failure_url text,
    max_uses integer NOT NULL,
    uses integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT onboarding_link_max_uses_check CHECK ((max_uses > 0))
);

ALTER TABLE ONLY public.onboarding_link FORCE ROW LEVEL SECURITY;

COMMENT ON COLUMN public.onboarding_link.digest IS 'Keyed hash of the token in its address.';

COMMENT ON COLUMN public.onboarding_link.token IS 'Sealed: the partner may ask for the address again.';

COMMENT ON COLUMN public.onboarding_link.uses IS 'Visits that came to their end. One that is under way when the last use is taken may still finish.';

CREATE TABLE public.onboarding_pin (
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    pin bytea NOT NULL
);

ALTER TABLE ONLY public.onboarding_pin FORCE ROW LEVEL SECURITY;

COMMENT ON COLUMN public.onboarding_pin.pin IS 'Sealed. The two-step PIN a number is registered with; the same at every registration.';

CREATE TABLE public.onboarding_signature (
    partner_id text NOT NULL,
    digest bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.onboarding_signature FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.onboarding_signature IS 'Signatures of onboarding links that were used; kept for as long as they would be accepted again.';

CREATE TABLE public.onboarding_signup (
    id text NOT NULL,
    partner_id text NOT NULL,
    client_id text NOT NULL,
    code bytea NOT NULL,
    step text NOT NULL,
    state json NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone,
    claim uuid,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    CONSTRAINT onboarding_signup_check CHECK (((due_at IS NULL) = (step = ANY (ARRAY['live'::text, 'failed'::text]))))
);

ALTER TABLE ONLY public.onboarding_signup FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.onboarding_signup IS 'A number on its way to live. `step` is the tag of `state`; due_at is null once it ended.';

COMMENT ON COLUMN public.onboarding_signup.code IS 'Keyed hash of the dialog''s code: a form sent twice begins one signup.';

COMMENT ON COLUMN public.onboarding_signup.attempts IS 'How often the present step was claimed; counted at the claim, so that a crash counts.';

COMMENT ON COLUMN public.onboarding_signup.claim IS 'Fences the outcome of a step: only the latest claim may write it.';

CREATE TABLE public.onboarding_visit (
    id text NOT NULL,
    partner_id text NOT NULL,
    browser bytea NOT NULL,
    flow text NOT NULL,
    parameters json NOT NULL,
    target text NOT NULL,
    signed boolean DEFAULT false NOT NULL,
    client_id text,
    signup_id text,
    result text,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    link_id text,
    failure_url text,
    CONSTRAINT onboarding_visit_flow_check CHECK ((flow = ANY (ARRAY['io'::text, 'lp'::text])))
);

ALTER TABLE ONLY public.onboarding_visit FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.onboarding_visit IS 'One opening of an onboarding URL: what it asked for, kept until the person is sent back.';

COMMENT ON COLUMN public.onboarding_visit.browser IS 'Keyed hash of the browser''s cookie: only that browser continues the visit.';

COMMENT ON COLUMN public.onboarding_visit.target IS 'Where the person is sent back to; judged when the visit began.';

COMMENT ON COLUMN public.onboarding_visit.result IS 'The address the person was sent to, with client and channels; null: not yet.';

COMMENT ON COLUMN public.onboarding_visit.failure_url IS 'Where the person may go, with ?error=, when the signup fails.';

CREATE TABLE public.operator_alert (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    name text NOT NULL,
    detail text NOT NULL
);

COMMENT ON TABLE public.operator_alert IS 'What went wrong with the installation itself, and when it was over. `detail`: a JSON object.';

ALTER TABLE public.operator_alert ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.operator_alert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.outcome_cursor (
    partner_id text NOT NULL,
    event_id text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY public.outcome_cursor FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.outcome_cursor IS 'Up to which event the statuses of a partner''s messages are counted.';

CREATE TABLE public.outcome_day (
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    client_id text NOT NULL,
    day date NOT NULL,
    sent bigint NOT NULL,
    delivered bigint NOT NULL,
    read bigint NOT NULL,
    failed bigint NOT NULL
);

ALTER TABLE ONLY public.outcome_day FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.outcome_day IS 'Messages of a channel that were sent on a UTC day, and how many of them were delivered, read, and failed.';

CREATE TABLE public.partner (
    id text NOT NULL,
    brand_name text,
    logo_url text,
    partner_redirect_url text,
    redirect_urls text[] DEFAULT '{}'::text[] NOT NULL,
    country text DEFAULT 'US'::text NOT NULL,
    payment_model text DEFAULT 'partner'::text NOT NULL,
    allow_client_to_add_phone_no boolean DEFAULT true NOT NULL,
    blocked_new_submission boolean DEFAULT false NOT NULL,
    onboarding_deeplink_add_params boolean DEFAULT true NOT NULL,
    account_sharing_business_manager_id text,
    account_sharing_solution_id text,
    default_data_localization_region text,
    partner_change_auto_approve boolean DEFAULT false NOT NULL,
    standard_tiered_pricing_enabled boolean DEFAULT true NOT NULL,
    password_tokens boolean DEFAULT true NOT NULL,
    io_signature_required boolean DEFAULT false NOT NULL,
    platform_secret bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    modified_at timestamp with time zone DEFAULT now() NOT NULL,
    previous_platform_secret bytea,
    previous_secret_ends_at timestamp with time zone,
    platform_secret_changed_at timestamp with time zone,
    marketing_messages_routing boolean DEFAULT false NOT NULL,
    accent_colour text,
    ground_colour text,
    second_factor_required boolean DEFAULT false NOT NULL,
    disabled_at timestamp with time zone,
    CONSTRAINT partner_accent_colour_check CHECK ((accent_colour ~ '^#[0-9a-f]{6}$'::text)),
    CONSTRAINT partner_ground_colour_check CHECK ((ground_colour ~ '^#[0-9a-f]{6}$'::text)),
    CONSTRAINT partner_payment_model_check CHECK ((payment_model = ANY (ARRAY['direct'::text, 'partner'::text])))
);

ALTER TABLE ONLY public.partner FORCE ROW LEVEL SECURITY;

COMMENT ON COLUMN public.partner.platform_secret IS 'Sealed. Signs webhooks (HMAC-SHA256) and onboarding links (HMAC-SHA512).';

COMMENT ON COLUMN public.partner.previous_platform_secret IS 'Sealed. Signs and is accepted beside the new one until previous_secret_ends_at.';

COMMENT ON COLUMN public.partner.marketing_messages_routing IS 'Marketing templates go by Meta''s Marketing Messages API; what it cannot carry falls back to the normal path.';

COMMENT ON COLUMN public.partner.accent_colour IS 'Of buttons and steps on the onboarding pages; null: ours.';

COMMENT ON COLUMN public.partner.ground_colour IS 'Behind the cards of the onboarding pages; null: ours.';

COMMENT ON COLUMN public.partner.second_factor_required IS 'Users of the Partner Hub without a second factor see nothing but the page to set it up.';

COMMENT ON COLUMN public.partner.disabled_at IS 'By the operator: people, keys, tokens and new visits are refused; messages of its channels go on.';

CREATE TABLE public.partner_change (
    partner_id text NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    status text DEFAULT 'pending'::text NOT NULL,
    source_partner_id text NOT NULL,
    source_client_id text NOT NULL,
    target_partner_id text NOT NULL,
    target_client_id text,
    client_name text NOT NULL,
    channels integer NOT NULL,
    asked_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    CONSTRAINT partner_change_check CHECK ((source_partner_id <> target_partner_id)),
    CONSTRAINT partner_change_check1 CHECK (((partner_id = source_partner_id) OR (partner_id = target_partner_id))),
    CONSTRAINT partner_change_check2 CHECK (((status = 'accepted'::text) = (target_client_id IS NOT NULL))),
    CONSTRAINT partner_change_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text])))
);

ALTER TABLE ONLY public.partner_change FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.partner_change IS 'Two rows a request, one for each of the two partners, and both are always the same but for partner_id.';

COMMENT ON COLUMN public.partner_change.target_client_id IS 'The client''s id at its new partner: the old one stays with the old partner, for its books.';

COMMENT ON COLUMN public.partner_change.asked_by IS 'The user of the client who asked.';

CREATE VIEW public.partner_change_request WITH (security_invoker='true') AS
 SELECT partner_id,
    id,
    status,
    source_partner_id,
    source_client_id,
    target_partner_id,
    target_client_id,
    client_name,
    channels,
    asked_by,
    created_at,
    modified_at,
    true AS is_full_migration,
    json_strip_nulls(json_build_object('id', id, 'status', status, 'is_full_migration', true, 'source_partner_id', source_partner_id, 'source_client_id', source_client_id, 'target_partner_id', target_partner_id, 'target_client_id', target_client_id, 'client_name', client_name, 'channels', channels, 'created_at', public.iso(created_at), 'modified_at', public.iso(modified_at))) AS doc
   FROM public.partner_change c;

COMMENT ON VIEW public.partner_change_request IS 'As the Partner API shows them; a client always moves with all its numbers.';

CREATE TABLE public.partner_key (
    id text NOT NULL,
    partner_id text NOT NULL,
    name text NOT NULL,
    hint text NOT NULL,
    digest bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    scopes text[],
    addresses cidr[]
);

ALTER TABLE ONLY public.partner_key FORCE ROW LEVEL SECURITY;

COMMENT ON COLUMN public.partner_key.hint IS 'The first characters, for people to tell keys apart.';

COMMENT ON COLUMN public.partner_key.scopes IS 'What the key may do; null: everything.';

COMMENT ON COLUMN public.partner_key.addresses IS 'Where it may be used from; null: anywhere.';

CREATE TABLE public.partner_logo (
    partner_id text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT partner_logo_content_check CHECK ((octet_length(content) <= 262144))
);

ALTER TABLE ONLY public.partner_logo FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.partner_logo IS 'The logo that a partner has uploaded; partner.logo_url is its address.';

COMMENT ON COLUMN public.partner_logo.name IS 'The last part of its address: it changes with the picture, so that browsers may keep it.';

CREATE VIEW public.partner_user WITH (security_invoker='true') AS
 SELECT id,
    partner_id,
    person_id,
    email,
    name,
    role,
    created_at,
    modified_at,
    status,
    json_build_object('id', id, 'email', email, 'name', name, 'role', role, 'status', status, 'created_at', public.iso(created_at), 'modified_at', public.iso(modified_at)) AS doc
   FROM ( SELECT hub_user.id,
            hub_user.partner_id,
            hub_user.person_id,
            hub_user.email,
            hub_user.name,
            hub_user.role,
            hub_user.created_at,
            hub_user.modified_at,
                CASE
                    WHEN (hub_user.disabled_at IS NOT NULL) THEN 'disabled'::text
                    WHEN (hub_user.person_id IS NULL) THEN 'invited'::text
                    ELSE 'active'::text
                END AS status
           FROM public.hub_user
          WHERE (hub_user.client_id IS NULL)) u;

COMMENT ON VIEW public.partner_user IS 'Users of the Partner Hub, as the Partner API shows them.';

CREATE TABLE public.payer (
    partner_id text NOT NULL,
    client_id text NOT NULL,
    customer text,
    currency text NOT NULL,
    renews boolean DEFAULT true NOT NULL,
    renew_below numeric(18,2) NOT NULL,
    renew_by numeric(18,2) NOT NULL,
    terms_accepted_at timestamp with time zone,
    CONSTRAINT payer_currency_check CHECK ((currency = ANY (ARRAY['usd'::text, 'eur'::text]))),
    CONSTRAINT payer_renew_below_check CHECK ((renew_below >= (0)::numeric)),
    CONSTRAINT payer_renew_by_check CHECK ((renew_by > (0)::numeric))
);

ALTER TABLE ONLY public.payer FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.payer IS 'Who pays for messages and how: a client, or (client_id empty) the partner itself.';

COMMENT ON COLUMN public.payer.customer IS 'What the payment provider calls this payer.';

COMMENT ON COLUMN public.payer.renew_below IS 'With a balance below this, renew_by is charged and added, as long as renews.';

CREATE TABLE public.payment (
    partner_id text NOT NULL,
    client_id text NOT NULL,
    id text NOT NULL,
    once text NOT NULL,
    kind text NOT NULL,
    currency text NOT NULL,
    amount numeric(18,2) NOT NULL,
    fee numeric(18,2) NOT NULL,
    tax numeric(18,2) NOT NULL,
    tax_percent integer NOT NULL,
    tax_note text NOT NULL,
    return_url text NOT NULL,
    falls_back boolean NOT NULL,
    card_id text CONSTRAINT payment_card_id_not_null1 NOT NULL,
    card text NOT NULL,
    tried text[] NOT NULL,
    state text NOT NULL,
    provider_id text,
    confirm_url text,
    code text,
    reason text,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    due_at timestamp with time zone,
    CONSTRAINT payment_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT payment_check CHECK (((due_at IS NULL) = (state = ANY (ARRAY['paid'::text, 'failed'::text])))),
    CONSTRAINT payment_currency_check CHECK ((currency = ANY (ARRAY['usd'::text, 'eur'::text]))),
    CONSTRAINT payment_fee_check CHECK ((fee >= (0)::numeric)),
    CONSTRAINT payment_kind_check CHECK ((kind = ANY (ARRAY['top_up'::text, 'renewal'::text, 'authorisation'::text]))),
    CONSTRAINT payment_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'confirming'::text, 'paid'::text, 'failed'::text]))),
    CONSTRAINT payment_tax_check CHECK ((tax >= (0)::numeric))
);

ALTER TABLE ONLY public.payment FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.payment IS 'Written before the provider is asked, so that no charge can be lost; booked in the transaction that makes it paid.';

COMMENT ON COLUMN public.payment.once IS 'Of the form that it was sent with: the same form sent twice is the same payment.';

COMMENT ON COLUMN public.payment.card IS 'The present card as people read it, which outlives the card.';

COMMENT ON COLUMN public.payment.tried IS 'Cards that it was asked from, the present one last: their number is in the provider''s idempotency key.';

COMMENT ON COLUMN public.payment.due_at IS 'When the worker takes it up, if nobody has settled it by then.';

CREATE TABLE public.payment_card (
    partner_id text NOT NULL,
    client_id text NOT NULL,
    id text NOT NULL,
    token text NOT NULL,
    brand text NOT NULL,
    last4 text NOT NULL,
    expires_month integer NOT NULL,
    expires_year integer NOT NULL,
    place integer NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT payment_card_expires_month_check CHECK (((expires_month >= 1) AND (expires_month <= 12))),
    CONSTRAINT payment_card_last4_check CHECK ((last4 ~ '^[0-9]{4}$'::text))
);

ALTER TABLE ONLY public.payment_card FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.payment_card IS 'Cards that the payment provider keeps. Numbers and CVCs never come here: they are typed on the provider''s own page.';

COMMENT ON COLUMN public.payment_card.place IS 'The card with the lowest is charged first, the others in order when it is declined.';

CREATE TABLE public.person (
    id text NOT NULL,
    email text NOT NULL,
    password_hash text NOT NULL,
    tokens_valid_after timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT person_email_check CHECK ((email = lower(email)))
);

ALTER TABLE ONLY public.person FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.person IS 'Who logs in: of no one partner. A hub_user is this person in one hub, with the name and role that it has there.';

COMMENT ON COLUMN public.person.tokens_valid_after IS 'What was proved before counts no more, in no hub: the password or the second factor was changed.';

CREATE TABLE public.priced_message (
    id bigint NOT NULL,
    partner_id text NOT NULL,
    client_id text NOT NULL,
    channel_id text NOT NULL,
    waba_id text NOT NULL,
    recipient text NOT NULL,
    category text NOT NULL,
    pricing_type text NOT NULL,
    billable boolean NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.priced_message FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.priced_message IS 'Messages that Meta delivered and priced, until the worker has metered them: taking in Meta''s webhook waits for no counter.';

ALTER TABLE public.priced_message ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.priced_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.process_seen (
    id uuid NOT NULL,
    kind text NOT NULL,
    host text NOT NULL,
    pid integer NOT NULL,
    version text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT process_seen_kind_check CHECK ((kind = ANY (ARRAY['serve'::text, 'work'::text])))
);

COMMENT ON TABLE public.process_seen IS 'The installation''s processes, each with when it last said that it lives. Of no one partner.';

CREATE TABLE public.rate_card (
    currency text NOT NULL,
    market text NOT NULL,
    category text NOT NULL,
    price numeric(12,6) NOT NULL,
    modified_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT rate_card_currency_check CHECK ((currency = ANY (ARRAY['usd'::text, 'eur'::text]))),
    CONSTRAINT rate_card_price_check CHECK ((price >= (0)::numeric))
);

COMMENT ON TABLE public.rate_card IS 'The installation''s own prices of one delivered message. It begins with round figures in the style of Meta''s published card; the operator puts in the real ones.';

COMMENT ON COLUMN public.rate_card.market IS 'A country (ISO 3166, DE), a region of rate_region, or OTHER.';

CREATE TABLE public.rate_region (
    country text NOT NULL,
    region text NOT NULL
);

COMMENT ON TABLE public.rate_region IS 'Countries without a price of their own, and the region whose price they have. Any other country has the price of OTHER.';

CREATE UNLOGGED TABLE public.rate_window (
    partner_id text NOT NULL,
    policy text NOT NULL,
    subject text NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    used integer NOT NULL
)
WITH (fillfactor='70');

ALTER TABLE ONLY public.rate_window FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.rate_window IS 'What of a quota is spent or lent to a process. Unlogged: a crash forgives, nothing else is lost.';

CREATE TABLE public.recovery_code (
    person_id text CONSTRAINT recovery_code_user_id_not_null NOT NULL,
    digest bytea NOT NULL,
    used_at timestamp with time zone
);

ALTER TABLE ONLY public.recovery_code FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.recovery_code IS 'Instead of the authenticator, each once: the keyed hash of what was shown to the person.';

CREATE TABLE public.refresh_token (
    digest bytea NOT NULL,
    partner_id text NOT NULL,
    user_id text NOT NULL,
    family text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

ALTER TABLE ONLY public.refresh_token FORCE ROW LEVEL SECURITY;

CREATE TABLE public.replay (
    partner_id text NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    state text DEFAULT 'running'::text NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    type text,
    status text,
    endpoint_id bigint,
    client_id text,
    channel_id text,
    reached text NOT NULL COLLATE pg_catalog."C",
    looked_at bigint DEFAULT 0 NOT NULL,
    owed bigint DEFAULT 0 NOT NULL,
    owed_already bigint DEFAULT 0 NOT NULL,
    without_endpoint bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT replay_check CHECK (((state = 'running'::text) = (finished_at IS NULL))),
    CONSTRAINT replay_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text]))),
    CONSTRAINT replay_status_check CHECK ((status = ANY (ARRAY['delivered'::text, 'waiting'::text, 'exhausted'::text, 'dead'::text, 'no_endpoint'::text])))
);

ALTER TABLE ONLY public.replay FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.replay IS 'A chunk of events is owed and `reached` moves on in one transaction, so a killed worker neither skips nor repeats.';

COMMENT ON COLUMN public.replay.reached IS 'The last event that was looked at; at first the lowest id there can be.';

CREATE TABLE public.second_factor (
    person_id text CONSTRAINT second_factor_user_id_not_null NOT NULL,
    secret bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY public.second_factor FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.second_factor IS 'A person''s authenticator (TOTP, RFC 6238). confirmed_at: null while it is being set up.';

COMMENT ON COLUMN public.second_factor.secret IS 'Sealed.';

COMMENT ON COLUMN public.second_factor.last_step IS 'The newest half-minute whose code was used: it and older ones are not taken again.';

CREATE TABLE public.signing_key (
    kid text NOT NULL,
    private_key bytea NOT NULL,
    public_key text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE public.signing_key IS 'RS256 keys of access tokens, the private half sealed. Not a tenant table: one installation, one set.';

CREATE TABLE public.template_day (
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
    clicked bigint NOT NULL
);

ALTER TABLE ONLY public.template_day FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.template_day IS 'What became of a template''s messages of a UTC day, by Meta''s own count; clicks on buttons are told nowhere else.';

COMMENT ON COLUMN public.template_day.template_id IS 'Meta''s id. The template may be gone; its name and language stay.';

CREATE TABLE public.template_draft (
    id text NOT NULL,
    partner_id text NOT NULL,
    waba_id text NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    category text NOT NULL,
    written json NOT NULL,
    author text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone
);

ALTER TABLE ONLY public.template_draft FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.template_draft IS 'What Meta has not been asked for. Gone once it is sent; one that was deleted can be taken back for 30 days.';

COMMENT ON COLUMN public.template_draft.written IS 'The fields of the form, as they were.';

CREATE TABLE public.template_edit (
    partner_id text NOT NULL,
    template_id text NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.template_edit FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.template_edit IS 'Edits that Meta took from here in the last 30 days: it takes one of an approved template in 24 hours, and ten in 30 days.';

CREATE TABLE public.till (
    charges boolean NOT NULL,
    one boolean DEFAULT true NOT NULL,
    CONSTRAINT till_one_check CHECK (one)
);

COMMENT ON TABLE public.till IS 'One row: whether the workers of this installation have a payment provider, so that cards are charged. As the last one that started has it.';

CREATE TABLE public.usage_day (
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    client_id text NOT NULL,
    day date NOT NULL,
    category text NOT NULL,
    country text NOT NULL,
    pricing_type text NOT NULL,
    currency text NOT NULL,
    quantity bigint NOT NULL,
    paid_quantity bigint NOT NULL,
    price numeric(18,6) NOT NULL
);

ALTER TABLE ONLY public.usage_day FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.usage_day IS 'Delivered messages of a channel and a UTC day, at the prices of the moment at which they were metered.';

COMMENT ON COLUMN public.usage_day.country IS 'The recipient''s, ISO 3166; ZZ: unknown.';

CREATE TABLE public.user_link (
    partner_id text NOT NULL,
    user_id text NOT NULL,
    kind text NOT NULL,
    digest bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT user_link_kind_check CHECK ((kind = ANY (ARRAY['invitation'::text, 'password'::text])))
);

ALTER TABLE ONLY public.user_link FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.user_link IS 'What was sent by mail and lets its holder choose a password, once. A new one replaces the old.';

CREATE TABLE public.waba (
    id text NOT NULL,
    partner_id text NOT NULL,
    client_id text NOT NULL,
    external_id text NOT NULL,
    name text NOT NULL,
    namespace text NOT NULL,
    status text DEFAULT 'approved'::text NOT NULL,
    fb_account_status text DEFAULT 'pending'::text NOT NULL,
    fb_business_id text,
    timezone_id integer DEFAULT 0 NOT NULL,
    currency text DEFAULT 'USD'::text NOT NULL,
    on_behalf_of_business_info jsonb,
    settings jsonb,
    graph_token bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    modified_at timestamp with time zone DEFAULT now() NOT NULL,
    restricted_until timestamp with time zone,
    solution_id text,
    token_refresh_at timestamp with time zone
);

ALTER TABLE ONLY public.waba FORCE ROW LEVEL SECURITY;

COMMENT ON COLUMN public.waba.graph_token IS 'Sealed. The business token that the client''s embedded signup gave us.';

COMMENT ON COLUMN public.waba.restricted_until IS 'When Meta''s restriction ends; null: there is none, or it has no end.';

COMMENT ON COLUMN public.waba.solution_id IS 'Meta''s multi-partner solution that shares the WABA with us; null: its client''s own signup does.';

COMMENT ON COLUMN public.waba.token_refresh_at IS 'When the solution is asked for another token; null: never, the token has no end.';

CREATE TABLE public.waba_errand (
    partner_id text CONSTRAINT template_sync_partner_id_not_null NOT NULL,
    waba_id text CONSTRAINT template_sync_waba_id_not_null NOT NULL,
    due_at timestamp with time zone CONSTRAINT template_sync_due_at_not_null NOT NULL,
    asked_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone CONSTRAINT template_sync_asked_at_not_null NOT NULL,
    attempts integer DEFAULT 0 CONSTRAINT template_sync_attempts_not_null NOT NULL,
    done_at timestamp with time zone,
    error text,
    kind text NOT NULL,
    CONSTRAINT waba_errand_kind_check CHECK ((kind = ANY (ARRAY['templates'::text, 'figures'::text])))
);

ALTER TABLE ONLY public.waba_errand FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.waba_errand IS 'What is to be read of a WABA from Meta, and when; claimed by pushing due_at. templates: all of them. figures: what became of each, by Meta''s count.';

COMMENT ON COLUMN public.waba_errand.asked_at IS 'When something last asked for a reading before its time.';

COMMENT ON COLUMN public.waba_errand.attempts IS 'Since the last success; counted at the claim.';

CREATE TABLE public.waba_flow (
    partner_id text NOT NULL,
    waba_id text NOT NULL,
    id text NOT NULL
);

ALTER TABLE ONLY public.waba_flow FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.waba_flow IS 'Meta''s ids that were seen in a WABA: proof that a caller may name them. What a flow is, only Meta knows.';

CREATE TABLE sandbox.allocation (
    id text NOT NULL,
    seq bigint NOT NULL,
    credit_id text NOT NULL,
    business_id text NOT NULL,
    currency text,
    deleted_at timestamp with time zone
);

ALTER TABLE sandbox.allocation ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.allocation_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE sandbox.app_callback (
    object text NOT NULL,
    url text NOT NULL,
    fields text[] NOT NULL
);

CREATE TABLE sandbox.assigned_user (
    waba_id text NOT NULL,
    user_id text NOT NULL,
    tasks text[] NOT NULL
);

CREATE TABLE sandbox.blocked (
    phone_id text NOT NULL,
    customer text NOT NULL
);

CREATE TABLE sandbox.business (
    id text NOT NULL,
    name text NOT NULL,
    verification_status text DEFAULT 'verified'::text NOT NULL,
    messaging_limit text DEFAULT 'TIER_2K'::text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE sandbox.call (
    id text NOT NULL,
    phone_id text NOT NULL,
    customer text NOT NULL,
    direction text NOT NULL,
    state text DEFAULT 'RINGING'::text NOT NULL,
    session jsonb,
    callback text,
    created_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    CONSTRAINT call_direction_check CHECK ((direction = ANY (ARRAY['BUSINESS_INITIATED'::text, 'USER_INITIATED'::text]))),
    CONSTRAINT call_state_check CHECK ((state = ANY (ARRAY['RINGING'::text, 'ACCEPTED'::text, 'REJECTED'::text, 'ENDED'::text])))
);

COMMENT ON COLUMN sandbox.call.session IS 'The offer of whoever calls: sdp_type and sdp.';

COMMENT ON COLUMN sandbox.call.callback IS 'biz_opaque_callback_data.';

CREATE TABLE sandbox.call_permission (
    phone_id text NOT NULL,
    customer text NOT NULL,
    until timestamp with time zone NOT NULL
);

CREATE TABLE sandbox.chat_group (
    id text NOT NULL,
    seq bigint NOT NULL,
    phone_id text NOT NULL,
    subject text NOT NULL,
    description text,
    join_mode text NOT NULL,
    invite text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE sandbox.chat_group ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.chat_group_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE sandbox.code (
    code text NOT NULL,
    user_id text NOT NULL,
    waba_ids text[] NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE sandbox.customer (
    digits text NOT NULL,
    name text NOT NULL,
    user_id text NOT NULL,
    answers boolean DEFAULT true NOT NULL,
    reads boolean DEFAULT true NOT NULL,
    reply_text text NOT NULL,
    service_window text DEFAULT 'open'::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    fails_with integer,
    CONSTRAINT customer_service_window_check CHECK ((service_window = ANY (ARRAY['open'::text, 'strict'::text])))
);

COMMENT ON COLUMN sandbox.customer.fails_with IS 'The code of Meta that each message to them fails with after it was taken; null: they arrive.';

CREATE TABLE sandbox.dialog (
    id text NOT NULL,
    answers jsonb NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE sandbox.errand (
    id bigint NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    detail json NOT NULL
)
WITH (fillfactor='80');

ALTER TABLE sandbox.errand ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.errand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE sandbox.fault (
    id bigint NOT NULL,
    method text NOT NULL,
    edge text NOT NULL,
    kind text NOT NULL,
    code integer NOT NULL,
    times integer,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT fault_kind_check CHECK ((kind = ANY (ARRAY['error'::text, 'html'::text, 'cut'::text, 'hang'::text])))
);

COMMENT ON COLUMN sandbox.fault.times IS 'How often it still strikes; null: until it is taken away.';

ALTER TABLE sandbox.fault ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.fault_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE sandbox.flow (
    id text NOT NULL,
    seq bigint NOT NULL,
    waba_id text NOT NULL,
    name text NOT NULL,
    categories jsonb NOT NULL,
    status text DEFAULT 'DRAFT'::text NOT NULL,
    endpoint_uri text,
    content json,
    validation_errors jsonb DEFAULT '[]'::jsonb NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

ALTER TABLE sandbox.flow ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.flow_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE sandbox.group_member (
    group_id text NOT NULL,
    customer text NOT NULL,
    request_id text,
    since timestamp with time zone NOT NULL
);

COMMENT ON COLUMN sandbox.group_member.request_id IS 'While the customer only asks to join; null: is in it.';

CREATE TABLE sandbox.marketing_stop (
    phone_id text NOT NULL,
    customer text NOT NULL
);

CREATE TABLE sandbox.media (
    id text NOT NULL,
    phone_id text NOT NULL,
    mime_type text NOT NULL,
    filename text,
    sha256 text NOT NULL,
    size integer NOT NULL,
    content bytea NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE sandbox.message (
    id text NOT NULL,
    seq bigint NOT NULL,
    phone_id text NOT NULL,
    customer text NOT NULL,
    direction text NOT NULL,
    kind text NOT NULL,
    category text,
    body json NOT NULL,
    status text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT message_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text])))
);

ALTER TABLE sandbox.message ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.message_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE sandbox.node (
    id text NOT NULL,
    kind text NOT NULL,
    waba_id text,
    CONSTRAINT node_kind_check CHECK ((kind = ANY (ARRAY['business'::text, 'waba'::text, 'phone'::text, 'template'::text, 'media'::text, 'user'::text, 'app'::text, 'flow'::text, 'solution'::text, 'dataset'::text, 'group'::text, 'signup'::text, 'credit'::text, 'allocation'::text, 'preverified'::text])))
);

CREATE TABLE sandbox.pace (
    name text NOT NULL,
    clear_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE sandbox.pace IS 'What has a pace (a number, a number and a person, a WABA) and when it will have caught up with it.';

CREATE TABLE sandbox.pay_request (
    key text NOT NULL,
    status integer NOT NULL,
    body text NOT NULL
);

COMMENT ON TABLE sandbox.pay_request IS 'Answers by idempotency key: the same key gets the same answer, and nothing is done again.';

CREATE TABLE sandbox.pay_thing (
    id text NOT NULL,
    customer text NOT NULL,
    doc json NOT NULL,
    created_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE sandbox.pay_thing IS 'Customers, payment methods, checkout sessions, payment intents and refunds, as the provider answers with them. No card number and no CVC is in any of them.';

CREATE TABLE sandbox.phone (
    id text NOT NULL,
    waba_id text NOT NULL,
    digits text NOT NULL,
    country_code text NOT NULL,
    display text NOT NULL,
    verified_name text NOT NULL,
    name_status text DEFAULT 'APPROVED'::text NOT NULL,
    new_name text,
    new_name_status text DEFAULT 'NONE'::text NOT NULL,
    code_verification_status text DEFAULT 'NOT_VERIFIED'::text NOT NULL,
    otp text,
    otp_until timestamp with time zone,
    otp_failures integer DEFAULT 0 NOT NULL,
    pin text,
    pin_failures integer DEFAULT 0 NOT NULL,
    registered boolean DEFAULT false NOT NULL,
    status text DEFAULT 'DISCONNECTED'::text NOT NULL,
    quality_rating text DEFAULT 'UNKNOWN'::text NOT NULL,
    throughput text DEFAULT 'STANDARD'::text NOT NULL,
    account_mode text DEFAULT 'LIVE'::text NOT NULL,
    search_visibility text DEFAULT 'VISIBLE'::text NOT NULL,
    official boolean DEFAULT false NOT NULL,
    override_uri text,
    profile jsonb DEFAULT '{}'::jsonb NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    automation jsonb DEFAULT '{}'::jsonb NOT NULL,
    last_onboarded_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    data_localization_region text,
    catalog_id text,
    is_cart_enabled boolean DEFAULT true NOT NULL,
    is_catalog_visible boolean DEFAULT false NOT NULL,
    public_key text,
    compliance jsonb,
    username text,
    official_request jsonb
);

COMMENT ON COLUMN sandbox.phone.official_request IS 'What was sent to ask for an Official Business Account.';

CREATE TABLE sandbox.preverified (
    id text NOT NULL,
    business_id text NOT NULL,
    digits text NOT NULL,
    otp text,
    otp_until timestamp with time zone,
    otp_failures integer DEFAULT 0 NOT NULL,
    verified_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE sandbox.preverified_partner (
    preverified_id text NOT NULL,
    business_id text NOT NULL
);

CREATE TABLE sandbox.qr_code (
    phone_id text NOT NULL,
    code text NOT NULL,
    seq bigint NOT NULL,
    message text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE sandbox.qr_code ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.qr_code_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE sandbox.received (
    id bigint NOT NULL,
    name text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    headers json NOT NULL,
    body text NOT NULL
);

ALTER TABLE sandbox.received ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.received_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE sandbox.registration (
    phone_id text NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE sandbox.signup_link (
    id text NOT NULL,
    seq bigint NOT NULL,
    waba_id text NOT NULL,
    content jsonb NOT NULL
);

ALTER TABLE sandbox.signup_link ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.signup_link_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE sandbox.solution (
    id text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    ours boolean DEFAULT true NOT NULL,
    other_app_id text DEFAULT '190000000000001'::text NOT NULL,
    messaging text DEFAULT 'owner'::text NOT NULL,
    ending text,
    CONSTRAINT solution_ending_check CHECK ((ending = ANY (ARRAY['asked by us'::text, 'asked by them'::text]))),
    CONSTRAINT solution_messaging_check CHECK ((messaging = ANY (ARRAY['owner'::text, 'partner'::text]))),
    CONSTRAINT solution_status_check CHECK ((status = ANY (ARRAY['INITIATED'::text, 'ACTIVE'::text, 'REJECTED'::text, 'DEACTIVATED'::text])))
);

COMMENT ON COLUMN sandbox.solution.ours IS 'The app owns it and the other one is its partner; false: the other way round.';

COMMENT ON COLUMN sandbox.solution.messaging IS 'Which of the two may send messages.';

CREATE TABLE sandbox.solution_waba (
    solution_id text NOT NULL,
    waba_id text NOT NULL
);

CREATE TABLE sandbox.subscription (
    waba_id text NOT NULL,
    app_id text NOT NULL,
    override_uri text
);

CREATE TABLE sandbox.switch (
    name text NOT NULL,
    value jsonb NOT NULL
);

CREATE TABLE sandbox.template (
    id text NOT NULL,
    seq bigint NOT NULL,
    waba_id text NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    category text NOT NULL,
    previous_category text,
    sub_category text,
    parameter_format text DEFAULT 'POSITIONAL'::text NOT NULL,
    components jsonb NOT NULL,
    status text DEFAULT 'PENDING'::text NOT NULL,
    rejected_reason text DEFAULT 'NONE'::text NOT NULL,
    quality_score text DEFAULT 'UNKNOWN'::text NOT NULL,
    ttl_seconds integer,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_from text
);

COMMENT ON COLUMN sandbox.template.archived_from IS 'The status that it gets back when it is taken out of the archive.';

ALTER TABLE sandbox.template ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.template_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE sandbox.token (
    token text NOT NULL,
    user_id text NOT NULL,
    waba_ids text[] NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone
);

CREATE TABLE sandbox.trial_key (
    customer text NOT NULL,
    phone_id text NOT NULL,
    digest text NOT NULL,
    url text,
    sent integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE sandbox.upload (
    id text NOT NULL,
    filename text NOT NULL,
    mime_type text NOT NULL,
    size integer NOT NULL,
    content bytea DEFAULT '\x'::bytea NOT NULL,
    handle text,
    created_at timestamp with time zone NOT NULL
);

COMMENT ON COLUMN sandbox.upload.handle IS 'Once all bytes are there.';

CREATE TABLE sandbox.waba (
    id text NOT NULL,
    business_id text NOT NULL,
    name text NOT NULL,
    currency text DEFAULT 'USD'::text NOT NULL,
    timezone_id text DEFAULT '1'::text NOT NULL,
    country text DEFAULT 'US'::text NOT NULL,
    namespace text NOT NULL,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    account_review_status text DEFAULT 'APPROVED'::text NOT NULL,
    ban_state text,
    insights_enabled boolean DEFAULT false NOT NULL,
    funding_id text,
    created_at timestamp with time zone NOT NULL,
    dataset_id text,
    marketing_terms_signed boolean DEFAULT false NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL
);

CREATE TABLE sandbox.webhook (
    id bigint NOT NULL,
    waba_id text NOT NULL,
    phone_id text,
    field text NOT NULL,
    url text NOT NULL,
    body bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    settled_at timestamp with time zone,
    last_status integer,
    last_error text
)
WITH (fillfactor='80');

ALTER TABLE sandbox.webhook ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sandbox.webhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.attempt ATTACH PARTITION public.attempt_other DEFAULT;

ALTER TABLE ONLY public.event ATTACH PARTITION public.event_other DEFAULT;

ALTER TABLE ONLY public.alarm
    ADD CONSTRAINT alarm_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (partner_id, at, id);

ALTER TABLE ONLY public.attempt_other
    ADD CONSTRAINT attempt_other_pkey PRIMARY KEY (partner_id, at, id);

ALTER TABLE ONLY public.audit_chain
    ADD CONSTRAINT audit_chain_pkey PRIMARY KEY (partner_id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_partner_id_audit_id_key UNIQUE (partner_id, audit_id);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_pkey PRIMARY KEY (partner_id, place);

ALTER TABLE ONLY public.audit_unsealed
    ADD CONSTRAINT audit_unsealed_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.billing_details
    ADD CONSTRAINT billing_details_pkey PRIMARY KEY (partner_id, client_id);

ALTER TABLE ONLY public.channel_errand
    ADD CONSTRAINT channel_errand_pkey PRIMARY KEY (partner_id, channel_id, kind);

ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_id_key UNIQUE (id);

ALTER TABLE ONLY public.channel_key
    ADD CONSTRAINT channel_key_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.channel_key
    ADD CONSTRAINT channel_key_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.channel_permission
    ADD CONSTRAINT channel_permission_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_id_key UNIQUE (id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_pkey PRIMARY KEY (partner_id, endpoint_id, event_id);

ALTER TABLE ONLY public.endpoint
    ADD CONSTRAINT endpoint_of_owner UNIQUE (partner_id, kind, owner_id, name);

ALTER TABLE ONLY public.endpoint
    ADD CONSTRAINT endpoint_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.event_other
    ADD CONSTRAINT event_other_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.event_untold
    ADD CONSTRAINT event_untold_pkey PRIMARY KEY (partner_id, event_id);

ALTER TABLE ONLY public.failed_delivery
    ADD CONSTRAINT failed_delivery_pkey PRIMARY KEY (partner_id, endpoint_id, event_id);

ALTER TABLE ONLY public.failure_day
    ADD CONSTRAINT failure_day_pkey PRIMARY KEY (partner_id, channel_id, day, code);

ALTER TABLE ONLY public.funds_account
    ADD CONSTRAINT funds_account_pkey PRIMARY KEY (partner_id, client_id, currency);

ALTER TABLE ONLY public.funds_movement
    ADD CONSTRAINT funds_movement_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.holding
    ADD CONSTRAINT holding_pkey PRIMARY KEY (partner_id);

ALTER TABLE ONLY public.hub_session
    ADD CONSTRAINT hub_session_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.hub_user
    ADD CONSTRAINT hub_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (partner_id, key);

ALTER TABLE ONLY public.invitation_code
    ADD CONSTRAINT invitation_code_pkey PRIMARY KEY (partner_id, user_id);

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_partner_id_client_id_currency_period_key UNIQUE (partner_id, client_id, currency, period);

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_partner_id_number_key UNIQUE (partner_id, number);

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_partner_id_payment_id_key UNIQUE (partner_id, payment_id);

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.login_attempt
    ADD CONSTRAINT login_attempt_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY public.message_outcome
    ADD CONSTRAINT message_outcome_pkey PRIMARY KEY (partner_id, key);

ALTER TABLE ONLY public.meta_seen
    ADD CONSTRAINT meta_seen_pkey PRIMARY KEY (partner_id, key);

ALTER TABLE ONLY public.meta_update
    ADD CONSTRAINT meta_update_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.notice_owed
    ADD CONSTRAINT notice_owed_pkey PRIMARY KEY (partner_id, notice_id, user_id);

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_partner_id_event_id_key UNIQUE (partner_id, event_id);

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.notice_read
    ADD CONSTRAINT notice_read_pkey PRIMARY KEY (partner_id, notice_id, user_id);

ALTER TABLE ONLY public.notice_reader
    ADD CONSTRAINT notice_reader_pkey PRIMARY KEY (partner_id, user_id);

ALTER TABLE ONLY public.onboarding_link
    ADD CONSTRAINT onboarding_link_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.onboarding_link
    ADD CONSTRAINT onboarding_link_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.onboarding_pin
    ADD CONSTRAINT onboarding_pin_pkey PRIMARY KEY (partner_id, channel_id);

ALTER TABLE ONLY public.onboarding_signature
    ADD CONSTRAINT onboarding_signature_pkey PRIMARY KEY (partner_id, digest);

ALTER TABLE ONLY public.onboarding_signup
    ADD CONSTRAINT onboarding_signup_id_key UNIQUE (id);

ALTER TABLE ONLY public.onboarding_signup
    ADD CONSTRAINT onboarding_signup_partner_id_client_id_code_key UNIQUE (partner_id, client_id, code);

ALTER TABLE ONLY public.onboarding_signup
    ADD CONSTRAINT onboarding_signup_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.onboarding_visit
    ADD CONSTRAINT onboarding_visit_id_key UNIQUE (id);

ALTER TABLE ONLY public.onboarding_visit
    ADD CONSTRAINT onboarding_visit_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.operator_alert
    ADD CONSTRAINT operator_alert_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outcome_cursor
    ADD CONSTRAINT outcome_cursor_pkey PRIMARY KEY (partner_id);

ALTER TABLE ONLY public.outcome_day
    ADD CONSTRAINT outcome_day_pkey PRIMARY KEY (partner_id, channel_id, day);

ALTER TABLE ONLY public.partner_change
    ADD CONSTRAINT partner_change_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.partner_key
    ADD CONSTRAINT partner_key_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.partner_key
    ADD CONSTRAINT partner_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.partner_logo
    ADD CONSTRAINT partner_logo_pkey PRIMARY KEY (partner_id);

ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payer
    ADD CONSTRAINT payer_pkey PRIMARY KEY (partner_id, client_id);

ALTER TABLE ONLY public.payment_card
    ADD CONSTRAINT payment_card_partner_id_client_id_token_key UNIQUE (partner_id, client_id, token);

ALTER TABLE ONLY public.payment_card
    ADD CONSTRAINT payment_card_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_partner_id_client_id_once_key UNIQUE (partner_id, client_id, once);

ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_email_key UNIQUE (email);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_id_email_key UNIQUE (id, email);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.priced_message
    ADD CONSTRAINT priced_message_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.process_seen
    ADD CONSTRAINT process_seen_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rate_card
    ADD CONSTRAINT rate_card_pkey PRIMARY KEY (currency, market, category);

ALTER TABLE ONLY public.rate_region
    ADD CONSTRAINT rate_region_pkey PRIMARY KEY (country);

ALTER TABLE ONLY public.rate_window
    ADD CONSTRAINT rate_window_pkey PRIMARY KEY (partner_id, policy, subject, ends_at);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (person_id, digest);

ALTER TABLE ONLY public.refresh_token
    ADD CONSTRAINT refresh_token_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.replay
    ADD CONSTRAINT replay_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.signing_key
    ADD CONSTRAINT signing_key_pkey PRIMARY KEY (kid);

ALTER TABLE ONLY public.template_day
    ADD CONSTRAINT template_day_pkey PRIMARY KEY (partner_id, waba_id, template_id, day);

ALTER TABLE ONLY public.template_draft
    ADD CONSTRAINT template_draft_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.template_edit
    ADD CONSTRAINT template_edit_pkey PRIMARY KEY (partner_id, template_id, at);

ALTER TABLE ONLY public.till
    ADD CONSTRAINT till_pkey PRIMARY KEY (one);

ALTER TABLE ONLY public.usage_day
    ADD CONSTRAINT usage_day_pkey PRIMARY KEY (partner_id, channel_id, day, category, country, pricing_type, currency);

ALTER TABLE ONLY public.user_link
    ADD CONSTRAINT user_link_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.user_link
    ADD CONSTRAINT user_link_pkey PRIMARY KEY (partner_id, user_id, kind);

ALTER TABLE ONLY public.waba_errand
    ADD CONSTRAINT waba_errand_pkey PRIMARY KEY (partner_id, waba_id, kind);

ALTER TABLE ONLY public.waba_flow
    ADD CONSTRAINT waba_flow_pkey PRIMARY KEY (partner_id, waba_id, id);

ALTER TABLE ONLY public.waba
    ADD CONSTRAINT waba_id_key UNIQUE (id);

ALTER TABLE ONLY public.waba
    ADD CONSTRAINT waba_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.waba_template
    ADD CONSTRAINT waba_template_id_key UNIQUE (id);

ALTER TABLE ONLY public.waba_template
    ADD CONSTRAINT waba_template_partner_id_waba_id_external_id_key UNIQUE (partner_id, waba_id, external_id);

ALTER TABLE ONLY public.waba_template
    ADD CONSTRAINT waba_template_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY sandbox.allocation
    ADD CONSTRAINT allocation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.app_callback
    ADD CONSTRAINT app_callback_pkey PRIMARY KEY (object);

ALTER TABLE ONLY sandbox.assigned_user
    ADD CONSTRAINT assigned_user_pkey PRIMARY KEY (waba_id, user_id);

ALTER TABLE ONLY sandbox.blocked
    ADD CONSTRAINT blocked_pkey PRIMARY KEY (phone_id, customer);

ALTER TABLE ONLY sandbox.business
    ADD CONSTRAINT business_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.call_permission
    ADD CONSTRAINT call_permission_pkey PRIMARY KEY (phone_id, customer);

ALTER TABLE ONLY sandbox.call
    ADD CONSTRAINT call_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.chat_group
    ADD CONSTRAINT chat_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.code
    ADD CONSTRAINT code_pkey PRIMARY KEY (code);

ALTER TABLE ONLY sandbox.customer
    ADD CONSTRAINT customer_pkey PRIMARY KEY (digits);

ALTER TABLE ONLY sandbox.customer
    ADD CONSTRAINT customer_user_id_key UNIQUE (user_id);

ALTER TABLE ONLY sandbox.dialog
    ADD CONSTRAINT dialog_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.errand
    ADD CONSTRAINT errand_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.fault
    ADD CONSTRAINT fault_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.flow
    ADD CONSTRAINT flow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.flow
    ADD CONSTRAINT flow_waba_id_name_key UNIQUE (waba_id, name);

ALTER TABLE ONLY sandbox.group_member
    ADD CONSTRAINT group_member_pkey PRIMARY KEY (group_id, customer);

ALTER TABLE ONLY sandbox.marketing_stop
    ADD CONSTRAINT marketing_stop_pkey PRIMARY KEY (phone_id, customer);

ALTER TABLE ONLY sandbox.media
    ADD CONSTRAINT media_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.node
    ADD CONSTRAINT node_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.pace
    ADD CONSTRAINT pace_pkey PRIMARY KEY (name);

ALTER TABLE ONLY sandbox.pay_request
    ADD CONSTRAINT pay_request_pkey PRIMARY KEY (key);

ALTER TABLE ONLY sandbox.pay_thing
    ADD CONSTRAINT pay_thing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.phone
    ADD CONSTRAINT phone_digits_key UNIQUE (digits);

ALTER TABLE ONLY sandbox.phone
    ADD CONSTRAINT phone_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.phone
    ADD CONSTRAINT phone_username_key UNIQUE (username);

ALTER TABLE ONLY sandbox.preverified
    ADD CONSTRAINT preverified_digits_key UNIQUE (digits);

ALTER TABLE ONLY sandbox.preverified_partner
    ADD CONSTRAINT preverified_partner_pkey PRIMARY KEY (preverified_id, business_id);

ALTER TABLE ONLY sandbox.preverified
    ADD CONSTRAINT preverified_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.qr_code
    ADD CONSTRAINT qr_code_pkey PRIMARY KEY (phone_id, code);

ALTER TABLE ONLY sandbox.received
    ADD CONSTRAINT received_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.signup_link
    ADD CONSTRAINT signup_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.solution
    ADD CONSTRAINT solution_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.solution_waba
    ADD CONSTRAINT solution_waba_pkey PRIMARY KEY (solution_id, waba_id);

ALTER TABLE ONLY sandbox.subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (waba_id, app_id);

ALTER TABLE ONLY sandbox.switch
    ADD CONSTRAINT switch_pkey PRIMARY KEY (name);

ALTER TABLE ONLY sandbox.template
    ADD CONSTRAINT template_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.template
    ADD CONSTRAINT template_waba_id_name_language_key UNIQUE (waba_id, name, language);

ALTER TABLE ONLY sandbox.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (token);

ALTER TABLE ONLY sandbox.trial_key
    ADD CONSTRAINT trial_key_digest_key UNIQUE (digest);

ALTER TABLE ONLY sandbox.trial_key
    ADD CONSTRAINT trial_key_pkey PRIMARY KEY (customer);

ALTER TABLE ONLY sandbox.upload
    ADD CONSTRAINT upload_handle_key UNIQUE (handle);

ALTER TABLE ONLY sandbox.upload
    ADD CONSTRAINT upload_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.waba
    ADD CONSTRAINT waba_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sandbox.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);

CREATE INDEX attempt_failed ON ONLY public.attempt USING btree (partner_id, at, id, endpoint_id, channel_id, client_id, type, status, outcome, error) WHERE (outcome <> 'delivered'::text);

CREATE INDEX attempt_of_channel ON ONLY public.attempt USING btree (partner_id, channel_id, at, id) WHERE (channel_id IS NOT NULL);

CREATE INDEX attempt_of_client ON ONLY public.attempt USING btree (partner_id, client_id, at, id) WHERE (client_id IS NOT NULL);

CREATE INDEX attempt_of_endpoint ON ONLY public.attempt USING btree (partner_id, endpoint_id, at, id);

CREATE INDEX attempt_of_error ON ONLY public.attempt USING btree (partner_id, error, at, id, endpoint_id, channel_id, client_id, type, status, outcome) WHERE (outcome <> 'delivered'::text);

CREATE INDEX attempt_of_event ON ONLY public.attempt USING btree (partner_id, event_id);

CREATE INDEX attempt_of_outcome ON ONLY public.attempt USING btree (partner_id, outcome, at, id, endpoint_id, channel_id, client_id, type, status, error) WHERE (outcome <> 'delivered'::text);

CREATE INDEX attempt_of_status ON ONLY public.attempt USING btree (partner_id, status, at, id, endpoint_id, channel_id, client_id, type, outcome, error) WHERE (status <> 200);

CREATE INDEX attempt_of_type ON ONLY public.attempt USING btree (partner_id, type, at, id) WHERE (type <> 'messages'::text);

CREATE INDEX attempt_other_partner_id_at_id_endpoint_id_channel_id_clien_idx ON public.attempt_other USING btree (partner_id, at, id, endpoint_id, channel_id, client_id, type, status, outcome, error) WHERE (outcome <> 'delivered'::text);

CREATE INDEX attempt_other_partner_id_channel_id_at_id_idx ON public.attempt_other USING btree (partner_id, channel_id, at, id) WHERE (channel_id IS NOT NULL);

CREATE INDEX attempt_other_partner_id_client_id_at_id_idx ON public.attempt_other USING btree (partner_id, client_id, at, id) WHERE (client_id IS NOT NULL);

CREATE INDEX attempt_other_partner_id_endpoint_id_at_id_idx ON public.attempt_other USING btree (partner_id, endpoint_id, at, id);

CREATE INDEX attempt_other_partner_id_error_at_id_endpoint_id_channel_id_idx ON public.attempt_other USING btree (partner_id, error, at, id, endpoint_id, channel_id, client_id, type, status, outcome) WHERE (outcome <> 'delivered'::text);

CREATE INDEX attempt_other_partner_id_event_id_idx ON public.attempt_other USING btree (partner_id, event_id);

CREATE INDEX attempt_other_partner_id_outcome_at_id_endpoint_id_channel__idx ON public.attempt_other USING btree (partner_id, outcome, at, id, endpoint_id, channel_id, client_id, type, status, error) WHERE (outcome <> 'delivered'::text);

CREATE INDEX attempt_other_partner_id_status_at_id_endpoint_id_channel_i_idx ON public.attempt_other USING btree (partner_id, status, at, id, endpoint_id, channel_id, client_id, type, outcome, error) WHERE (status <> 200);

CREATE INDEX attempt_other_partner_id_type_at_id_idx ON public.attempt_other USING btree (partner_id, type, at, id) WHERE (type <> 'messages'::text);

CREATE INDEX audit_by_action ON public.audit USING btree (partner_id, action, at, id);

CREATE INDEX audit_by_actor ON public.audit USING btree (partner_id, actor, at, id);

CREATE INDEX audit_by_subject ON public.audit USING btree (partner_id, subject, at, id);

CREATE INDEX audit_by_time ON public.audit USING btree (partner_id, at, id);

CREATE INDEX channel_by_app_id ON public.channel USING btree (partner_id, app_id);

CREATE INDEX channel_by_created ON public.channel USING btree (partner_id, created_at, id);

CREATE INDEX channel_by_external_id ON public.channel USING btree (partner_id, external_id);

CREATE INDEX channel_by_modified ON public.channel USING btree (partner_id, modified_at, id);

CREATE INDEX channel_by_phone_number ON public.channel USING btree (partner_id, phone_number);

CREATE INDEX channel_by_state ON public.channel USING btree (partner_id, status, hub_status, account_mode, availability_status, app_state, current_limit, current_quality_rating, meta_status);

CREATE INDEX channel_errand_due ON public.channel_errand USING btree (kind, due_at);

CREATE UNIQUE INDEX channel_external_id_key ON public.channel USING btree (external_id) WHERE (hub_status <> ALL (ARRAY['terminated'::text, 'deleted'::text]));

COMMENT ON INDEX public.channel_external_id_key IS 'A number is one channel at a time; after its end it may come again, as another channel.';

CREATE UNIQUE INDEX channel_key_live ON public.channel_key USING btree (partner_id, channel_id) WHERE (revoked_at IS NULL);

COMMENT ON INDEX public.channel_key_live IS 'A new key ends the one before it: one live key a channel.';

CREATE INDEX channel_of_client ON public.channel USING btree (partner_id, client_id, id);

CREATE INDEX channel_of_waba ON public.channel USING btree (partner_id, waba_id);

CREATE INDEX channel_permission_of_channel ON public.channel_permission USING btree (partner_id, channel_id, id);

CREATE INDEX channel_to_end ON public.channel USING btree (hub_status, terminated_at) WHERE (hub_status = ANY (ARRAY['pending_deletion'::text, 'terminated'::text]));

CREATE INDEX client_by_created ON public.client USING btree (partner_id, created_at, id);

CREATE INDEX client_by_email ON public.client USING btree (partner_id, email);

CREATE INDEX client_by_name ON public.client USING btree (partner_id, name, id);

CREATE INDEX delivery_due ON public.delivery USING btree (partner_id, endpoint_id, lane, next_at);

CREATE INDEX delivery_in_order ON public.delivery USING btree (partner_id, endpoint_id, bucket, seq) WHERE (bucket <> ''::text);

CREATE INDEX event_of_channel ON ONLY public.event USING btree (partner_id, channel_id, id) WHERE (channel_id IS NOT NULL);

CREATE INDEX event_of_client ON ONLY public.event USING btree (partner_id, client_id, id) WHERE (client_id IS NOT NULL);

CREATE INDEX event_of_type ON ONLY public.event USING btree (partner_id, type, id);

CREATE INDEX event_other_partner_id_channel_id_id_idx ON public.event_other USING btree (partner_id, channel_id, id) WHERE (channel_id IS NOT NULL);

CREATE INDEX event_told_of_channel ON ONLY public.event USING btree (partner_id, channel_id, id) WHERE ((audience = 'partner'::text) AND (channel_id IS NOT NULL));

CREATE INDEX event_other_partner_id_channel_id_id_idx1 ON public.event_other USING btree (partner_id, channel_id, id) WHERE ((audience = 'partner'::text) AND (channel_id IS NOT NULL));

CREATE INDEX event_other_partner_id_client_id_id_idx ON public.event_other USING btree (partner_id, client_id, id) WHERE (client_id IS NOT NULL);

CREATE INDEX event_other_partner_id_type_id_idx ON public.event_other USING btree (partner_id, type, id);

CREATE INDEX failure_day_of_client ON public.failure_day USING btree (partner_id, client_id, day);

CREATE INDEX failure_day_of_partner ON public.failure_day USING btree (partner_id, day);

CREATE UNIQUE INDEX funds_movement_charge ON public.funds_movement USING btree (partner_id, client_id, currency, channel_id, day) WHERE (kind = 'charge'::text);

CREATE INDEX funds_movement_in ON public.funds_movement USING btree (partner_id, client_id, currency, at) WHERE (kind = ANY (ARRAY['funding'::text, 'renewal'::text]));

CREATE INDEX funds_movement_of_client ON public.funds_movement USING btree (partner_id, client_id, id);

CREATE INDEX funds_to_tell ON public.funds_account USING btree (partner_id) WHERE telling;

CREATE INDEX hub_session_of_user ON public.hub_session USING btree (partner_id, user_id);

CREATE UNIQUE INDEX hub_user_email ON public.hub_user USING btree (partner_id, COALESCE(client_id, ''::text), email);

CREATE INDEX hub_user_of_client ON public.hub_user USING btree (partner_id, client_id);

CREATE INDEX hub_user_of_partner ON public.hub_user USING btree (partner_id, client_id);

CREATE INDEX hub_user_of_person ON public.hub_user USING btree (person_id);

CREATE INDEX idempotency_old ON public.idempotency USING btree (created_at);

CREATE INDEX invoice_of_payer ON public.invoice USING btree (partner_id, client_id, issued_at);

CREATE INDEX letter_due ON public.letter USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX letter_over ON public.letter USING btree (created_at) WHERE (due_at IS NULL);

CREATE INDEX message_outcome_old ON public.message_outcome USING brin (day) WITH (autosummarize='on');

CREATE INDEX meta_seen_at ON public.meta_seen USING brin (seen_at);

CREATE INDEX meta_update_of_waba ON public.meta_update USING btree (partner_id, waba_id, field, id);

CREATE INDEX notice_of_client ON public.notice USING btree (partner_id, client_id, id) WHERE client_sees;

CREATE INDEX notice_over ON public.notice USING btree (created_at);

CREATE INDEX notice_owed_to ON public.notice_owed USING btree (partner_id, user_id, notice_id);

CREATE INDEX notice_read_by ON public.notice_read USING btree (partner_id, user_id, notice_id);

CREATE INDEX notice_reader_due ON public.notice_reader USING btree (digest_at) WHERE (digest_at IS NOT NULL);

CREATE INDEX onboarding_signature_by_expiry ON public.onboarding_signature USING btree (expires_at);

CREATE INDEX onboarding_signup_due ON public.onboarding_signup USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX onboarding_signup_of_client ON public.onboarding_signup USING btree (partner_id, client_id, created_at);

CREATE INDEX onboarding_visit_by_expiry ON public.onboarding_visit USING btree (expires_at);

CREATE INDEX onboarding_visit_of_client ON public.onboarding_visit USING btree (partner_id, client_id);

CREATE INDEX outcome_day_of_client ON public.outcome_day USING btree (partner_id, client_id, day);

CREATE INDEX outcome_day_of_partner ON public.outcome_day USING btree (partner_id, day);

CREATE UNIQUE INDEX partner_change_pending ON public.partner_change USING btree (partner_id, source_client_id) WHERE (status = 'pending'::text);

CREATE INDEX partner_key_of_partner ON public.partner_key USING btree (partner_id);

CREATE INDEX payment_due ON public.payment USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX payment_of_payer ON public.payment USING btree (partner_id, client_id, created_at);

CREATE UNIQUE INDEX payment_one_renewal ON public.payment USING btree (partner_id, client_id, currency) WHERE ((kind = 'renewal'::text) AND (state = ANY (ARRAY['pending'::text, 'confirming'::text])));

CREATE INDEX priced_message_due ON public.priced_message USING btree (id);

CREATE INDEX rate_window_over ON public.rate_window USING btree (ends_at);

CREATE INDEX refresh_token_family ON public.refresh_token USING btree (partner_id, family);

CREATE INDEX replay_due ON public.replay USING btree (due_at) WHERE (state = 'running'::text);

CREATE INDEX template_day_of_client ON public.template_day USING btree (partner_id, client_id, day);

CREATE INDEX template_day_of_partner ON public.template_day USING btree (partner_id, day);

CREATE INDEX template_draft_of_waba ON public.template_draft USING btree (partner_id, waba_id, name);

CREATE INDEX usage_day_of_client ON public.usage_day USING btree (partner_id, client_id, day);

CREATE INDEX usage_day_of_partner ON public.usage_day USING btree (partner_id, day);

CREATE INDEX waba_by_external_id ON public.waba USING btree (partner_id, external_id);

CREATE INDEX waba_errand_due ON public.waba_errand USING btree (due_at);

CREATE UNIQUE INDEX waba_external_id_key ON public.waba USING btree (external_id) WHERE (status <> 'bsp_removed'::text);

COMMENT ON INDEX public.waba_external_id_key IS 'A WABA belongs to one client at a time; one that left may come again, to any client.';

CREATE INDEX waba_of_client ON public.waba USING btree (partner_id, client_id);

CREATE INDEX waba_restricted ON public.waba USING btree (restricted_until) WHERE (restricted_until IS NOT NULL);

CREATE INDEX waba_template_by_name ON public.waba_template USING btree (partner_id, waba_id, name, language);

CREATE INDEX waba_token_ending ON public.waba USING btree (token_refresh_at) WHERE (token_refresh_at IS NOT NULL);

CREATE INDEX call_phone_id_customer_idx ON sandbox.call USING btree (phone_id, customer);

CREATE INDEX chat_group_phone_id_idx ON sandbox.chat_group USING btree (phone_id);

CREATE INDEX errand_due_at_idx ON sandbox.errand USING btree (due_at);

CREATE INDEX message_customer_seq_idx ON sandbox.message USING btree (customer, seq);

CREATE INDEX message_phone_id_customer_seq_idx ON sandbox.message USING btree (phone_id, customer, seq);

CREATE INDEX pay_thing_of_customer ON sandbox.pay_thing USING btree (customer, created_at);

CREATE INDEX phone_waba_id_idx ON sandbox.phone USING btree (waba_id);

CREATE INDEX received_name_id_idx ON sandbox.received USING btree (name, id);

CREATE INDEX registration_phone_id_at_idx ON sandbox.registration USING btree (phone_id, at);

CREATE INDEX waba_business_id_idx ON sandbox.waba USING btree (business_id);

CREATE INDEX webhook_next_at_idx ON sandbox.webhook USING btree (next_at) WHERE (settled_at IS NULL);

CREATE INDEX webhook_settled_at_idx ON sandbox.webhook USING btree (settled_at) WHERE (settled_at IS NOT NULL);

ALTER INDEX public.attempt_failed ATTACH PARTITION public.attempt_other_partner_id_at_id_endpoint_id_channel_id_clien_idx;

ALTER INDEX public.attempt_of_channel ATTACH PARTITION public.attempt_other_partner_id_channel_id_at_id_idx;

ALTER INDEX public.attempt_of_client ATTACH PARTITION public.attempt_other_partner_id_client_id_at_id_idx;

ALTER INDEX public.attempt_of_endpoint ATTACH PARTITION public.attempt_other_partner_id_endpoint_id_at_id_idx;

ALTER INDEX public.attempt_of_error ATTACH PARTITION public.attempt_other_partner_id_error_at_id_endpoint_id_channel_id_idx;

ALTER INDEX public.attempt_of_event ATTACH PARTITION public.attempt_other_partner_id_event_id_idx;

ALTER INDEX public.attempt_of_outcome ATTACH PARTITION public.attempt_other_partner_id_outcome_at_id_endpoint_id_channel__idx;

ALTER INDEX public.attempt_of_status ATTACH PARTITION public.attempt_other_partner_id_status_at_id_endpoint_id_channel_i_idx;

ALTER INDEX public.attempt_of_type ATTACH PARTITION public.attempt_other_partner_id_type_at_id_idx;

ALTER INDEX public.attempt_pkey ATTACH PARTITION public.attempt_other_pkey;

ALTER INDEX public.event_of_channel ATTACH PARTITION public.event_other_partner_id_channel_id_id_idx;

ALTER INDEX public.event_told_of_channel ATTACH PARTITION public.event_other_partner_id_channel_id_id_idx1;

ALTER INDEX public.event_of_client ATTACH PARTITION public.event_other_partner_id_client_id_id_idx;

ALTER INDEX public.event_of_type ATTACH PARTITION public.event_other_partner_id_type_id_idx;

ALTER INDEX public.event_pkey ATTACH PARTITION public.event_other_pkey;

CREATE TRIGGER channel_docs AFTER UPDATE ON public.client FOR EACH ROW WHEN ((((old.name IS DISTINCT FROM new.name) OR (old.partner_payload IS DISTINCT FROM new.partner_payload)) OR (old.contact_info IS DISTINCT FROM new.contact_info))) EXECUTE FUNCTION public.rewrite_docs_of_client();

CREATE TRIGGER channel_docs AFTER UPDATE ON public.waba FOR EACH ROW WHEN ((((((((((old.name IS DISTINCT FROM new.name) OR (old.namespace IS DISTINCT FROM new.namespace)) OR (old.client_id IS DISTINCT FROM new.client_id)) OR (old.external_id IS DISTINCT FROM new.external_id)) OR (old.status IS DISTINCT FROM new.status)) OR (old.fb_account_status IS DISTINCT FROM new.fb_account_status)) OR (old.fb_business_id IS DISTINCT FROM new.fb_business_id)) OR (old.on_behalf_of_business_info IS DISTINCT FROM new.on_behalf_of_business_info)) OR (old.created_at IS DISTINCT FROM new.created_at))) EXECUTE FUNCTION public.rewrite_docs_of_waba();

CREATE TRIGGER doc BEFORE INSERT OR UPDATE ON public.channel FOR EACH ROW EXECUTE FUNCTION public.write_channel_doc();

CREATE TRIGGER doc BEFORE INSERT OR UPDATE ON public.client FOR EACH ROW EXECUTE FUNCTION public.write_client_doc();

CREATE TRIGGER doc BEFORE INSERT OR UPDATE ON public.waba_template FOR EACH ROW EXECUTE FUNCTION public.write_template_doc();

CREATE CONSTRAINT TRIGGER forget_person AFTER DELETE ON public.hub_user DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.person_id IS NOT NULL)) EXECUTE FUNCTION public.forget_person();

CREATE CONSTRAINT TRIGGER holding AFTER INSERT OR DELETE ON public.channel DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.count_holding();

CREATE CONSTRAINT TRIGGER holding AFTER INSERT OR DELETE ON public.client DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.count_holding();

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.billing_details FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('billing_details', 'partner_id client_id', '', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.channel FOR EACH ROW WHEN (((CURRENT_USER = 'partnerhub_app'::name) AND (pg_trigger_depth() = 0))) EXECUTE FUNCTION public.keep_change('channel', 'id', 'health health_checked_at phone_number can_send_message meta_faults meta_read_at meta_refused_at', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.channel_key FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('channel_key', 'id', 'digest', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.client FOR EACH ROW WHEN (((CURRENT_USER = 'partnerhub_app'::name) AND (pg_trigger_depth() = 0))) EXECUTE FUNCTION public.keep_change('client', 'id', 'email', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.endpoint FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('webhook', 'owner_id name', 'failures failing_since paused_until', 'headers');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.hub_user FOR EACH ROW WHEN (((CURRENT_USER = 'partnerhub_app'::name) AND (pg_trigger_depth() = 0))) EXECUTE FUNCTION public.keep_change('user', 'id', 'entered_at', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.onboarding_link FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('onboarding_link', 'id', 'digest token', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.partner FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('partner', 'id', '', 'platform_secret previous_platform_secret');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.partner_key FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('partner_key', 'id', 'digest last_used_at', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.payer FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('payer', 'partner_id client_id', 'customer', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.payment FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('payment', 'id', 'once due_at provider_id confirm_url return_url', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.payment_card FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('card', 'id', 'token', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.person FOR EACH ROW WHEN (((CURRENT_USER = 'partnerhub_app'::name) AND (pg_trigger_depth() = 0))) EXECUTE FUNCTION public.keep_change('person', 'id', '', 'password_hash');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.replay FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('replay', 'id', 'reached looked_at owed owed_already without_endpoint due_at', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.second_factor FOR EACH ROW WHEN (((CURRENT_USER = 'partnerhub_app'::name) AND (pg_trigger_depth() = 0))) EXECUTE FUNCTION public.keep_change('second_factor', 'person_id', 'last_step', 'secret');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.template_draft FOR EACH ROW WHEN (((CURRENT_USER = 'partnerhub_app'::name) AND (pg_trigger_depth() = 0))) EXECUTE FUNCTION public.keep_change('template_draft', 'id', '', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.waba FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('waba', 'id', '', 'graph_token');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.waba_flow FOR EACH ROW WHEN ((CURRENT_USER = 'partnerhub_app'::name)) EXECUTE FUNCTION public.keep_change('flow', 'id', '', '');

CREATE TRIGGER keep_change AFTER INSERT OR DELETE OR UPDATE ON public.waba_template FOR EACH ROW WHEN (((CURRENT_USER = 'partnerhub_app'::name) AND (pg_trigger_depth() = 0))) EXECUTE FUNCTION public.keep_change('template', 'id', '', '');

CREATE TRIGGER template_docs AFTER UPDATE ON public.waba FOR EACH ROW WHEN ((old.namespace <> new.namespace)) EXECUTE FUNCTION public.rewrite_template_docs();

CREATE TRIGGER want_seal AFTER INSERT ON public.audit FOR EACH ROW EXECUTE FUNCTION public.want_seal();

ALTER TABLE ONLY public.billing_details
    ADD CONSTRAINT billing_details_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.channel_errand
    ADD CONSTRAINT channel_errand_partner_id_channel_id_fkey FOREIGN KEY (partner_id, channel_id) REFERENCES public.channel(partner_id, id);

ALTER TABLE ONLY public.channel_key
    ADD CONSTRAINT channel_key_partner_id_channel_id_fkey FOREIGN KEY (partner_id, channel_id) REFERENCES public.channel(partner_id, id);

ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_partner_id_client_id_fkey FOREIGN KEY (partner_id, client_id) REFERENCES public.client(partner_id, id);

ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_partner_id_waba_id_fkey FOREIGN KEY (partner_id, waba_id) REFERENCES public.waba(partner_id, id);

ALTER TABLE ONLY public.channel_permission
    ADD CONSTRAINT channel_permission_partner_id_channel_id_fkey FOREIGN KEY (partner_id, channel_id) REFERENCES public.channel(partner_id, id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.endpoint
    ADD CONSTRAINT endpoint_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.failure_day
    ADD CONSTRAINT failure_day_partner_id_channel_id_fkey FOREIGN KEY (partner_id, channel_id) REFERENCES public.channel(partner_id, id);

ALTER TABLE ONLY public.funds_account
    ADD CONSTRAINT funds_account_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.funds_movement
    ADD CONSTRAINT funds_movement_partner_id_client_id_currency_fkey FOREIGN KEY (partner_id, client_id, currency) REFERENCES public.funds_account(partner_id, client_id, currency);

ALTER TABLE ONLY public.holding
    ADD CONSTRAINT holding_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.hub_session
    ADD CONSTRAINT hub_session_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.hub_user
    ADD CONSTRAINT hub_user_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.hub_user
    ADD CONSTRAINT hub_user_person_id_email_fkey FOREIGN KEY (person_id, email) REFERENCES public.person(id, email);

ALTER TABLE ONLY public.invitation_code
    ADD CONSTRAINT invitation_code_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.invitation_code
    ADD CONSTRAINT invitation_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.hub_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_partner_id_client_id_fkey FOREIGN KEY (partner_id, client_id) REFERENCES public.billing_details(partner_id, client_id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.meta_update
    ADD CONSTRAINT meta_update_partner_id_waba_id_fkey FOREIGN KEY (partner_id, waba_id) REFERENCES public.waba(partner_id, id);

ALTER TABLE ONLY public.notice_owed
    ADD CONSTRAINT notice_owed_partner_id_notice_id_fkey FOREIGN KEY (partner_id, notice_id) REFERENCES public.notice(partner_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notice_owed
    ADD CONSTRAINT notice_owed_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.hub_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.notice_read
    ADD CONSTRAINT notice_read_partner_id_notice_id_fkey FOREIGN KEY (partner_id, notice_id) REFERENCES public.notice(partner_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notice_read
    ADD CONSTRAINT notice_read_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.hub_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notice_reader
    ADD CONSTRAINT notice_reader_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.notice_reader
    ADD CONSTRAINT notice_reader_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.hub_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.onboarding_link
    ADD CONSTRAINT onboarding_link_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.onboarding_pin
    ADD CONSTRAINT onboarding_pin_partner_id_channel_id_fkey FOREIGN KEY (partner_id, channel_id) REFERENCES public.channel(partner_id, id);

ALTER TABLE ONLY public.onboarding_signature
    ADD CONSTRAINT onboarding_signature_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.onboarding_signup
    ADD CONSTRAINT onboarding_signup_partner_id_client_id_fkey FOREIGN KEY (partner_id, client_id) REFERENCES public.client(partner_id, id);

ALTER TABLE ONLY public.onboarding_signup
    ADD CONSTRAINT onboarding_signup_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.onboarding_visit
    ADD CONSTRAINT onboarding_visit_partner_id_client_id_fkey FOREIGN KEY (partner_id, client_id) REFERENCES public.client(partner_id, id);

ALTER TABLE ONLY public.onboarding_visit
    ADD CONSTRAINT onboarding_visit_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.outcome_cursor
    ADD CONSTRAINT outcome_cursor_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.outcome_day
    ADD CONSTRAINT outcome_day_partner_id_channel_id_fkey FOREIGN KEY (partner_id, channel_id) REFERENCES public.channel(partner_id, id);

ALTER TABLE ONLY public.partner_change
    ADD CONSTRAINT partner_change_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.partner_key
    ADD CONSTRAINT partner_key_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.partner_logo
    ADD CONSTRAINT partner_logo_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.payer
    ADD CONSTRAINT payer_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.payment_card
    ADD CONSTRAINT payment_card_partner_id_client_id_fkey FOREIGN KEY (partner_id, client_id) REFERENCES public.payer(partner_id, client_id);

ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_partner_id_client_id_fkey FOREIGN KEY (partner_id, client_id) REFERENCES public.payer(partner_id, client_id);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.second_factor(person_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.refresh_token
    ADD CONSTRAINT refresh_token_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.refresh_token
    ADD CONSTRAINT refresh_token_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.hub_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.replay
    ADD CONSTRAINT replay_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.template_day
    ADD CONSTRAINT template_day_partner_id_waba_id_fkey FOREIGN KEY (partner_id, waba_id) REFERENCES public.waba(partner_id, id);

ALTER TABLE ONLY public.template_draft
    ADD CONSTRAINT template_draft_partner_id_waba_id_fkey FOREIGN KEY (partner_id, waba_id) REFERENCES public.waba(partner_id, id);

ALTER TABLE ONLY public.template_edit
    ADD CONSTRAINT template_edit_partner_id_template_id_fkey FOREIGN KEY (partner_id, template_id) REFERENCES public.waba_template(partner_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.waba_errand
    ADD CONSTRAINT template_sync_partner_id_waba_id_fkey FOREIGN KEY (partner_id, waba_id) REFERENCES public.waba(partner_id, id);

ALTER TABLE ONLY public.usage_day
    ADD CONSTRAINT usage_day_partner_id_channel_id_fkey FOREIGN KEY (partner_id, channel_id) REFERENCES public.channel(partner_id, id);

ALTER TABLE ONLY public.user_link
    ADD CONSTRAINT user_link_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

ALTER TABLE ONLY public.user_link
    ADD CONSTRAINT user_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.hub_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.waba_flow
    ADD CONSTRAINT waba_flow_partner_id_waba_id_fkey FOREIGN KEY (partner_id, waba_id) REFERENCES public.waba(partner_id, id);

ALTER TABLE ONLY public.waba
    ADD CONSTRAINT waba_partner_id_client_id_fkey FOREIGN KEY (partner_id, client_id) REFERENCES public.client(partner_id, id);

ALTER TABLE ONLY public.waba_template
    ADD CONSTRAINT waba_template_partner_id_waba_id_fkey FOREIGN KEY (partner_id, waba_id) REFERENCES public.waba(partner_id, id);

ALTER TABLE ONLY sandbox.allocation
    ADD CONSTRAINT allocation_business_id_fkey FOREIGN KEY (business_id) REFERENCES sandbox.business(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.allocation
    ADD CONSTRAINT allocation_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.assigned_user
    ADD CONSTRAINT assigned_user_waba_id_fkey FOREIGN KEY (waba_id) REFERENCES sandbox.waba(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.blocked
    ADD CONSTRAINT blocked_phone_id_fkey FOREIGN KEY (phone_id) REFERENCES sandbox.phone(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.business
    ADD CONSTRAINT business_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.call_permission
    ADD CONSTRAINT call_permission_phone_id_fkey FOREIGN KEY (phone_id) REFERENCES sandbox.phone(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.call
    ADD CONSTRAINT call_phone_id_fkey FOREIGN KEY (phone_id) REFERENCES sandbox.phone(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.chat_group
    ADD CONSTRAINT chat_group_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.chat_group
    ADD CONSTRAINT chat_group_phone_id_fkey FOREIGN KEY (phone_id) REFERENCES sandbox.phone(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.flow
    ADD CONSTRAINT flow_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.flow
    ADD CONSTRAINT flow_waba_id_fkey FOREIGN KEY (waba_id) REFERENCES sandbox.waba(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.group_member
    ADD CONSTRAINT group_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES sandbox.chat_group(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.marketing_stop
    ADD CONSTRAINT marketing_stop_phone_id_fkey FOREIGN KEY (phone_id) REFERENCES sandbox.phone(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.media
    ADD CONSTRAINT media_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.media
    ADD CONSTRAINT media_phone_id_fkey FOREIGN KEY (phone_id) REFERENCES sandbox.phone(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.message
    ADD CONSTRAINT message_phone_id_fkey FOREIGN KEY (phone_id) REFERENCES sandbox.phone(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.phone
    ADD CONSTRAINT phone_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.phone
    ADD CONSTRAINT phone_waba_id_fkey FOREIGN KEY (waba_id) REFERENCES sandbox.waba(id);

ALTER TABLE ONLY sandbox.preverified
    ADD CONSTRAINT preverified_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.preverified_partner
    ADD CONSTRAINT preverified_partner_business_id_fkey FOREIGN KEY (business_id) REFERENCES sandbox.business(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.preverified_partner
    ADD CONSTRAINT preverified_partner_preverified_id_fkey FOREIGN KEY (preverified_id) REFERENCES sandbox.preverified(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.qr_code
    ADD CONSTRAINT qr_code_phone_id_fkey FOREIGN KEY (phone_id) REFERENCES sandbox.phone(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.registration
    ADD CONSTRAINT registration_phone_id_fkey FOREIGN KEY (phone_id) REFERENCES sandbox.phone(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.signup_link
    ADD CONSTRAINT signup_link_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.signup_link
    ADD CONSTRAINT signup_link_waba_id_fkey FOREIGN KEY (waba_id) REFERENCES sandbox.waba(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.solution
    ADD CONSTRAINT solution_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.solution_waba
    ADD CONSTRAINT solution_waba_solution_id_fkey FOREIGN KEY (solution_id) REFERENCES sandbox.solution(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.solution_waba
    ADD CONSTRAINT solution_waba_waba_id_fkey FOREIGN KEY (waba_id) REFERENCES sandbox.waba(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.subscription
    ADD CONSTRAINT subscription_waba_id_fkey FOREIGN KEY (waba_id) REFERENCES sandbox.waba(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.template
    ADD CONSTRAINT template_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.template
    ADD CONSTRAINT template_waba_id_fkey FOREIGN KEY (waba_id) REFERENCES sandbox.waba(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.trial_key
    ADD CONSTRAINT trial_key_phone_id_fkey FOREIGN KEY (phone_id) REFERENCES sandbox.phone(id) ON DELETE CASCADE;

ALTER TABLE ONLY sandbox.waba
    ADD CONSTRAINT waba_business_id_fkey FOREIGN KEY (business_id) REFERENCES sandbox.business(id);

ALTER TABLE ONLY sandbox.waba
    ADD CONSTRAINT waba_id_fkey FOREIGN KEY (id) REFERENCES sandbox.node(id) ON DELETE CASCADE;

ALTER TABLE public.attempt ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.attempt_other ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_chain ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_seal ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_unsealed ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.billing_details ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.channel ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.channel_errand ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.channel_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.channel_permission ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.client ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.delivery ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.endpoint ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.event ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.event_other ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.event_untold ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.failed_delivery ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.failure_day ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.funds_account ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.funds_movement ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.holding ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.hub_session ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.hub_user ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.invitation_code ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.invoice ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.letter ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.message_outcome ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.meta_seen ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.meta_update ENABLE ROW LEVEL SECURITY;

CREATE POLICY newcomer ON public.person FOR INSERT TO partnerhub_app WITH CHECK (true);

ALTER TABLE public.notice ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notice_owed ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notice_read ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notice_reader ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.onboarding_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.onboarding_pin ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.onboarding_signature ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.onboarding_signup ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.onboarding_visit ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.outcome_cursor ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.outcome_day ENABLE ROW LEVEL SECURITY;

CREATE POLICY owner ON public.attempt TO partnerhub USING (true);

CREATE POLICY owner ON public.attempt_other TO partnerhub USING (true);

CREATE POLICY owner ON public.audit TO partnerhub USING (true);

CREATE POLICY owner ON public.audit_chain TO partnerhub USING (true);

CREATE POLICY owner ON public.audit_seal TO partnerhub USING (true);

CREATE POLICY owner ON public.audit_unsealed TO partnerhub USING (true);

CREATE POLICY owner ON public.billing_details TO partnerhub USING (true);

CREATE POLICY owner ON public.channel TO partnerhub USING (true);

CREATE POLICY owner ON public.channel_errand TO partnerhub USING (true);

CREATE POLICY owner ON public.channel_key TO partnerhub USING (true);

CREATE POLICY owner ON public.channel_permission TO partnerhub USING (true);

CREATE POLICY owner ON public.client TO partnerhub USING (true);

CREATE POLICY owner ON public.delivery TO partnerhub USING (true);

CREATE POLICY owner ON public.endpoint TO partnerhub USING (true);

CREATE POLICY owner ON public.event TO partnerhub USING (true);

CREATE POLICY owner ON public.event_other TO partnerhub USING (true);

CREATE POLICY owner ON public.event_untold TO partnerhub USING (true);

CREATE POLICY owner ON public.failed_delivery TO partnerhub USING (true);

CREATE POLICY owner ON public.failure_day TO partnerhub USING (true);

CREATE POLICY owner ON public.funds_account TO partnerhub USING (true);

CREATE POLICY owner ON public.funds_movement TO partnerhub USING (true);

CREATE POLICY owner ON public.holding TO partnerhub USING (true);

CREATE POLICY owner ON public.hub_session TO partnerhub USING (true);

CREATE POLICY owner ON public.hub_user TO partnerhub USING (true);

CREATE POLICY owner ON public.idempotency TO partnerhub USING (true);

CREATE POLICY owner ON public.invitation_code TO partnerhub USING (true);

CREATE POLICY owner ON public.invoice TO partnerhub USING (true);

CREATE POLICY owner ON public.letter TO partnerhub USING (true);

CREATE POLICY owner ON public.message_outcome TO partnerhub USING (true);

CREATE POLICY owner ON public.meta_seen TO partnerhub USING (true);

CREATE POLICY owner ON public.meta_update TO partnerhub USING (true);

CREATE POLICY owner ON public.notice TO partnerhub USING (true);

CREATE POLICY owner ON public.notice_owed TO partnerhub USING (true);

CREATE POLICY owner ON public.notice_read TO partnerhub USING (true);

CREATE POLICY owner ON public.notice_reader TO partnerhub USING (true);

CREATE POLICY owner ON public.onboarding_link TO partnerhub USING (true);

CREATE POLICY owner ON public.onboarding_pin TO partnerhub USING (true);

CREATE POLICY owner ON public.onboarding_signature TO partnerhub USING (true);

CREATE POLICY owner ON public.onboarding_signup TO partnerhub USING (true);

CREATE POLICY owner ON public.onboarding_visit TO partnerhub USING (true);

CREATE POLICY owner ON public.outcome_cursor TO partnerhub USING (true);

CREATE POLICY owner ON public.outcome_day TO partnerhub USING (true);

CREATE POLICY owner ON public.partner TO partnerhub USING (true);

CREATE POLICY owner ON public.partner_change TO partnerhub USING (true);

CREATE POLICY owner ON public.partner_key TO partnerhub USING (true);

CREATE POLICY owner ON public.partner_logo TO partnerhub USING (true);

CREATE POLICY owner ON public.payer TO partnerhub USING (true);

CREATE POLICY owner ON public.payment TO partnerhub USING (true);

CREATE POLICY owner ON public.payment_card TO partnerhub USING (true);

CREATE POLICY owner ON public.person TO partnerhub USING (true);

CREATE POLICY owner ON public.priced_message TO partnerhub USING (true);

CREATE POLICY owner ON public.rate_window TO partnerhub USING (true);

CREATE POLICY owner ON public.recovery_code TO partnerhub USING (true);

CREATE POLICY owner ON public.refresh_token TO partnerhub USING (true);

CREATE POLICY owner ON public.replay TO partnerhub USING (true);

CREATE POLICY owner ON public.second_factor TO partnerhub USING (true);

CREATE POLICY owner ON public.template_day TO partnerhub USING (true);

CREATE POLICY owner ON public.template_draft TO partnerhub USING (true);

CREATE POLICY owner ON public.template_edit TO partnerhub USING (true);

CREATE POLICY owner ON public.usage_day TO partnerhub USING (true);

CREATE POLICY owner ON public.user_link TO partnerhub USING (true);

CREATE POLICY owner ON public.waba TO partnerhub USING (true);

CREATE POLICY owner ON public.waba_errand TO partnerhub USING (true);

CREATE POLICY owner ON public.waba_flow TO partnerhub USING (true);

CREATE POLICY owner ON public.waba_template TO partnerhub USING (true);

ALTER TABLE public.partner ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.partner_change ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.partner_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.partner_logo ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payer ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payment ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payment_card ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.priced_message ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.rate_window ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.recovery_code ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.refresh_token ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.replay ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.second_factor ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.template_day ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.template_draft ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.template_edit ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON public.attempt TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.attempt_other TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.audit TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.audit_chain TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.audit_seal TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.audit_unsealed TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.billing_details TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.channel TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.channel_errand TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.channel_key TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.channel_permission TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.client TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.delivery TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.endpoint TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.event TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.event_other TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.event_untold TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.failed_delivery TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.failure_day TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.funds_account TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.funds_movement TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.holding TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.hub_session TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.hub_user TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.idempotency TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.invitation_code TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.invoice TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.letter TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.message_outcome TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.meta_seen TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.meta_update TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.notice TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.notice_owed TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.notice_read TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.notice_reader TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.onboarding_link TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.onboarding_pin TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.onboarding_signature TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.onboarding_signup TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.onboarding_visit TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.outcome_cursor TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.outcome_day TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.partner TO partnerhub_app USING ((id = public.current_partner()));

CREATE POLICY tenant ON public.partner_change TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.partner_key TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.partner_logo TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.payer TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.payment TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.payment_card TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.person TO partnerhub_app USING ((id IN ( SELECT u.person_id
   FROM public.hub_user u)));

CREATE POLICY tenant ON public.priced_message TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.rate_window TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.recovery_code TO partnerhub_app USING ((person_id IN ( SELECT u.person_id
   FROM public.hub_user u)));

CREATE POLICY tenant ON public.refresh_token TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.replay TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.second_factor TO partnerhub_app USING ((person_id IN ( SELECT u.person_id
   FROM public.hub_user u)));

CREATE POLICY tenant ON public.template_day TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.template_draft TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.template_edit TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.usage_day TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.user_link TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.waba TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.waba_errand TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.waba_flow TO partnerhub_app USING ((partner_id = public.current_partner()));

CREATE POLICY tenant ON public.waba_template TO partnerhub_app USING ((partner_id = public.current_partner()));

ALTER TABLE public.usage_day ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.user_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.waba ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.waba_errand ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.waba_flow ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.waba_template ENABLE ROW LEVEL SECURITY;

CREATE POLICY worker ON public.attempt TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.attempt_other TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.audit TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.audit_chain TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.audit_seal TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.audit_unsealed TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.billing_details TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.channel TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.channel_errand TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.channel_key TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.channel_permission TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.client TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.delivery TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.endpoint TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.event TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.event_other TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.event_untold TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.failed_delivery TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.failure_day TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.funds_account TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.funds_movement TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.holding TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.hub_session TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.hub_user TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.idempotency TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.invitation_code TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.invoice TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.letter TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.message_outcome TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.meta_seen TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.meta_update TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.notice TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.notice_owed TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.notice_read TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.notice_reader TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.onboarding_link TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.onboarding_pin TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.onboarding_signature TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.onboarding_signup TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.onboarding_visit TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.outcome_cursor TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.outcome_day TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.partner TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.partner_change TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.partner_key TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.partner_logo TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.payer TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.payment TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.payment_card TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.priced_message TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.rate_window TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.recovery_code TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.refresh_token TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.replay TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.second_factor TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.template_day TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.template_draft TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.template_edit TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.usage_day TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.user_link TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.waba TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.waba_errand TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.waba_flow TO partnerhub_worker USING (true);

CREATE POLICY worker ON public.waba_template TO partnerhub_worker USING (true);

GRANT USAGE ON SCHEMA public TO partnerhub_app;
GRANT USAGE ON SCHEMA public TO partnerhub_worker;

GRANT USAGE ON SCHEMA sandbox TO partnerhub_worker;

REVOKE ALL ON FUNCTION public.ask_partner_change(request text, client text, target text, named text, numbers integer, asker text, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ask_partner_change(request text, client text, target text, named text, numbers integer, asker text, at timestamp with time zone) TO partnerhub_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.channel TO partnerhub_app;
GRANT SELECT ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(availability_status) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(meta_status) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(is_oba) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(is_on_biz_app) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(current_limit) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(current_quality_rating) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(setup_info) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(modified_at) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(doc) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(template_blocks) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(throughput) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(can_send_message) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(meta_faults) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(meta_read_at) ON TABLE public.channel TO partnerhub_worker;

GRANT UPDATE(meta_refused_at) ON TABLE public.channel TO partnerhub_worker;

REVOKE ALL ON FUNCTION public.channels_of_keys(given bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.channels_of_keys(given bytea[]) TO partnerhub_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.client TO partnerhub_app;
GRANT SELECT ON TABLE public.client TO partnerhub_worker;

REVOKE ALL ON FUNCTION public.cross_partner_change(request text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.cross_partner_change(request text) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.drop_partitions(parent text, days integer, before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.drop_partitions(parent text, days integer, before timestamp with time zone) TO partnerhub_worker;

REVOKE ALL ON FUNCTION public.end_sessions_of(given text, one bytea, kept bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.end_sessions_of(given text, one bytea, kept bytea) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.enter_by_onboarding_link(given bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.enter_by_onboarding_link(given bytea) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.enter_by_partner_key(given bytea, address inet) FROM PUBLIC;
GRANT ALL ON FUNCTION public.enter_by_partner_key(given bytea, address inet) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.enter_by_refresh_token(given bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.enter_by_refresh_token(given bytea) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.enter_by_session(given bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.enter_by_session(given bytea) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.enter_by_user(given text, issued timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.enter_by_user(given text, issued timestamp with time zone) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.enter_by_user_link(given bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.enter_by_user_link(given bytea) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.enter_by_visit(given text, by_browser bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.enter_by_visit(given text, by_browser bytea) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.forget_person() FROM PUBLIC;
GRANT ALL ON FUNCTION public.forget_person() TO partnerhub_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.funds_account TO partnerhub_app;
GRANT SELECT ON TABLE public.funds_account TO partnerhub_worker;

GRANT UPDATE(balance) ON TABLE public.funds_account TO partnerhub_worker;

GRANT UPDATE(stopped_at) ON TABLE public.funds_account TO partnerhub_worker;

GRANT UPDATE(telling) ON TABLE public.funds_account TO partnerhub_worker;

GRANT UPDATE(used_up_told) ON TABLE public.funds_account TO partnerhub_worker;

REVOKE ALL ON FUNCTION public.hubs_of(given text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.hubs_of(given text) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.make_partition(parent text, name text, low text, high text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.make_partitions(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.make_partitions(moment timestamp with time zone) TO partnerhub_worker;

REVOKE ALL ON FUNCTION public.move_session(of_partner text, given bytea, wanted_user text, new_csrf text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.move_session(of_partner text, given bytea, wanted_user text, new_csrf text) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.partner_to_change_to(given text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.partner_to_change_to(given text) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.password_of(given text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.password_of(given text) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.sessions_of(given text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.sessions_of(given text) TO partnerhub_app;

REVOKE ALL ON FUNCTION public.settle_partner_change(request text, outcome text, client text, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.settle_partner_change(request text, outcome text, client text, at timestamp with time zone) TO partnerhub_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.waba_template TO partnerhub_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.waba_template TO partnerhub_worker;

REVOKE ALL ON FUNCTION public.turn_out(given text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.turn_out(given text) TO partnerhub_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.alarm TO partnerhub_worker;

GRANT USAGE ON SEQUENCE public.app_id_seq TO partnerhub_app;

GRANT USAGE ON SEQUENCE public.attempt_id TO partnerhub_worker;

GRANT SELECT ON TABLE public.attempt TO partnerhub_app;
GRANT SELECT,INSERT ON TABLE public.attempt TO partnerhub_worker;

GRANT SELECT,INSERT ON TABLE public.audit TO partnerhub_app;
GRANT SELECT,INSERT ON TABLE public.audit TO partnerhub_worker;

GRANT INSERT ON TABLE public.audit_chain TO partnerhub_app;
GRANT SELECT,UPDATE ON TABLE public.audit_chain TO partnerhub_worker;

GRANT SELECT,INSERT ON TABLE public.audit_seal TO partnerhub_worker;

GRANT INSERT ON TABLE public.audit_unsealed TO partnerhub_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.audit_unsealed TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.billing_details TO partnerhub_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.channel_errand TO partnerhub_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.channel_errand TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.channel_key TO partnerhub_app;

GRANT SELECT,INSERT ON TABLE public.channel_permission TO partnerhub_app;

GRANT SELECT,INSERT ON TABLE public.delivery TO partnerhub_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.delivery TO partnerhub_worker;

GRANT UPDATE(attempt) ON TABLE public.delivery TO partnerhub_app;

GRANT UPDATE(next_at) ON TABLE public.delivery TO partnerhub_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.endpoint TO partnerhub_app;
GRANT SELECT ON TABLE public.endpoint TO partnerhub_worker;

GRANT UPDATE(failures) ON TABLE public.endpoint TO partnerhub_worker;

GRANT UPDATE(failing_since) ON TABLE public.endpoint TO partnerhub_worker;

GRANT UPDATE(paused_until) ON TABLE public.endpoint TO partnerhub_worker;

GRANT UPDATE(disabled_at) ON TABLE public.endpoint TO partnerhub_worker;

GRANT UPDATE(disabled_reason) ON TABLE public.endpoint TO partnerhub_worker;

GRANT UPDATE(standing) ON TABLE public.endpoint TO partnerhub_worker;

GRANT SELECT,INSERT ON TABLE public.event TO partnerhub_app;
GRANT SELECT,INSERT ON TABLE public.event TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE ON TABLE public.event_untold TO partnerhub_app;
GRANT SELECT,INSERT ON TABLE public.event_untold TO partnerhub_worker;

GRANT SELECT,DELETE ON TABLE public.failed_delivery TO partnerhub_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.failed_delivery TO partnerhub_worker;

GRANT SELECT ON TABLE public.failure_day TO partnerhub_app;
GRANT SELECT,INSERT ON TABLE public.failure_day TO partnerhub_worker;

GRANT UPDATE(quantity) ON TABLE public.failure_day TO partnerhub_worker;

GRANT SELECT,INSERT ON TABLE public.funds_movement TO partnerhub_app;
GRANT SELECT,INSERT ON TABLE public.funds_movement TO partnerhub_worker;

GRANT UPDATE(amount) ON TABLE public.funds_movement TO partnerhub_worker;

GRANT UPDATE(at) ON TABLE public.funds_movement TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.holding TO partnerhub_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.hub_session TO partnerhub_app;
GRANT DELETE ON TABLE public.hub_session TO partnerhub_worker;

GRANT SELECT(expires_at) ON TABLE public.hub_session TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.hub_user TO partnerhub_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency TO partnerhub_app;
GRANT SELECT,DELETE ON TABLE public.idempotency TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.invitation_code TO partnerhub_app;
GRANT DELETE ON TABLE public.invitation_code TO partnerhub_worker;

GRANT SELECT(expires_at) ON TABLE public.invitation_code TO partnerhub_worker;

GRANT SELECT,INSERT ON TABLE public.invoice TO partnerhub_app;
GRANT SELECT ON TABLE public.invoice TO partnerhub_worker;

GRANT UPDATE(due) ON TABLE public.invoice TO partnerhub_app;

GRANT UPDATE(state) ON TABLE public.invoice TO partnerhub_app;

GRANT UPDATE(paid_at) ON TABLE public.invoice TO partnerhub_app;

GRANT INSERT ON TABLE public.letter TO partnerhub_app;
GRANT SELECT,DELETE ON TABLE public.letter TO partnerhub_worker;

GRANT UPDATE(body) ON TABLE public.letter TO partnerhub_worker;

GRANT UPDATE(due_at) ON TABLE public.letter TO partnerhub_worker;

GRANT UPDATE(attempts) ON TABLE public.letter TO partnerhub_worker;

GRANT UPDATE(claim) ON TABLE public.letter TO partnerhub_worker;

GRANT UPDATE(sent_at) ON TABLE public.letter TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.login_attempt TO partnerhub_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.login_attempt TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE ON TABLE public.message_outcome TO partnerhub_worker;

GRANT UPDATE(steps) ON TABLE public.message_outcome TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE ON TABLE public.meta_seen TO partnerhub_worker;

GRANT SELECT ON TABLE public.meta_update TO partnerhub_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.meta_update TO partnerhub_worker;

GRANT SELECT,INSERT ON TABLE public.notice TO partnerhub_app;
GRANT DELETE ON TABLE public.notice TO partnerhub_worker;

GRANT SELECT(created_at) ON TABLE public.notice TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE ON TABLE public.notice_owed TO partnerhub_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.notice_read TO partnerhub_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.notice_reader TO partnerhub_app;

GRANT SELECT(partner_id) ON TABLE public.notice_reader TO partnerhub_worker;

GRANT SELECT(digest_at) ON TABLE public.notice_reader TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.onboarding_link TO partnerhub_app;

GRANT SELECT,INSERT ON TABLE public.onboarding_pin TO partnerhub_app;

GRANT SELECT,INSERT ON TABLE public.onboarding_signature TO partnerhub_app;
GRANT DELETE ON TABLE public.onboarding_signature TO partnerhub_worker;

GRANT SELECT(expires_at) ON TABLE public.onboarding_signature TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.onboarding_signup TO partnerhub_app;
GRANT SELECT ON TABLE public.onboarding_signup TO partnerhub_worker;

GRANT UPDATE(attempts) ON TABLE public.onboarding_signup TO partnerhub_worker;

GRANT UPDATE(due_at) ON TABLE public.onboarding_signup TO partnerhub_worker;

GRANT UPDATE(claim) ON TABLE public.onboarding_signup TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.onboarding_visit TO partnerhub_app;
GRANT DELETE ON TABLE public.onboarding_visit TO partnerhub_worker;

GRANT SELECT(expires_at) ON TABLE public.onboarding_visit TO partnerhub_worker;

GRANT SELECT,INSERT ON TABLE public.operator_alert TO partnerhub_worker;

GRANT SELECT,INSERT ON TABLE public.outcome_cursor TO partnerhub_worker;

GRANT UPDATE(event_id) ON TABLE public.outcome_cursor TO partnerhub_worker;

GRANT SELECT ON TABLE public.outcome_day TO partnerhub_app;
GRANT SELECT,INSERT ON TABLE public.outcome_day TO partnerhub_worker;

GRANT UPDATE(sent) ON TABLE public.outcome_day TO partnerhub_worker;

GRANT UPDATE(delivered) ON TABLE public.outcome_day TO partnerhub_worker;

GRANT UPDATE(read) ON TABLE public.outcome_day TO partnerhub_worker;

GRANT UPDATE(failed) ON TABLE public.outcome_day TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.partner TO partnerhub_app;
GRANT SELECT ON TABLE public.partner TO partnerhub_worker;

GRANT UPDATE(platform_secret) ON TABLE public.partner TO partnerhub_worker;

GRANT SELECT ON TABLE public.partner_change TO partnerhub_app;

GRANT SELECT ON TABLE public.partner_change_request TO partnerhub_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.partner_key TO partnerhub_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.partner_logo TO partnerhub_app;

GRANT SELECT ON TABLE public.partner_user TO partnerhub_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.payer TO partnerhub_app;
GRANT SELECT ON TABLE public.payer TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.payment TO partnerhub_app;
GRANT SELECT ON TABLE public.payment TO partnerhub_worker;

GRANT UPDATE(due_at) ON TABLE public.payment TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE ON TABLE public.payment_card TO partnerhub_app;
GRANT SELECT ON TABLE public.payment_card TO partnerhub_worker;

GRANT UPDATE(place) ON TABLE public.payment_card TO partnerhub_app;

GRANT SELECT,INSERT ON TABLE public.person TO partnerhub_app;

GRANT UPDATE(password_hash) ON TABLE public.person TO partnerhub_app;

GRANT UPDATE(tokens_valid_after) ON TABLE public.person TO partnerhub_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.priced_message TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.process_seen TO partnerhub_worker;

GRANT SELECT ON TABLE public.rate_card TO partnerhub_app;
GRANT SELECT ON TABLE public.rate_card TO partnerhub_worker;

GRANT SELECT ON TABLE public.rate_region TO partnerhub_app;
GRANT SELECT ON TABLE public.rate_region TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.rate_window TO partnerhub_app;
GRANT SELECT,DELETE ON TABLE public.rate_window TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.recovery_code TO partnerhub_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.refresh_token TO partnerhub_app;
GRANT DELETE ON TABLE public.refresh_token TO partnerhub_worker;

GRANT SELECT(expires_at) ON TABLE public.refresh_token TO partnerhub_worker;

GRANT SELECT,INSERT ON TABLE public.replay TO partnerhub_app;
GRANT SELECT,DELETE ON TABLE public.replay TO partnerhub_worker;

GRANT UPDATE(state) ON TABLE public.replay TO partnerhub_app;
GRANT UPDATE(state) ON TABLE public.replay TO partnerhub_worker;

GRANT UPDATE(reached) ON TABLE public.replay TO partnerhub_worker;

GRANT UPDATE(looked_at) ON TABLE public.replay TO partnerhub_worker;

GRANT UPDATE(owed) ON TABLE public.replay TO partnerhub_worker;

GRANT UPDATE(owed_already) ON TABLE public.replay TO partnerhub_worker;

GRANT UPDATE(without_endpoint) ON TABLE public.replay TO partnerhub_worker;

GRANT UPDATE(due_at) ON TABLE public.replay TO partnerhub_worker;

GRANT UPDATE(finished_at) ON TABLE public.replay TO partnerhub_app;
GRANT UPDATE(finished_at) ON TABLE public.replay TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.second_factor TO partnerhub_app;

GRANT SELECT,INSERT ON TABLE public.signing_key TO partnerhub_app;

GRANT SELECT,INSERT ON TABLE public.template_day TO partnerhub_app;
GRANT SELECT ON TABLE public.template_day TO partnerhub_worker;

GRANT UPDATE(sent) ON TABLE public.template_day TO partnerhub_app;

GRANT UPDATE(delivered) ON TABLE public.template_day TO partnerhub_app;

GRANT UPDATE(read) ON TABLE public.template_day TO partnerhub_app;

GRANT UPDATE(clicked) ON TABLE public.template_day TO partnerhub_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.template_draft TO partnerhub_app;
GRANT DELETE ON TABLE public.template_draft TO partnerhub_worker;

GRANT SELECT(deleted_at) ON TABLE public.template_draft TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE ON TABLE public.template_edit TO partnerhub_app;

GRANT SELECT ON TABLE public.till TO partnerhub_app;
GRANT SELECT ON TABLE public.till TO partnerhub_worker;

GRANT UPDATE(charges) ON TABLE public.till TO partnerhub_worker;

GRANT SELECT ON TABLE public.usage_day TO partnerhub_app;
GRANT SELECT,INSERT ON TABLE public.usage_day TO partnerhub_worker;

GRANT UPDATE(quantity) ON TABLE public.usage_day TO partnerhub_worker;

GRANT UPDATE(paid_quantity) ON TABLE public.usage_day TO partnerhub_worker;

GRANT UPDATE(price) ON TABLE public.usage_day TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.user_link TO partnerhub_app;
GRANT DELETE ON TABLE public.user_link TO partnerhub_worker;

GRANT SELECT(expires_at) ON TABLE public.user_link TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.waba TO partnerhub_app;
GRANT SELECT ON TABLE public.waba TO partnerhub_worker;

GRANT UPDATE(status) ON TABLE public.waba TO partnerhub_worker;

GRANT UPDATE(settings) ON TABLE public.waba TO partnerhub_worker;

GRANT UPDATE(graph_token) ON TABLE public.waba TO partnerhub_worker;

GRANT UPDATE(modified_at) ON TABLE public.waba TO partnerhub_worker;

GRANT UPDATE(restricted_until) ON TABLE public.waba TO partnerhub_worker;

GRANT UPDATE(token_refresh_at) ON TABLE public.waba TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE public.waba_errand TO partnerhub_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.waba_errand TO partnerhub_worker;

GRANT SELECT,INSERT ON TABLE public.waba_flow TO partnerhub_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.allocation TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.app_callback TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.assigned_user TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.blocked TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.business TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.call TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.call_permission TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.chat_group TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.code TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.customer TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.dialog TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.errand TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.fault TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.flow TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.group_member TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.marketing_stop TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.media TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.message TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.node TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.pace TO partnerhub_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE sandbox.pay_request TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.pay_thing TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.phone TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.preverified TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.preverified_partner TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.qr_code TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE ON TABLE sandbox.received TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.registration TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.signup_link TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.solution TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.solution_waba TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.subscription TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.switch TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.template TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.token TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.trial_key TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.upload TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.waba TO partnerhub_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sandbox.webhook TO partnerhub_worker;
