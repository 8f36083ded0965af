-- What messages cost, who pays, and what is left.
-- depends: 0032_account_state

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE rate_region (
    country text PRIMARY KEY,
    region text NOT NULL
);
COMMENT ON TABLE rate_region IS 'Countries without a price of their own, and the region whose price they have. Any other country has the price of OTHER.';
GRANT SELECT ON rate_region TO partnerhub_app, partnerhub_worker;

CREATE TABLE rate_card (
    currency text NOT NULL CHECK (currency IN ('usd', 'eur')),
    market text NOT NULL,
    category text NOT NULL,
    price numeric(12, 6) NOT NULL CHECK (price >= 0),
    modified_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (currency, market, category)
);
COMMENT ON TABLE rate_card IS
    'The installation''s own prices of one delivered message. It begins with round figures in the style of Meta''s published card; the operator puts in the real ones.';
COMMENT ON COLUMN rate_card.market IS 'A country (ISO 3166, DE), a region of rate_region, or OTHER.';
GRANT SELECT ON rate_card TO partnerhub_app, partnerhub_worker;

INSERT INTO rate_region (country, region)
SELECT unnest(string_to_array(countries, ' ')), region FROM (VALUES
    ('NORTH_AMERICA', 'US CA'),
    ('REST_OF_AFRICA', 'AO BF BI BJ BW CD CG CI CM DZ ER ET GA GH GM GN GW KE LR LS LY MA MG ML MR MW MZ NA NE RW SD SL SN SO SS SZ TD TG TN TZ UG ZM ZW'),
    ('REST_OF_ASIA_PACIFIC', 'AF AU BD BT HK JP KH KR LA LK MM MN MO NP NZ PG PH SG TH TJ TM TW UZ VN'),
    ('REST_OF_CENTRAL_AND_EASTERN_EUROPE', 'AL AM AZ BA BG BY CZ EE GE GR HR HU KZ KG LT LV MD ME MK PL RO RS SI SK UA XK'),
    ('REST_OF_LATIN_AMERICA', 'BO BZ CR CU DO EC GT GY HN HT JM NI PA PR PY SR SV TT UY VE'),
    ('REST_OF_MIDDLE_EAST', 'BH IQ IR JO KW LB OM PS QA SY YE'),
    ('REST_OF_WESTERN_EUROPE', 'AD AT BE CH CY DK FI GI IE IS LI LU MC MT NO PT SE SM')
) AS given (region, countries);

INSERT INTO rate_card (currency, market, category, price)
SELECT currency, market, category, round(price * factor, 4)
FROM (VALUES
    -- market, marketing, utility, authentication, authentication_international; US dollars
    ('AR', 0.0618, 0.0260, 0.0260, 0.0260), ('BR', 0.0625, 0.0068, 0.0068, 0.0068), ('CL', 0.0889, 0.0200, 0.0200, 0.0200),
    ('CO', 0.0125, 0.0008, 0.0008, 0.0008), ('EG', 0.0644, 0.0036, 0.0036, 0.0650), ('FR', 0.0859, 0.0300, 0.0300, 0.0300),
    ('DE', 0.1365, 0.0550, 0.0550, 0.0550), ('IN', 0.0118, 0.0014, 0.0014, 0.0280), ('ID', 0.0411, 0.0250, 0.0250, 0.1360),
    ('IL', 0.0353, 0.0053, 0.0053, 0.0053), ('IT', 0.0691, 0.0300, 0.0300, 0.0300), ('MY', 0.0860, 0.0140, 0.0140, 0.0418),
    ('MX', 0.0305, 0.0085, 0.0085, 0.0085), ('NL', 0.1597, 0.0500, 0.0500, 0.0500), ('NG', 0.0516, 0.0067, 0.0067, 0.0750),
    ('PK', 0.0473, 0.0054, 0.0054, 0.0750), ('PE', 0.0703, 0.0200, 0.0200, 0.0200), ('RU', 0.0802, 0.0400, 0.0400, 0.0400),
    ('SA', 0.0455, 0.0107, 0.0107, 0.0598), ('ZA', 0.0379, 0.0076, 0.0076, 0.0200), ('ES', 0.0615, 0.0200, 0.0200, 0.0200),
    ('TR', 0.0109, 0.0053, 0.0053, 0.0053), ('AE', 0.0499, 0.0157, 0.0157, 0.0510), ('GB', 0.0529, 0.0220, 0.0220, 0.0220),
    ('NORTH_AMERICA', 0.0250, 0.0040, 0.0040, 0.0040), ('REST_OF_AFRICA', 0.0225, 0.0040, 0.0040, 0.0040),
    ('REST_OF_ASIA_PACIFIC', 0.0732, 0.0113, 0.0113, 0.0113), ('REST_OF_CENTRAL_AND_EASTERN_EUROPE', 0.0860, 0.0212, 0.0212, 0.0212),
    ('REST_OF_LATIN_AMERICA', 0.0740, 0.0113, 0.0113, 0.0113), ('REST_OF_MIDDLE_EAST', 0.0341, 0.0091, 0.0091, 0.0091),
    ('REST_OF_WESTERN_EUROPE', 0.0592, 0.0171, 0.0171, 0.0171), ('OTHER', 0.0604, 0.0077, 0.0077, 0.0077)
) AS card (market, marketing, utility, authentication, international)
CROSS JOIN (VALUES ('usd', 1), ('eur', 0.88)) AS money (currency, factor)
CROSS JOIN LATERAL (VALUES
    ('marketing', marketing), ('marketing_lite', marketing), ('utility', utility), ('authentication', authentication),
    ('authentication_international', international), ('service', 0), ('referral_conversion', 0)
) AS priced (category, price);

