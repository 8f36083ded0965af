-- Who invites somebody on the page Users proves by a code from their own mailbox that it is them.
-- depends: 0240_second_factor

-- Pre-deploy. A new table.

-- migrate: apply

CREATE TABLE invitation_code (
    partner_id text NOT NULL REFERENCES partner (id),
    user_id text NOT NULL REFERENCES hub_user (id) ON DELETE CASCADE,
    digest bytea NOT NULL,
    invited json NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, user_id)
);
COMMENT ON TABLE invitation_code IS 'An invitation that waits for a code. user_id: who invites; a new one replaces the old.';
COMMENT ON COLUMN invitation_code.digest IS 'Keyed hash of the code.';
CALL guard('invitation_code');
GRANT SELECT, INSERT, UPDATE, DELETE ON invitation_code TO partnerhub_app;
GRANT SELECT (expires_at), DELETE ON invitation_code TO partnerhub_worker;

-- migrate: rollback
