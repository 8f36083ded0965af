-- A client's people are owners or members.
-- depends: 0210_partner_change

-- Pre-deploy. A short lock on hub_user, whose rows are checked.

-- migrate: apply

ALTER TABLE hub_user DROP CONSTRAINT hub_user_role_check;
-- Until now every user of a client was what an owner is.
UPDATE hub_user SET role = 'owner' WHERE client_id IS NOT NULL AND role <> 'owner';
ALTER TABLE hub_user ADD CONSTRAINT hub_user_role_check CHECK (role IN ('owner', 'admin', 'developer', 'billing', 'read_only')
    AND client_id IS NULL OR role IN ('owner', 'member') AND client_id IS NOT NULL);
CREATE INDEX hub_user_of_client ON hub_user (partner_id, client_id);

-- migrate: rollback
