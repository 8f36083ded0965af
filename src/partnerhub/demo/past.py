"""Messages of the weeks past, the same each time: more on weekdays, in each category, to several countries."""

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

import msgspec

from partnerhub.demo.cast import PEOPLE, TALK
from partnerhub.demo.store import Said
from partnerhub.domain.billing import Delivered
from partnerhub.domain.messaging.outcomes import DELIVERED, FAILED, READ, SENT, Outcome
from partnerhub.kit.ids import random_id

FREE = "free_customer_service"
SHARES = (("service", FREE, False, 55), ("utility", "regular", True, 30), ("marketing", "regular", True, 15))
READ_SHARE, FAILED_SHARE = 0.72, 0.05
FAILURES: tuple[tuple[tuple[int, str], int], ...] = (  # Meta's code and title, and how often
    ((131026, "Message undeliverable"), 9),
    ((131049, "Meta chose not to deliver"), 6),
    ((131047, "Re-engagement message"), 4),
    ((131050, "User stopped marketing messages"), 2),
    ((131053, "Media upload error"), 1),
)
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


def outcomes(place: dict[str, str], messages: Sequence[Delivered]) -> Iterator[Outcome]:
    """What became of these messages, and of some that failed beside them."""
    chance = random.Random(place["channel_id"])  # noqa: S311 — for a picture, not for a secret
    partner_id, client_id, channel_id = place["partner_id"], place["client_id"], place["channel_id"]
    outcome = partial(Outcome, partner_id=partner_id, client_id=client_id, channel_id=channel_id)
    for one in messages:
        steps = SENT | DELIVERED | (READ if chance.random() < READ_SHARE else 0)
        yield outcome(key=_key(chance), steps=steps, day=one.at.date())
        if chance.random() < FAILED_SHARE:
            (code, title), _ = chance.choices(FAILURES, weights=[one[-1] for one in FAILURES])[0]
            yield outcome(key=_key(chance), steps=SENT | FAILED, day=one.at.date(), code=code, title=title)


def _key(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128))


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
