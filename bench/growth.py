"""What a page costs as the channels of other partners grow: 100 of one's own among 1,000, 10,000 and 100,000.

It must not grow. Each figure is the time of the two statements of a page in PostgreSQL, by kind of filter and sort.
"""

import asyncio
import time
from statistics import median

from partnerhub.db import listing
from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.channels import LISTING
from rig.filled import database

PARTNER = "p00005PA"
OTHERS = (10, 100, 1000)
TIMES = 200
PAGES = {
    "first 20 by id": {"limit": "20"},
    "by phone number": {"filters": '{"setup_info.phone_number": "49301c5x1CL"}'},
    "by client's e-mail": {"filters": '{"client.contact_info.email": "c1@client.example"}'},
    "by status, newest first": {"filters": '{"status": "ready"}', "sort": "-created_at", "limit": "20"},
    "q, sorted by client's name": {"filters": '{"q": "client 7"}', "sort": "client.name", "limit": "20"},
}


def main() -> None:
    found = {partners: measured(partners) for partners in OTHERS}
    print(
        f"{'ms a page (median)':<30}" + "".join(f"{partners * 100:>12,} rows" for partners in OTHERS) + "      growth"
    )
    for name in PAGES:
        row = [found[partners][name] for partners in OTHERS]
        print(f"{name:<30}" + "".join(f"{one:>17.3f}" for one in row) + f"{row[-1] / row[0]:>11.2f}×")


def measured(partners: int) -> dict[str, float]:
    with database(partners, 100) as dsns:
        return asyncio.run(_timed(dsns))


async def _timed(dsns: Dsns) -> dict[str, float]:
    opened = Database(dsns.app, dsns.worker, set_role=False, size=1)
    await opened.open()
    found: dict[str, float] = {}
    async with opened.reading(PARTNER) as db:
        for name, asked in PAGES.items():
            given = {"filters": None, "limit": None, **asked}
            query = listing.parse(
                LISTING, filters=given["filters"], sort=[asked.get("sort", "")], limit=given["limit"], offset=None
            )
            taken: list[float] = []
            for _ in range(TIMES):
                began = time.perf_counter()
                await listing.page(db, LISTING, PARTNER, query)
                taken.append((time.perf_counter() - began) * 1e3)
            found[name] = median(taken)
    await opened.close()
    return found


if __name__ == "__main__":
    main()
