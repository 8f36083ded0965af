"""What became of templates by Meta's own count, read once a day: clicks on buttons are told nowhere else.

The last days are read again each time, for what is read or clicked later counts on the day of its sending. A reading that
is cut off or done twice changes nothing more.
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from partnerhub.db.pool import Db
from partnerhub.domain import wabas
from partnerhub.domain.templates import figure_store as store
from partnerhub.domain.wabas import Line
from partnerhub.upstream.graph import figures as graph_api
from partnerhub.upstream.graph.figures import MOST_TEMPLATES, Point

EVERY, SPREAD = timedelta(days=1), 0.1  # more or less, so that not all WABAs are due at once
AGAIN = timedelta(days=7)  # before the last reading
MOST = timedelta(days=89)  # Meta looks back for 90 days


async def follow(db: Db, partner_id: str, waba_id: str, *, now: datetime) -> None:
    """From now on its templates and their figures are read, the first time at once."""
    for kind in ("templates", "figures"):
        await wabas.want_errand(db, partner_id, waba_id, kind, now=now, due=now)


async def read_figures(line: Line, *, clock: Callable[[], datetime]) -> None:
    """Raises GraphError when Meta does not answer. Of a WABA whose templates Meta does not count nothing is read."""
    began = clock()
    points: list[Point] = []
    if await graph_api.counts_templates(line.graph, line.token, line.external_id):
        points = await _asked(line, began)
    async with line.writing() as db:
        await store.put(db, line.partner_id, line.waba_id, points)
        now = clock()
        due = now + EVERY * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - no secret
        await wabas.errand_done(db, line.partner_id, line.waba_id, "figures", began=began, now=now, due=due)


async def _asked(line: Line, now: datetime) -> list[Point]:
    async with line.reading() as db:
        ids = await store.counted(db, line.partner_id, line.waba_id)
        last = await store.last_day(db, line.partner_id, line.waba_id)
    earliest = (
        now - MOST if last is None else max(now - MOST, datetime(last.year, last.month, last.day, tzinfo=UTC) - AGAIN)
    )
    since = earliest.replace(hour=0, minute=0, second=0, microsecond=0)
    points: list[Point] = []
    for start in range(0, len(ids), MOST_TEMPLATES):
        some = ids[start : start + MOST_TEMPLATES]
        points += await graph_api.of_templates(line.graph, line.token, line.external_id, some, since=since, until=now)
    return points
