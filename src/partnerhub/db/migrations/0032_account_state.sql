-- What Meta's account-level webhooks change: the standing of WABAs and channels, and when a number is asked for anew.
-- depends: 0031_sandbox_numbers

-- Pre-deploy. Columns without a default or with a constant one, a new table; indexes on small tables.

-- migrate: apply

ALTER TABLE waba ADD COLUMN restricted_until timestamptz;
COMMENT ON COLUMN waba.restricted_until IS 'When Meta''s restriction ends; null: there is none, or it has no end.';
CREATE INDEX waba_restricted ON waba (restricted_until) WHERE restricted_until IS NOT NULL;
GRANT UPDATE (status, settings, graph_token, restricted_until, modified_at) ON waba TO partnerhub_worker;

ALTER TABLE channel ADD COLUMN template_blocks text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN channel.template_blocks IS 'Why templates may not be sent: restriction, ban, balance. Empty: they may.';
GRANT UPDATE (doc, meta_status, availability_status, current_limit, current_quality_rating, is_oba, is_on_biz_app, setup_info,
    template_blocks, modified_at) ON channel TO partnerhub_worker;

CREATE TABLE channel_sync (
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    PRIMARY KEY (partner_id, channel_id),
    FOREIGN KEY (partner_id, channel_id) REFERENCES channel (partner_id, id)
);
COMMENT ON TABLE channel_sync IS 'When Meta is asked for a number anew: after a webhook that says less than all, and once a day.';
CREATE INDEX channel_sync_due ON channel_sync (due_at);
CALL guard('channel_sync');
GRANT SELECT, INSERT, UPDATE ON channel_sync TO partnerhub_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON channel_sync TO partnerhub_worker;

-- migrate: rollback
