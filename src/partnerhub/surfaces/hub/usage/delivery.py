"""What became of messages in a time, as a page shows it: a funnel against the time before, failures by Meta's code."""

from typing import Any

import msgspec
from litestar import Response

from partnerhub.db.pool import Db
from partnerhub.domain.messaging.outcomes import insight_store
from partnerhub.domain.messaging.outcomes.insight_store import OfDay, Span, Steps
from partnerhub.surfaces.hub.files import file
from partnerhub.surfaces.hub.usage.advice import explained
from partnerhub.surfaces.hub.usage.period import ONE_DAY, Asked


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """Messages that failed with one of Meta's codes; `code` 0: Meta named none."""

    code: int
    title: str
    quantity: int
    means: str
    advice: str


async def delivery(
    db: Db, partner_id: str, asked: Asked, *, client_id: str = "", channel_id: str = ""
) -> dict[str, Any]:
    """What the second half of parts/insights.html shows; four statements."""
    here = _span(asked, client_id, channel_id)
    days = await insight_store.by_day(db, partner_id, here, asked.granularity)
    before = await insight_store.by_day(db, partner_id, _span(asked.before, client_id, channel_id), "month")
    return {
        "steps": (_sum(days), _sum(before)),
        "steps_by_start": {one.start: one for one in days},
        "outcomes": await insight_store.by_channel(db, partner_id, here),
        "failures": await failures(db, partner_id, here),
    }


async def failures(db: Db, partner_id: str, here: Span) -> list[Explained]:
    found = await insight_store.failures(db, partner_id, here)
    told = ((one, explained(one.code, one.title)) for one in found)
    return [Explained(**msgspec.structs.asdict(one), means=means, advice=advice) for one, (means, advice) in told]


async def export(db: Db, partner_id: str, asked: Asked, what: str, ending: str, **whose: str) -> Response[bytes]:
    """`what`: delivery, a line for each number; funnel, one for each day or month; errors, one for each code."""
    here = _span(asked, whose.get("client_id", ""), whose.get("channel_id", ""))
    if what == "errors":
        lines = await failures(db, partner_id, here)
    elif what == "delivery":
        lines = await insight_store.by_channel(db, partner_id, here)
    else:
        lines = await insight_store.by_day(db, partner_id, here, asked.granularity)
    return file(f"insights-{what}", ending, [msgspec.to_builtins(one, enc_hook=str) for one in lines])


def _span(asked: Asked, client_id: str, channel_id: str) -> Span:
    return Span(since=asked.since, until=asked.until + ONE_DAY, client_id=client_id, channel_id=channel_id)


def _sum(days: list[OfDay]) -> Steps:
    return Steps(**{name: sum(getattr(one, name) for one in days) for name in Steps.__struct_fields__})
