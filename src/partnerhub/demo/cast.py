"""Who plays in the demo beside the first client: their numbers, the states they are in, and what is said."""

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """`calls`: of the sandbox's control API, below its WABA or its number, with what they say. `funds`: what it paid in, USD."""

    client: str
    email: str
    city: str
    country: str
    number: str
    waba_calls: tuple[tuple[str, dict[str, str]], ...] = ()
    phone_calls: tuple[tuple[str, dict[str, str]], ...] = ()
    shared: bool = True
    cancelled: bool = False
    funds: int = 0
    a_day: int = 0  # messages sent, about


CAST = (
    Part(
        client="Sagres Surf School", email="hello@surf.example.com", city="Sagres", country="PT", number="15550100110",
        waba_calls=(("limit", {"tier": "TIER_10K"}),),
        phone_calls=(("quality", {"rating": "YELLOW", "event": "UNFLAGGED"}),),
        funds=60, a_day=9,
    ),
    Part(
        client="Douro Wines", email="office@douro.example.com", city="Peso da Régua", country="PT", number="15550100111",
        waba_calls=(("violation", {"type": "ALCOHOL"}),),
        phone_calls=(("quality", {"rating": "RED", "event": "FLAGGED"}),),
        funds=40, a_day=6,
    ),
    Part(
        client="Clínica Mondego", email="it@mondego.example.com", city="Coimbra", country="PT", number="15550100112",
        shared=False, a_day=3,
    ),
    Part(
        client="Tejo Cargo", email="ops@tejo.example.com", city="Setúbal", country="PT", number="15550100113",
        cancelled=True, funds=10, a_day=2,
    ),
)  # fmt: skip

TEMPLATES = (
    ("order_ready", "UTILITY", "Hello {{1}}, your order is ready. We keep it until {{2}}.", ("Ana", "18:00"), ""),
    ("weekend_offer", "MARKETING", "This weekend: six pastéis de nata for the price of five, {{1}}!", ("Ana",), ""),
    ("loyalty_card", "MARKETING", "Your card is full, {{1}}: the next coffee is on us.", ("Ana",), "PAUSED"),
    ("reject_caps_offer", "MARKETING", "BUY NOW AND WIN, {{1}}, ONLY TODAY!", ("ANA",), ""),
    ("opening_hours", "UTILITY", "On {{1}} we open at {{2}}, as on every holiday.", ("1 December", "10:00"), ""),
)

PEOPLE = (
    ("351912000001", "Ana Costa"),
    ("351912000002", "Rui Almeida"),
    ("4915112000003", "Lena Vogt"),
    ("34612000004", "Marta Ruiz"),
    ("447700900005", "Tom Baker"),
    ("5511912000006", "Bia Souza"),
)

TALK = (
    ("in", "Good morning! Are you open on Sunday?"),
    ("out", "Good morning! Yes, from *9:00* to *13:00*."),
    ("in", "Could you keep twelve pastéis de nata for me?"),
    ("out", "Of course. On which name?"),
    ("in", "Costa, around 11."),
    ("out", "They will be warm. See you on Sunday!"),
    ("in", "Thank you 🙏"),
)
