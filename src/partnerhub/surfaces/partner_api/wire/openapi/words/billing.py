"""Words of balance and usage."""

from partnerhub.surfaces.partner_api.wire.openapi.words.word import Schema, one_of, word

PARTS = {
    "business_initiated": "templates",
    "user_initiated": "answers to customers",
    "authentication": "authentication templates",
    "marketing": "marketing templates",
    "service": "answers within 24 hours",
    "utility": "utility templates",
}
DAY = "2026-04-01T00:00:00Z"

WORDS: dict[str, Schema] = {
    "FundsOut": word("Funds in one currency."),
    "FundsOut.total": word("What is left.", 100.45),
    "balance": word("What is left; 0 when the partner pays for the client.", 48.15),
    "estimated_template_cost": word("What the templates in `usage` cost.", 52.6628, minimum=0),
    "BalanceOut.granularity": one_of("What a row of `usage` is about.", "day", "month"),
    "bi_price_for_currency_and_client_country": word(
        "What a marketing template to the client's own country costs.", 0.1365, minimum=0
    ),
    "ui_price_for_currency_and_client_country": word(
        "What an answer within 24 hours to the client's own country costs.", 0.0, minimum=0
    ),
    "usage": word("A row for each day or month with messages."),
    "last_renewal": word("The newest top-up; left out until there was one."),
    "RenewalOut.date": word("When, in milliseconds.", "2026-05-13T13:51:11.821Z", format="date-time"),
    "amount": word("How much was added.", 52.0),
    "period_date": word("The first moment of the day or month.", DAY, format="date-time"),
    "quantity": word("Messages delivered.", 1399, minimum=0),
    "paid_quantity": word("Of these, with a price.", 959, minimum=0),
    "free_quantity": word("Of these, without one.", 440, minimum=0),
    "free_tier": word("Of these, in Meta's free tier.", 0, minimum=0),
    "free_entry_point": word("Of these, after a click on an ad or a button.", 20, minimum=0),
    "total_price": word("What they cost.", 52.6628, minimum=0),
    **{f"{part}_quantity": word(f"Of these, {text}.", 126, minimum=0) for part, text in PARTS.items()},
    **{f"{part}_paid_quantity": word(f"Of the {text}, with a price.", 118, minimum=0) for part, text in PARTS.items()},
    **{f"{part}_price": word(f"What the {text} cost.", 0.944, minimum=0) for part, text in PARTS.items()},
    # as Meta's pricing_analytics has it (contract partner-api §13.3)
    "ChannelUsageOut.id": word("The channel.", "erJ4aKCH"),
    "ChannelUsageOut.granularity": one_of("What a point is about.", "DAILY", "MONTHLY"),
    "country_codes": word("The countries that were asked for; empty: all.", ["DE"]),
    "pricing_analytics": word("What was delivered, as Meta tells it."),
    "AnalyticsOut.data": word("One entry."),
    "PointsOut": word("The points."),
    "data_points": word("One for each day or month, country, category and kind of price."),
    "start": word("The first moment, UNIX seconds.", 1776211200, minimum=0),
    "end": word("The moment after the last, UNIX seconds.", 1776297600, minimum=0),
    "PointOut.country": word("Of the customers, ISO 3166; ZZ: unknown.", "DE"),
    "pricing_type": word("Meta's kind of price.", "REGULAR", "FREE_CUSTOMER_SERVICE", "FREE_ENTRY_POINT"),
    "pricing_category": word(
        "Meta's category.", "MARKETING", "MARKETING_LITE", "UTILITY", "AUTHENTICATION", "AUTHENTICATION_INTERNATIONAL",
        "SERVICE", "REFERRAL_CONVERSION",
    ),
    "volume": word("Messages delivered.", 2, minimum=0),
    "cost": word("What they cost.", 0.273, minimum=0),
}  # fmt: skip
