-- What the worker may clear away once it is of no use.
-- depends: 0050_keys_limits

-- Pre-deploy. Grants only.

-- migrate: apply

GRANT SELECT (expires_at), DELETE ON hub_session, refresh_token TO partnerhub_worker;

-- migrate: rollback
