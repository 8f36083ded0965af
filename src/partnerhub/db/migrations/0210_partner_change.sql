-- A client moves to another partner: a request that both partners hold a row of, and the functions that cross between them.
-- depends: 0131_users 0054_onboarding_links 0181_sandbox_faults 0242_operator

-- Pre-deploy. A new table, a view, functions.

-- migrate: apply

CREATE TABLE partner_change (
    partner_id text NOT NULL REFERENCES partner (id),
    id text COLLATE "C" NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'refused', 'withdrawn')),
    source_partner_id text NOT NULL,
    source_client_id text NOT NULL,
    target_partner_id text NOT NULL,
    target_client_id text,
    client_name text NOT NULL,
    channels integer NOT NULL,
    asked_by text NOT NULL,
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, id),
    CHECK (source_partner_id <> target_partner_id),
    CHECK (partner_id IN (source_partner_id, target_partner_id)),
    CHECK ((status = 'accepted') = (target_client_id IS NOT NULL))
);
COMMENT ON TABLE partner_change IS 'Two rows a request, one for each of the two partners, and both are always the same but for partner_id.';
COMMENT ON COLUMN partner_change.asked_by IS 'The user of the client who asked.';
COMMENT ON COLUMN partner_change.target_client_id IS 'The client''s id at its new partner: the old one stays with the old partner, for its books.';
CREATE UNIQUE INDEX partner_change_pending ON partner_change (partner_id, source_client_id) WHERE status = 'pending';
CALL guard('partner_change');
GRANT SELECT ON partner_change TO partnerhub_app;

CREATE VIEW partner_change_request WITH (security_invoker = true) AS
SELECT c.*, true AS is_full_migration, json_strip_nulls(json_build_object('id', c.id, 'status', c.status,
    'is_full_migration', true, 'source_partner_id', c.source_partner_id, 'source_client_id', c.source_client_id,
    'target_partner_id', c.target_partner_id, 'target_client_id', c.target_client_id, 'client_name', c.client_name,
    'channels', c.channels, 'created_at', iso(c.created_at), 'modified_at', iso(c.modified_at))) AS doc
FROM partner_change c;
COMMENT ON VIEW partner_change_request IS 'As the Partner API shows them; a client always moves with all its numbers.';
GRANT SELECT ON partner_change_request TO partnerhub_app;

CREATE FUNCTION partner_to_change_to(given text)
RETURNS TABLE (brand_name text, payment_model text, auto_approve boolean, closed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.brand_name, p.payment_model, p.partner_change_auto_approve, p.blocked_new_submission OR p.disabled_at IS NOT NULL
    FROM partner p WHERE p.id = given
$$;
COMMENT ON FUNCTION partner_to_change_to IS 'What a client may know of a partner by its id: no more than that partner''s onboarding page shows.';

CREATE FUNCTION ask_partner_change(request text, client text, target text, named text, numbers integer, asker text, at timestamptz)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO partner_change (partner_id, id, source_partner_id, source_client_id, target_partner_id, client_name, channels,
        asked_by, created_at, modified_at)
    SELECT side, request, current_partner(), client, target, named, numbers, asker, at, at
    FROM unnest(ARRAY[current_partner(), target]) AS side
$$;
COMMENT ON FUNCTION ask_partner_change IS 'A request of the current partner''s client, put before both partners.';

CREATE FUNCTION cross_partner_change(request text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
COMMENT ON FUNCTION cross_partner_change IS
    'From one side of a request to the other, until the transaction ends; only while it is pending, which is held. Null: it is not, or not the current partner''s.';

CREATE FUNCTION settle_partner_change(request text, outcome text, client text, at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

REVOKE EXECUTE ON FUNCTION partner_to_change_to, ask_partner_change, cross_partner_change, settle_partner_change FROM PUBLIC;
GRANT EXECUTE ON FUNCTION partner_to_change_to, ask_partner_change, cross_partner_change, settle_partner_change TO partnerhub_app;

-- migrate: rollback
