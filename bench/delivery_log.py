"""The two logs of a partner with a million events and a million attempts: every filter, over HTTP, beside the goal.

Reliability R13: a page of the log of attempts answers within 100 ms at p95. The rows are made by SQL, the same at each
run; a filter is asked for with many values in turn, usual and rare ones.
"""

import asyncio
import itertools
import sys
import time
import urllib.parse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import asyncpg
from aiohttp import ClientSession

from partnerhub.db.embedded import Dsns
from rig.filled import database, key_of, serving
from rig.measure import about

PARTNER, CHANNELS, DAYS, GOAL = "p00001PA", 200, 10, 100.0  # GOAL: ms
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
TIMES = 200
ENDPOINTS = (
    f"INSERT INTO endpoint (partner_id, kind, owner_id, url) SELECT '{PARTNER}', 'channel', 'n' || n || 'CH', 'https://a.example/'"
    f" FROM generate_series(1, {CHANNELS}) n"
)
# Messages, and one partner event in twenty; a channel with a few rows only, and a rare type.
FACTS = f"""
    SELECT n, now() - n * interval '{DAYS} days' / {ROWS} AS at,
        CASE WHEN n % 50000 = 0 THEN 'account_violation' WHEN n % 20 = 0 THEN 'channel_live' ELSE 'messages' END AS type,
        CASE WHEN n % 40000 = 0 THEN 1 ELSE 2 + n % {CHANNELS - 1} END AS channel
    FROM generate_series(1, {ROWS}) n
"""
EVENTS = f"""
INSERT INTO event (partner_id, id, audience, type, client_id, channel_id, body, created_at)
SELECT '{PARTNER}', first_event_id(at) || lpad(to_hex(n), 20, '0'), CASE type WHEN 'messages' THEN 'channel' ELSE 'partner' END, type,
    'n' || channel / 2 || 'CL', 'n' || channel || 'CH', convert_to(repeat('x', 400), 'UTF8'), at FROM ({FACTS}) f
"""
ATTEMPTS = f"""
INSERT INTO attempt (partner_id, at, event_id, endpoint_id, attempt, type, client_id, channel_id, outcome, status, error, answer, ms)
SELECT '{PARTNER}', at, first_event_id(at) || lpad(to_hex(n), 20, '0'),
    (SELECT min(id) FROM endpoint WHERE partner_id = '{PARTNER}') + channel - 1, 1, type, 'n' || channel / 2 || 'CL', 'n' || channel || 'CH',
    CASE WHEN n % 100000 = 7 THEN 'dead' WHEN n % 5000 = 7 THEN 'exhausted' WHEN n % 15 = 7 THEN 'retrying' ELSE 'delivered' END,
    CASE WHEN n % 100000 = 7 THEN 0 WHEN n % 45000 = 7 THEN 418 WHEN n % 45 = 7 THEN 503 WHEN n % 15 = 7 THEN 0
        WHEN n % 20000 = 11 THEN 202 ELSE 200 END,
    CASE WHEN n % 100000 = 7 THEN 'ours' WHEN n % 45 = 7 THEN 'status' WHEN n % 3000 = 7 THEN 'tls' WHEN n % 15 = 7 THEN 'timeout' END,
    convert_to('{{"received": true}}', 'UTF8'), 40 FROM ({FACTS}) f
"""
NOW = datetime.now(UTC)
CHANNEL = [f"n{n}CH" for n in range(1, CHANNELS + 1)]
CLIENT = [f"n{n}CL" for n in range(CHANNELS // 2)]
SINCE = [(NOW - timedelta(hours=n)).isoformat() for n in range(1, DAYS * 24)]
TYPE = ["messages", "channel_live", "account_violation", "no_such_type"]
STATUS, ERROR = ["200", "202", "418", "503", "0", "999"], ["timeout", "tls", "status", "ours", "dns"]
OUTCOME = ["delivered", "failed", "retrying", "exhausted", "dead", "parked"]
OF_EVENTS: dict[str, dict[str, list[str]]] = {
    "no filter": {},
    "time": {"until": SINCE},
    "type": {"type": TYPE},
    "client": {"client_id": CLIENT},
    "channel": {"channel_id": CHANNEL},
    "type, client": {"type": TYPE, "client_id": CLIENT},
    "type, channel, time": {"type": TYPE, "channel_id": CHANNEL, "until": SINCE},
}
OF_ATTEMPTS: dict[str, dict[str, list[str]]] = OF_EVENTS | {
    "endpoint": {"endpoint_id": []},
    "outcome": {"outcome": OUTCOME},
    "status": {"status": STATUS},
    "error": {"error": ERROR},
    "outcome, time": {"outcome": OUTCOME, "until": SINCE},
    "endpoint, outcome": {"endpoint_id": [], "outcome": OUTCOME},
    "client, status": {"client_id": CLIENT, "status": STATUS},
    "type, status": {"type": TYPE, "status": STATUS},
    "channel, error, time": {"channel_id": CHANNEL, "error": ERROR, "until": SINCE},
}


def main() -> None:
    with database(2, 100) as dsns:
        first = asyncio.run(_fill(dsns))
        key = asyncio.run(key_of(dsns, PARTNER))
        endpoints = [f"whe_{first + n:012d}" for n in range(CHANNELS)]
        with serving(dsns) as (port, _):
            asyncio.run(_measure(port, key, endpoints))


async def _fill(dsns: Dsns) -> int:
    """The first endpoint's number."""
    db = await asyncpg.connect(dsns.owner, command_timeout=600)
    for days in range(DAYS + 1):
        await db.execute("SELECT make_partitions(now() - $1 * interval '1 day')", days)
    for statement in (ENDPOINTS, EVENTS, ATTEMPTS, "VACUUM ANALYZE"):
        await db.execute(statement)
    first: int = await db.fetchval("SELECT min(id) FROM endpoint WHERE partner_id = $1", PARTNER)
    await db.close()
    return first


async def _measure(port: int, key: str, endpoints: list[str]) -> None:
    about()
    print(
        f"{ROWS:,} events and attempts of one partner; ms a page of 50 over HTTP, {TIMES} pages each; the goal is p95 ≤ {GOAL:.0f}"
    )
    base = f"http://127.0.0.1:{port}/api/v2/partners/{PARTNER}"
    async with ClientSession(headers={"x-api-key": key}) as session:
        for log, kinds in (("events", OF_EVENTS), ("webhook_attempts", OF_ATTEMPTS)):
            for name, filters in kinds.items():
                given = {of: values or endpoints for of, values in filters.items()}
                taken = await _pages(session, f"{base}/{log}", given)
                p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
                worse = "" if p95 <= GOAL else "   too slow"
                print(f"  {log:<18}{name:<24}p50 {p50:>7.1f}   p95 {p95:>7.1f}   most {taken[-1]:>7.1f}{worse}")


async def _pages(session: ClientSession, url: str, filters: dict[str, list[str]]) -> list[float]:
    """Milliseconds of each, ascending: the first pages, and from each the one behind it."""
    taken: list[float] = []
    for asked in itertools.islice(_turns(filters), TIMES // 2):
        cursor = ""
        for _ in range(2):
            began = time.perf_counter()
            async with session.get(f"{url}?{urllib.parse.urlencode(asked | {'cursor': cursor})}") as answer:
                body = await answer.json()
                assert answer.status == 200, body
            taken.append((time.perf_counter() - began) * 1000)
            cursor = body["next_cursor"] or ""
    return sorted(taken)


def _turns(filters: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    """Each value in its turn, in steps that have no divisor with how many there are."""
    for n in itertools.count():
        yield {name: values[n * (1 + 6 * place) % len(values)] for place, (name, values) in enumerate(filters.items())}


if __name__ == "__main__":
    main()
