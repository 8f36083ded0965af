"""The Deliveries page: every attempt, filters, and an event sent again."""

from datetime import UTC, datetime

import asyncpg
import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.kit import clock

PAGE = "/dashboard/partner/deliveries"
LOG = """
INSERT INTO attempt (partner_id, at, event_id, endpoint_id, attempt, type, channel_id, outcome, status, error, answer, ms)
VALUES ($1, $2, $3, (SELECT id FROM endpoint WHERE partner_id = $1), 2, $4, 'aCH', $5, $6, $7, '', 41)
"""


@pytest.fixture
async def made(database: Database, dsns: Dsns, ours: Staffed) -> dict[str, str]:
    """Two events of the partner, by type: one that arrived, and one that found nobody."""
    partner_id, owner = ours.side.partner_id, await asyncpg.connect(dsns.owner)
    async with database.writing(partner_id) as db:
        await webhooks.set_partner_url(db, partner_id, "https://a.example/")
        found = {
            kind: await webhooks.publish(db, partner_id, type=kind, data=b"{}", now=clock.now())
            for kind in ("good_one", "bad_one")
        }
    now = datetime.now(UTC)
    await owner.execute(LOG, partner_id, now, found["good_one"], "good_one", "delivered", 200, None)
    await owner.execute(LOG, partner_id, now, found["bad_one"], "bad_one", "retrying", 503, "status")
    await owner.execute("DELETE FROM delivery WHERE partner_id = $1", partner_id)
    await owner.close()
    return found


async def test_shows_each_attempt_with_what_came_of_it(partner: Browser, made: dict[str, str]) -> None:
    text = (await partner.get(PAGE)).text
    assert all(event_id in text for event_id in made.values())
    assert ">Failed, tried again</span>" in text
    assert "attempt 2" in text
    assert "503" in text
    assert "41 ms" in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [("outcome=failed", {"bad_one"}), ("outcome=delivered", {"good_one"}), ("status=503", {"bad_one"}),
     ("error=status", {"bad_one"}), ("type=good_one", {"good_one"}), ("channel_id=aCH", {"good_one", "bad_one"}),
     ("client_id=none", set[str]()),
     ("since=2020-01-01T00:00", {"good_one", "bad_one"}), ("until=2020-01-01T00:00", set[str]()),
     ("outcome=x&status=-1&since=never&cursor=att_1&endpoint=0&type=%00", {"good_one", "bad_one"})],
)  # fmt: skip
async def test_is_filtered(partner: Browser, made: dict[str, str], query: str, expected: set[str]) -> None:
    text = (await partner.get(f"{PAGE}?{query}")).text
    assert {kind for kind, event_id in made.items() if event_id in text} == expected


async def test_sends_an_event_again_and_comes_back_to_the_same_filter(
    partner: Browser, database: Database, ours: Staffed, made: dict[str, str]
) -> None:
    answer = await partner.send(f"{PAGE}/{made['bad_one']}/replay", {"back": "?outcome=failed"}, page=PAGE)
    assert (answer.status_code, "outcome=failed" in answer.headers["location"]) == (303, True)
    async with database.reading(ours.side.partner_id) as db:
        assert await db.fetchval("SELECT event_id FROM delivery") == made["bad_one"]
    assert "sent again" in (await partner.get(answer.headers["location"])).text


async def test_cannot_be_made_to_lead_elsewhere(partner: Browser, made: dict[str, str]) -> None:
    answer = await partner.send(f"{PAGE}/{made['bad_one']}/replay", {"back": "//evil.example/?a=1"}, page=PAGE)
    assert answer.headers["location"].startswith(PAGE + "?")


async def test_of_the_rival_sends_nothing(partner: Browser, made: dict[str, str]) -> None:
    assert (await partner.send(f"{PAGE}/evt_{'0' * 32}/replay", page=PAGE)).status_code == 404


async def test_an_event_has_a_page_with_what_was_sent_and_what_was_answered(
    partner: Browser, dsns: Dsns, made: dict[str, str]
) -> None:
    owner = await asyncpg.connect(dsns.owner)
    await owner.execute("UPDATE attempt SET answer = 'busy & late' WHERE event_id = $1", made["bad_one"])
    await owner.execute("UPDATE event SET body = '{\"a\":[1]}' WHERE id = $1", made["bad_one"])
    await owner.close()
    page = f"{PAGE}/{made['bad_one']}"
    assert f'href="{page}"' in (await partner.get(PAGE)).text
    text = (await partner.get(page)).text
    for shown in ("bad_one", "503", "Failed, tried again", "busy &amp; late", "&#34;a&#34;: ["):
        assert shown in text
    answer = await partner.send(f"{page}/replay", {"page": "event"}, page=page)
    assert answer.headers["location"].startswith(page)
    text = (await partner.get(answer.headers["location"])).text
    assert "The event is sent again." in text
    assert "Waiting" in text


@pytest.mark.parametrize("body", [b"plain words", b"\xff\x00", b"[" + b"1," * 40_000 + b"1]"])
async def test_a_body_that_cannot_be_indented_is_shown_as_it_was_sent(
    partner: Browser, dsns: Dsns, made: dict[str, str], body: bytes
) -> None:
    owner = await asyncpg.connect(dsns.owner)
    await owner.execute("UPDATE event SET body = $2 WHERE id = $1", made["bad_one"], body)
    await owner.close()
    text = (await partner.get(f"{PAGE}/{made['bad_one']}")).text
    assert body[:1000].decode(errors="replace") in text
    assert ("This is its beginning" in text) == (len(body) > 1000)


async def test_messages_of_a_number_that_is_not_shared_are_not_shown(
    partner: Browser, database: Database, dsns: Dsns, ours: Staffed, made: dict[str, str]
) -> None:
    owner = await asyncpg.connect(dsns.owner)
    await owner.execute(
        "UPDATE event SET audience = 'channel', channel_id = $2, body = '\"Secret\"' WHERE id = $1",
        made["bad_one"], ours.side.channel_id,
    )  # fmt: skip
    await owner.execute("UPDATE attempt SET answer = 'Secret' WHERE event_id = $1", made["bad_one"])
    await owner.close()
    assert "Secret" in (await partner.get(f"{PAGE}/{made['bad_one']}")).text
    async with database.writing(ours.side.partner_id) as db:
        await db.execute("UPDATE channel SET permission_granted_at = NULL WHERE id = $1", ours.side.channel_id)
    text = (await partner.get(f"{PAGE}/{made['bad_one']}")).text
    assert "does not share this number with you" in text
    assert "Secret" not in text


async def test_an_event_of_nobody_is_not_found(partner: Browser, made: dict[str, str]) -> None:
    assert (await partner.get(f"{PAGE}/evt_{'0' * 32}")).status_code == 404
    assert (await partner.get(f"{PAGE}/nothing")).status_code == 404
