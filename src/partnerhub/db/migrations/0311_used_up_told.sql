-- Used-up funds are told once an account, not once a number.
-- depends: 0310_renewal_ahead

-- Pre-deploy. A column with a constant default on the short table funds_account.

-- migrate: apply

ALTER TABLE funds_account ADD COLUMN used_up_told boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN funds_account.used_up_told IS 'Its payer knows that the funds are used up; false again once messages go on.';
UPDATE funds_account SET used_up_told = true WHERE stopped_at IS NOT NULL;
GRANT UPDATE (used_up_told) ON funds_account TO partnerhub_worker;

-- migrate: rollback
