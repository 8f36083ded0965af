-- A refresh token is good while its user may log in: not once the user is disabled, its tokens were ended, or the partner takes none.
-- depends: 0120_sandbox_edges

-- Pre-deploy. A function only.

-- migrate: apply

CREATE OR REPLACE FUNCTION enter_by_refresh_token(given bytea)
RETURNS TABLE (partner_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT set_config('partnerhub.partner', t.partner_id, false)
    FROM refresh_token t JOIN hub_user u ON u.id = t.user_id JOIN partner p ON p.id = t.partner_id
    WHERE t.digest = given AND u.disabled_at IS NULL AND u.tokens_valid_after <= t.created_at AND p.password_tokens
$$;

-- migrate: rollback
