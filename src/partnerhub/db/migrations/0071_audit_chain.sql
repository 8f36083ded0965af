-- The audit log as a chain for each partner: what was sealed cannot be changed, taken out or moved without being found.
-- depends: 0070_audit_changes

-- Pre-deploy. New tables, and a trigger on audit; a short lock on it.

-- migrate: apply

CREATE TABLE audit_unsealed (
    partner_id text NOT NULL,
    id bigint NOT NULL,
    PRIMARY KEY (partner_id, id)
) WITH (fillfactor = 70);
COMMENT ON TABLE audit_unsealed IS 'Lines of the audit log that the worker has still to add to their partner''s chain.';
CALL guard('audit_unsealed');
GRANT INSERT ON audit_unsealed TO partnerhub_app;
GRANT SELECT, INSERT, DELETE ON audit_unsealed TO partnerhub_worker;

CREATE TABLE audit_seal (
    partner_id text NOT NULL,
    place bigint NOT NULL,
    audit_id bigint NOT NULL,
    mac bytea NOT NULL,
    PRIMARY KEY (partner_id, place),
    UNIQUE (partner_id, audit_id)
);
COMMENT ON TABLE audit_seal IS
    'The chain: places without gaps from 1; mac is a keyed hash of the line and of the mac before. Its key is not in the database.';
CALL guard('audit_seal');
GRANT SELECT, INSERT ON audit_seal TO partnerhub_worker;

CREATE TABLE audit_chain (
    partner_id text PRIMARY KEY,
    pruned_place bigint NOT NULL,
    pruned_mac bytea NOT NULL,
    last_place bigint NOT NULL,
    last_mac bytea NOT NULL,
    seal bytea NOT NULL
);
COMMENT ON TABLE audit_chain IS
    'Both ends of each chain. Up to pruned_place it was cleared away in order. seal is a keyed hash of all the others.';
CALL guard('audit_chain');
-- The worker never makes one: who takes a chain away cannot have it made anew.
GRANT INSERT ON audit_chain TO partnerhub_app;
GRANT SELECT, UPDATE ON audit_chain TO partnerhub_worker;

CREATE FUNCTION want_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealed (partner_id, id) VALUES (NEW.partner_id, NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER want_seal AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION want_seal();

INSERT INTO audit_unsealed (partner_id, id) SELECT partner_id, id FROM audit;

-- migrate: rollback
