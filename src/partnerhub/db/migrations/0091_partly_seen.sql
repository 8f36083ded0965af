-- Taking in what Meta sent is one statement; it takes itself back when Meta has packed some of it anew.
-- depends: 0006_messaging

-- Pre-deploy. A function only.

-- migrate: apply

CREATE FUNCTION refuse_partly_seen() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'partly seen';
END
$$;
COMMENT ON FUNCTION refuse_partly_seen IS
    'Ends the statement that calls it: of what one receiver would get, some was seen before, and must be left out first.';

-- migrate: rollback
