"""docs/events.md shows every event that is sent, in the shape in which it is sent."""

import re
from pathlib import Path
from typing import Any

import msgspec
from tests import world

from partnerhub.db.pool import Database
from partnerhub.domain import channels
from partnerhub.kit import clock

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/events.md").read_text()
EXAMPLES = {
    name: msgspec.json.decode(example)
    for name, example in re.findall(r"### `(\w+)`\n.*?```json\n(.*?)\n```", TEXT, re.DOTALL)
}
FREE = {"contact_info", "contact_user", "organisation"}
SENT = re.compile(r'"((?:client|channel|cancellation)_[a-z]+(?:_[a-z]+)?)"(?=[^\n]*\bdoc\b)|type="(\w+)"')


def sent_by_the_code() -> set[str]:
    """The names in calls of `tell` and `publish`."""
    names = set[str]()
    for path in (ROOT / "src/partnerhub/domain").rglob("*.py"):
        for line in path.read_text().splitlines():
            if "tell(" in line or "publish(" in line:
                names |= {one for pair in SENT.findall(line) for one in pair if one}
    return names


def shape(value: Any) -> Any:
    """Keys and types, without what one client has and another has not."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items() if key not in FREE}
    return type(value).__name__


async def events_of(database: Database, side: world.Side) -> dict[str, Any]:
    """A channel's whole life, as it was written for the partner."""
    now, channel_id = clock.now(), side.channel_id
    async with database.writing(side.partner_id) as db:
        await channels.request_cancellation(db, side.partner_id, side.client_id, channel_id, now=now)
        await channels.revoke_cancellation(db, side.partner_id, side.client_id, channel_id, now=now)
        await channels.revoke_permission(db, side.partner_id, channel_id, actor="client", now=now)
        rows = await db.fetch("SELECT type, body FROM event WHERE partner_id = $1", side.partner_id)
    return {row["type"]: msgspec.json.decode(row["body"]) for row in rows}


def test_every_event_that_the_code_sends_has_a_section() -> None:
    assert set(EXAMPLES) == sent_by_the_code()


async def test_each_example_has_the_shape_of_what_is_sent(database: Database) -> None:
    sent = await events_of(database, (await world.make(database)).partner)
    assert set(sent) == set(EXAMPLES)
    for name, body in sent.items():
        assert shape(EXAMPLES[name]) == shape(body), name