CREATE FUNCTION price_of(of_category text, in_country text, in_currency text) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT c.price FROM rate_card c
        WHERE c.currency = in_currency AND c.category = of_category
          AND c.market IN (in_country, (SELECT r.region FROM rate_region r WHERE r.country = in_country), 'OTHER')
        ORDER BY c.market = in_country DESC, c.market = 'OTHER' LIMIT 1), 0)
$$;
COMMENT ON FUNCTION price_of IS 'One delivered message. A category that the card does not have costs nothing.';

CREATE TABLE funds_account (
    partner_id text NOT NULL REFERENCES partner (id),
    client_id text NOT NULL,
    currency text NOT NULL CHECK (currency IN ('usd', 'eur')),
    balance numeric(18, 6) NOT NULL,
    opened_at timestamptz NOT NULL,
    stopped_at timestamptz,
    telling boolean NOT NULL DEFAULT false,
    PRIMARY KEY (partner_id, client_id, currency)
);
COMMENT ON TABLE funds_account IS 'Prepaid funds, opened by the first funding. Who has no account owes nothing and is never stopped.';
COMMENT ON COLUMN funds_account.client_id IS 'Empty: the partner''s own, which pay for all its clients with the payment model partner.';
COMMENT ON COLUMN funds_account.stopped_at IS 'Since when messages are refused, because the funds are used up.';
COMMENT ON COLUMN funds_account.telling IS 'It was stopped or goes on, and not all its channels know yet.';
CREATE INDEX funds_to_tell ON funds_account (partner_id) WHERE telling;
CALL guard('funds_account');
GRANT SELECT, INSERT, UPDATE ON funds_account TO partnerhub_app;
GRANT SELECT, UPDATE (balance, stopped_at, telling) ON funds_account TO partnerhub_worker;

CREATE TABLE funds_movement (
    id bigint GENERATED ALWAYS AS IDENTITY,
    partner_id text NOT NULL,
    client_id text NOT NULL,
    currency text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('funding', 'renewal', 'charge', 'refund')),
    amount numeric(18, 6) NOT NULL,
    channel_id text,
    day date,
    at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id, currency) REFERENCES funds_account (partner_id, client_id, currency),
    CHECK (CASE WHEN kind IN ('funding', 'renewal') THEN amount > 0 ELSE amount < 0 END),
    CHECK ((kind = 'charge') = (channel_id IS NOT NULL AND day IS NOT NULL))
);
COMMENT ON TABLE funds_movement IS 'Everything that changed a balance: an account''s balance is the sum of its movements. A channel''s charges of one UTC day are one row.';
CREATE UNIQUE INDEX funds_movement_charge ON funds_movement (partner_id, client_id, currency, channel_id, day) WHERE kind = 'charge';
CREATE INDEX funds_movement_in ON funds_movement (partner_id, client_id, currency, at) WHERE kind IN ('funding', 'renewal');
CALL guard('funds_movement');
GRANT SELECT, INSERT ON funds_movement TO partnerhub_app;
GRANT SELECT, INSERT, UPDATE (amount, at) ON funds_movement TO partnerhub_worker;

CREATE TABLE usage_day (
    partner_id text NOT NULL,
    channel_id text NOT NULL,
    client_id text NOT NULL,
    day date NOT NULL,
    category text NOT NULL,
    country text NOT NULL,
    pricing_type text NOT NULL,
    currency text NOT NULL,
    quantity bigint NOT NULL,
    paid_quantity bigint NOT NULL,
    price numeric(18, 6) NOT NULL,
    PRIMARY KEY (partner_id, channel_id, day, category, country, pricing_type, currency),
    FOREIGN KEY (partner_id, channel_id) REFERENCES channel (partner_id, id)
);
COMMENT ON TABLE usage_day IS 'Delivered messages of a channel and a UTC day, at the prices of the moment at which they were metered.';
COMMENT ON COLUMN usage_day.country IS 'The recipient''s, ISO 3166; ZZ: unknown.';
CREATE INDEX usage_day_of_client ON usage_day (partner_id, client_id, day);
CALL guard('usage_day');
GRANT SELECT ON usage_day TO partnerhub_app;
GRANT SELECT, INSERT, UPDATE (quantity, paid_quantity, price) ON usage_day TO partnerhub_worker;

CREATE TABLE priced_message (
    id bigint GENERATED ALWAYS AS IDENTITY,
    partner_id text NOT NULL,
    client_id text NOT NULL,
    channel_id text NOT NULL,
    waba_id text NOT NULL,
    recipient text NOT NULL,
    category text NOT NULL,
    pricing_type text NOT NULL,
    billable boolean NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, id)
);
COMMENT ON TABLE priced_message IS 'Messages that Meta delivered and priced, until the worker has metered them: taking in Meta''s webhook waits for no counter.';
CREATE INDEX priced_message_due ON priced_message (id);
CALL guard('priced_message');
GRANT SELECT, INSERT, DELETE ON priced_message TO partnerhub_worker;

CREATE FUNCTION funds_of(of_partner text, of_client text, wanted text) RETURNS SETOF funds_account
LANGUAGE sql STABLE AS $$
    SELECT a.* FROM funds_account a JOIN partner p ON p.id = a.partner_id
    WHERE a.partner_id = of_partner AND a.client_id = CASE p.payment_model WHEN 'direct' THEN of_client ELSE '' END
    ORDER BY a.currency = wanted DESC, a.opened_at, a.currency LIMIT 1
$$;
COMMENT ON FUNCTION funds_of IS 'The account that pays for a client''s messages: of the wanted currency if there is one.';

CREATE FUNCTION billed_in(waba_currency text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE lower(waba_currency) WHEN 'eur' THEN 'eur' ELSE 'usd' END
$$;

-- migrate: rollback
