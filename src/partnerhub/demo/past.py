"""Messages of the weeks past, the same each time: more on weekdays, in each category, to several countries."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from partnerhub.demo.cast import PEOPLE, TALK
from partnerhub.demo.store import Said
from partnerhub.domain.billing import Delivered
from partnerhub.kit.ids import random_id

FREE = "free_customer_service"
SHARES = (("service", FREE, False, 55), ("utility", "regular", True, 30), ("marketing", "regular", True, 15))
SATURDAY = 5
CHATS_EVERY = 4  # days


def delivered(place: dict[str, str], a_day: int, begin: datetime, end: datetime) -> Iterator[Delivered]:
    """About `a_day` messages on each day, half of them at the week's end. `place`: whose they are."""
    chance = random.Random(place["channel_id"])  # noqa: S311 — for a picture, not for a secret
    day = begin
    while day < end:
        usual = a_day if day.weekday() < SATURDAY else a_day // 2
        for _ in range(chance.randint(usual // 2, usual + usual // 2)):
            category, kind, billable, _ = chance.choices(SHARES, weights=[one[-1] for one in SHARES])[0]
            recipient = chance.choice(PEOPLE)[0]
            yield Delivered(
                **place, recipient=recipient, category=category, pricing_type=kind, billable=billable, at=day
            )
        day += timedelta(days=1)


def chats(begin: datetime, end: datetime) -> list[Said]:
    """One talk after the other, each with another person."""
    said: list[Said] = []
    day, number = begin, 0
    while day < end - timedelta(days=1):
        digits = PEOPLE[number % len(PEOPLE)][0]
        for minute, (direction, text) in enumerate(TALK):
            out = direction == "out"
            body = {"type": "text", "text": {"body": text}, **({"to": digits} if out else {})}
            said.append(
                Said(
                    id="wamid." + random_id(40),
                    customer=digits,
                    direction=direction,
                    kind="text",
                    category="service" if out else None,
                    body=msgspec.json.encode(body).decode(),
                    status="read",
                    at=day + timedelta(minutes=3 * minute),
                )
            )
        day, number = day + timedelta(days=CHATS_EVERY), number + 1
    return said
