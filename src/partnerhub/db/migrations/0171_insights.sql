-- Usage by day over all channels of a partner, and the movements of one client's funds, as the pages show them.
-- depends: 0040_billing

-- Pre-deploy. Two indexes, built while nobody writes the tables; both stay short: a row is a channel's day.

-- migrate: apply

CREATE INDEX usage_day_of_partner ON usage_day (partner_id, day);
CREATE INDEX funds_movement_of_client ON funds_movement (partner_id, client_id, id);

-- migrate: rollback
