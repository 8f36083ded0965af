-- Nobody asks any more whether a partner exists before it is entered.
-- depends: 0212_client_notes 0222_invoices 0231_drafts 0250_branding 0200_notices

-- Post-deploy.

-- migrate: apply

DROP FUNCTION partner_exists(text);

-- migrate: rollback
