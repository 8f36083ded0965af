"""What a page costs as the channels of other partners grow, from 1,000 to 1,000,000, and for a partner with 20,000.

It must not grow. Each figure is the time of a page in PostgreSQL, exact total included, by kind of filter and sort.
"""

import asyncio
import time
from typing import Any

from partnerhub.db import listing, paging
from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.channels import LISTING
from rig.filled import database
from rig.measure import about

PARTNER = "p00005PA"
OTHERS = (10, 1_000, 10_000)  # partners with 100 channels each
BIG = 20_000
TIMES = 100
SAID = "filters"
PAGES: dict[str, dict[str, Any]] = {
    "first 100, total": {"limit": "100"},
    "first 20, total": {"limit": "20"},
    "newest 20, total": {"sort": "-created_at", "limit": "20"},
    "one by id": {SAID: '{"id": "c%sx1CL7CH"}'},
    "one by phone number": {SAID: '{"setup_info.phone_number": "49307c%sx1CL"}'},
    "one by external id": {SAID: '{"external_id": "c%sx1CL7"}'},
    "of one client": {SAID: '{"client_id": "c%sx1CL"}'},
    "of one client, by its e-mail": {SAID: '{"client.contact_info.email": "c1@client.example"}'},
    "of one second": {SAID: '{"created_at": "2026-01-01T00:00:00Z"}'},
    "20 of most, by status, total": {SAID: '{"status": "ready"}', "limit": "20"},
    "20 of a tenth, by status, total": {SAID: '{"status": "created"}', "limit": "20"},
    "20, sorted by client's name, total": {"sort": "client.name", "limit": "20"},
    "20, sorted by phone name, total": {"sort": "setup_info.phone_name", "limit": "20"},
    "q": {SAID: '{"q": "client 7"}', "limit": "20"},
    "by about text, none": {SAID: '{"profile_info.about_text": "x"}'},
}


def main() -> None:
    found: list[dict[str, float]] = []
    for partners in OTHERS:
        last = partners == OTHERS[-1]
        with database(partners, 100, big=BIG if last else 0) as dsns:
            found.append(asyncio.run(_timed(dsns, PARTNER)))
            if last:
                found.append(asyncio.run(_timed(dsns, f"p{partners + 1:05}PA")))
    about()
    heads = [*(f"{partners * 100:,}" for partners in OTHERS), "growth", f"{BIG:,} own", "growth"]
    print(f"{'ms a page, best quarter':<40}" + "".join(f"{head:>12}" for head in heads))
    for name in PAGES:
        *row, own = (one[name] for one in found)
        figures = "".join(f"{one:>12.3f}" for one in row)
        print(f"{name:<40}{figures}{row[-1] / row[0]:>11.2f}×{own:>12.3f}{own / row[-1]:>11.2f}×")


async def _timed(dsns: Dsns, partner_id: str) -> dict[str, float]:
    opened = Database(dsns.app, dsns.worker, set_role=False, size=1)
    await opened.open()
    async with opened.reading(partner_id) as db:
        found = {name: await _page(db, partner_id, asked) for name, asked in PAGES.items()}
    await opened.close()
    return found


async def _page(db: Any, partner_id: str, asked: dict[str, Any]) -> float:
    said = asked.get(SAID, "").replace("%s", partner_id[1:-2].lstrip("0")) or None
    sort = [asked.get("sort", "")]
    query = listing.parse(LISTING, filters=said, sort=sort, limit=asked.get("limit"), offset=None)
    taken: list[float] = []
    until = time.perf_counter() + 10
    while len(taken) < TIMES and (len(taken) < 9 or time.perf_counter() < until):
        began = time.perf_counter()
        await paging.page(db, LISTING, partner_id, query)
        taken.append((time.perf_counter() - began) * 1e3)
    return sorted(taken)[len(taken) // 4]


if __name__ == "__main__":
    main()
