-- A partner's look on the onboarding pages: two colours, and a logo that is kept here.
-- depends: 0070_audit_changes

-- Pre-deploy. Nullable columns on partner: a short lock. A new table.

-- migrate: apply

ALTER TABLE partner
    ADD COLUMN accent_colour text CHECK (accent_colour ~ '^#[0-9a-f]{6}$'),
    ADD COLUMN ground_colour text CHECK (ground_colour ~ '^#[0-9a-f]{6}$');
COMMENT ON COLUMN partner.accent_colour IS 'Of buttons and steps on the onboarding pages; null: ours.';
COMMENT ON COLUMN partner.ground_colour IS 'Behind the cards of the onboarding pages; null: ours.';

CREATE TABLE partner_logo (
    partner_id text PRIMARY KEY REFERENCES partner (id),
    name text NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL CHECK (octet_length(content) <= 262144)
);
COMMENT ON TABLE partner_logo IS 'The logo that a partner has uploaded; partner.logo_url is its address.';
COMMENT ON COLUMN partner_logo.name IS 'The last part of its address: it changes with the picture, so that browsers may keep it.';
CALL guard('partner_logo');
GRANT SELECT, INSERT, UPDATE, DELETE ON partner_logo TO partnerhub_app;

-- migrate: rollback
