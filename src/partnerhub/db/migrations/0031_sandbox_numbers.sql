-- Sandbox: where Meta keeps a number's data, and its shop settings.
-- depends: 0030_partner_settings

-- Pre-deploy. Columns with constant defaults; no rewrite.

-- migrate: apply

ALTER TABLE sandbox.phone
    ADD COLUMN data_localization_region text,
    ADD COLUMN catalog_id text,
    ADD COLUMN is_cart_enabled boolean NOT NULL DEFAULT true,
    ADD COLUMN is_catalog_visible boolean NOT NULL DEFAULT false;

-- migrate: rollback
