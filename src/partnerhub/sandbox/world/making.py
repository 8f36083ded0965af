"""Portfolios, WABAs and numbers come to be: by the Graph, by the dialog, by the control API."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.store import nodes, phones, templates, wabas
from partnerhub.sandbox.wire.envelope import GraphError
from partnerhub.sandbox.world import numbers

HELLO_WORLD = (
    '[{"type": "HEADER", "format": "TEXT", "text": "Hello World"},'
    ' {"type": "BODY", "text": "Welcome and congratulations!! This message demonstrates your ability to send a message'
    ' notification from the Cloud API, hosted by Meta. Thank you for taking the time to test with us."},'
    ' {"type": "FOOTER", "text": "WhatsApp Business Platform sample message"}]'
)


async def business(db: Db, name: str, now: datetime) -> str:
    business_id = numeric_id()
    await nodes.add(db, business_id, "business", None)
    await wabas.add_business(db, business_id, name, now)
    return business_id


async def waba(
    db: Db,
    business_id: str,
    name: str,
    now: datetime,
    *,
    currency: str = "USD",
    timezone_id: str = "1",
    country: str = "US",
) -> str:
    waba_id = numeric_id()
    await nodes.add(db, waba_id, "waba", waba_id)
    namespace = "_".join(numeric_id(8) for _ in range(4))
    await wabas.add(db, waba_id, business_id, name, currency, timezone_id, country, namespace, now)
    await _hello_world(db, waba_id, now)
    return waba_id


async def _hello_world(db: Db, waba_id: str, now: datetime) -> None:
    """The approved template that Meta gives to each new account for a first message."""
    template_id = numeric_id()
    await nodes.add(db, template_id, "template", waba_id)
    await templates.add(
        db, template_id, waba_id, "hello_world", "en_US", "UTILITY", "POSITIONAL", HELLO_WORLD, None, now
    )
    await templates.set_verdict(db, template_id, "APPROVED", "NONE", now)


async def phone(db: Db, waba_id: str, digits: str, name: str, now: datetime, *, verified: bool) -> str:
    """A number is on one WABA only."""
    if await phones.find_by_digits(db, digits) is not None:
        raise GraphError(
            100,
            title="Phone number is already registered with another WhatsApp Business Account.",
            subcode=2388012,
        )
    phone_id = numeric_id()
    country_code, _ = numbers.split(digits)
    await nodes.add(db, phone_id, "phone", waba_id)
    await phones.add(
        db, phone_id, waba_id, digits, country_code, numbers.display(digits), name, verified=verified, now=now
    )
    return phone_id
