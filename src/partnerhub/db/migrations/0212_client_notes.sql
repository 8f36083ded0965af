-- What a partner notes about a client for itself: tags to filter by, and a text.
-- depends: 0211_client_team

-- Pre-deploy. Columns with constant defaults: a short lock on client.

-- migrate: apply

ALTER TABLE client ADD COLUMN tags text[] NOT NULL DEFAULT '{}', ADD COLUMN notes text NOT NULL DEFAULT '';
COMMENT ON COLUMN client.notes IS 'The partner''s own: neither the client nor the Partner API''s client shows it.';

-- migrate: rollback
