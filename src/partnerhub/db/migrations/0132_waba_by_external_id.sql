-- Channels and templates are looked for by Meta's id of their WABA, too.
-- depends: 0131_users

-- Pre-deploy. Builds an index on waba, which is locked against changes meanwhile: below a second for 10,000 rows.

-- migrate: apply

CREATE INDEX waba_by_external_id ON waba (partner_id, external_id);

-- migrate: rollback
