-- What a partner may set beside its URLs.
-- depends: 0011_sandbox_partner

-- Pre-deploy. A column with a default on a small table; no rewrite.

-- migrate: apply

ALTER TABLE partner ADD COLUMN marketing_messages_routing boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN partner.marketing_messages_routing IS
    'Marketing templates go by Meta''s Marketing Messages API; what it cannot carry falls back to the normal path.';

-- migrate: rollback
