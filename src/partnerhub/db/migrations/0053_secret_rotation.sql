-- Platform secrets are replaced with an overlap: the old one lives on until its time.
-- depends: 0052_event_log

-- Pre-deploy. Nullable columns: a short lock on partner.

-- migrate: apply

ALTER TABLE partner
    ADD COLUMN previous_platform_secret bytea,
    ADD COLUMN previous_secret_ends_at timestamptz,
    ADD COLUMN platform_secret_changed_at timestamptz;
COMMENT ON COLUMN partner.previous_platform_secret IS 'Sealed. Signs and is accepted beside the new one until previous_secret_ends_at.';

-- migrate: rollback
