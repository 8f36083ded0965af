"""What is answered about balance and usage."""

from typing import Any

from partnerhub.surfaces.partner_api.wire.example import Example

P = "/api/v2/partners/{partner_id}"
CLIENT = P + "/clients/{client_id}"
CHANNEL = CLIENT + "/channels/{channel_id}"

GROUPS = {"marketing": (841, 821, 51.5588), "utility": (126, 118, 0.944), "authentication": (20, 20, 0.16)}
TEMPLATES, ANSWERS = (987, 959, 52.6628), (412, 0, 0.0)
PARTS = GROUPS | {"service": ANSWERS, "business_initiated": TEMPLATES, "user_initiated": ANSWERS}
ROW: dict[str, Any] = {
    "period_date": "2026-04-01T00:00:00Z",
    "quantity": 1399,
    "paid_quantity": 959,
    "free_quantity": 440,
    "free_tier": 0,
    "free_entry_point": 20,
    "total_price": 52.6628,
    **{
        f"{part}_{name}": value
        for part, values in PARTS.items()
        for name, value in zip(("quantity", "paid_quantity", "price"), values, strict=True)
    },
}
BALANCE = {
    "balance": 48.15,
    "currency": "usd",
    "last_renewal": {"date": "2026-05-13T13:51:11.821Z", "amount": 52.0},
    "estimated_template_cost": 52.6628,
    "granularity": "month",
    "bi_price_for_currency_and_client_country": 0.1365,
    "ui_price_for_currency_and_client_country": 0.0,
    "usage": [ROW],
}
POINT = {
    "start": 1776211200,
    "end": 1776297600,
    "country": "DE",
    "pricing_type": "REGULAR",
    "pricing_category": "MARKETING",
    "volume": 2,
    "cost": 0.273,
}
USAGE = {
    "id": "erJ4aKCH",
    "currency": "usd",
    "granularity": "DAILY",
    "country_codes": ["DE"],
    "pricing_analytics": {"data": [{"data_points": [POINT]}]},
}

OF_BILLING: dict[tuple[str, str], tuple[Example, ...]] = {
    ("GET", P + "/balance"): (Example([{"currency": "eur", "total": 100.45}]),),
    ("GET", CLIENT + "/info/balance"): (Example(BALANCE),),
    ("GET", CHANNEL + "/info/balance"): (Example(BALANCE),),
    ("GET", CHANNEL + "/info/usage"): (Example(USAGE),),
}
