-- Tenancy: who the current partner is, and how a table is put under row-level security.
-- depends:

-- Pre-deploy. Takes no lock on tables.

-- migrate: apply

CREATE FUNCTION current_partner() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('partnerhub.partner', true), '')
$$;

CREATE PROCEDURE guard(tenant_table regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %s TO partnerhub_app USING (partner_id = current_partner())', tenant_table);
    EXECUTE format('CREATE POLICY worker ON %s TO partnerhub_worker USING (true)', tenant_table);
    EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true)', tenant_table);
END
$$;

COMMENT ON PROCEDURE guard IS
    'Row-level security, forced: the app sees its current partner, the worker what it is granted, the owner all (entry functions run as the owner).';

GRANT USAGE ON SCHEMA public TO partnerhub_app, partnerhub_worker;

-- migrate: rollback
