"""Usage and charges for tests, as the worker meters them."""

from datetime import date
from decimal import Decimal

from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.kit import clock

ADD = """
INSERT INTO usage_day (partner_id, channel_id, client_id, day, category, country, pricing_type, currency, quantity,
    paid_quantity, price) VALUES ($1, $2, $3, $4, $5, 'DE', 'regular', 'usd', $6, $6, $7)
"""


async def used(
    database: Database, side: Side, category: str, quantity: int, price: str, day: date | None = None
) -> None:
    """So many messages of the side's channel, today if no day is given."""
    day = day or clock.now().date()
    async with database.working_write() as db:
        await db.execute(ADD, side.partner_id, side.channel_id, side.client_id, day, category, quantity, Decimal(price))


TEMPLATE = """
INSERT INTO template_day (partner_id, waba_id, client_id, template_id, day, name, language, sent, delivered, read, clicked)
VALUES ($1, $2, $3, $4, $5, $6, 'en', $7, $8, $9, $10)
"""


async def counted_by_meta(
    database: Database, side: Side, name: str, figures: tuple[int, int, int, int], day: date | None = None
) -> None:
    """So many messages of a template of the side's WABA were sent, delivered, read and clicked."""
    place = (side.partner_id, side.waba_id, side.client_id, name, day or clock.now().date(), name)
    async with database.writing(side.partner_id) as db:
        await db.execute(TEMPLATE, *place, *figures)


STEPS = "INSERT INTO outcome_day VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
FAILURE = "INSERT INTO failure_day VALUES ($1, $2, $3, $4, $5, $6, $7)"


async def became(
    database: Database, side: Side, steps: tuple[int, int, int, int], failures: dict[int, int], day: date | None = None
) -> None:
    """So many messages of the side's channel were sent, delivered, read and failed; `failures`: by Meta's code."""
    place = (side.partner_id, side.channel_id, side.client_id, day or clock.now().date())
    async with database.working_write() as db:
        await db.execute(STEPS, *place, *steps)
        for code, quantity in failures.items():
            await db.execute(FAILURE, *place, code, "As Meta calls it", quantity)
