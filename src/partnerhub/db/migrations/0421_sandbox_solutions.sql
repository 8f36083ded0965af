-- Sandbox: multi-partner solutions are asked for, accepted, rejected and ended, by the app or by another partner's.
-- depends: 0420_sandbox_refusals

-- Pre-deploy. New columns; every solution there is stays an active one of the app.

-- migrate: apply

ALTER TABLE sandbox.solution
    ADD COLUMN status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('INITIATED', 'ACTIVE', 'REJECTED', 'DEACTIVATED')),
    ADD COLUMN ours boolean NOT NULL DEFAULT true,
    ADD COLUMN other_app_id text NOT NULL DEFAULT '190000000000001',
    ADD COLUMN messaging text NOT NULL DEFAULT 'owner' CHECK (messaging IN ('owner', 'partner')),
    ADD COLUMN ending text CHECK (ending IN ('asked by us', 'asked by them'));
COMMENT ON COLUMN sandbox.solution.ours IS 'The app owns it and the other one is its partner; false: the other way round.';
COMMENT ON COLUMN sandbox.solution.messaging IS 'Which of the two may send messages.';

-- migrate: rollback
