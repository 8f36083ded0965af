"""The Activity tab of a number: all of it, page by page, of one kind or of both."""

import re
from datetime import timedelta

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed

from partnerhub.db.pool import Database
from partnerhub.domain import audit, webhooks
from partnerhub.domain.audit import Origin
from partnerhub.kit import clock
from partnerhub.surfaces.hub.partner.channel.activity import PAGE_SIZE, Moment, first_page

EVENTS = re.compile(r"<code>(evt_\w+)</code>")
OLDER = re.compile(r'href="([^"]+)" rel="next"')


@pytest.fixture
def page(ours: Staffed) -> str:
    return f"/dashboard/partner/channels/{ours.side.channel_id}/activity"


async def told(database: Database, ours: Staffed, count: int) -> set[str]:
    """So many events of the number, one a minute."""
    side, now = ours.side, clock.now()
    async with database.writing(side.partner_id) as db:
        return {
            await webhooks.publish(
                db, side.partner_id, type="channel_live", data=b"{}", channel_id=side.channel_id,
                now=now - timedelta(minutes=place),
            )
            for place in reversed(range(count))
        }  # fmt: skip


async def test_goes_back_to_the_first_event_page_by_page(
    partner: Browser, database: Database, ours: Staffed, page: str
) -> None:
    all_of_them, seen, address = await told(database, ours, 2 * PAGE_SIZE + 5), [], page
    for _ in range(5):
        text = (await partner.get(address)).text
        seen += EVENTS.findall(text)
        older = OLDER.search(text)
        if older is None:
            break
        address = older[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)), "an event stands on two pages"
    assert all_of_them <= set(seen)


async def test_shows_one_kind_alone(partner: Browser, ours: Staffed, page: str) -> None:
    number = page.removesuffix("/activity")
    await partner.send(f"{number}/cancellation", {"word": "CANCEL"}, page=number)
    done, heard = [(await partner.get(page, params={"kind": kind})).text for kind in ("done", "told")]
    assert "Channels: cancel" in done
    assert not EVENTS.findall(done)
    assert "Channels: cancel" not in heard
    assert EVENTS.findall(heard)


@pytest.mark.parametrize("query", [{"before": "x"}, {"before": "2026-01-01"}, {"kind": "\0"}, {"before": "9" * 50}])
async def test_takes_no_harm_from_a_strange_address(partner: Browser, page: str, query: dict[str, str]) -> None:
    assert "Channel live" in (await partner.get(page, params=query)).text


def test_what_happened_at_one_moment_is_not_torn_apart() -> None:
    now = clock.now()
    at_once = [Moment(at=now - timedelta(hours=1), what=str(place)) for place in range(3)]
    later = [Moment(at=now, what="later")] * (PAGE_SIZE - 1)
    shown, more = first_page([*at_once, *later, Moment(at=now - timedelta(hours=2), what="before")])
    assert (len(shown), more) == (PAGE_SIZE + 2, True)


async def test_names_a_key_that_did_something_in_words(
    partner: Browser, database: Database, ours: Staffed, page: str
) -> None:
    side = ours.side
    async with database.writing(side.partner_id) as db:
        by = Origin(actor=f"channel_key:{side.channel_id}", address=None, request_id=None)
        await audit.record(db, side.partner_id, by, action="templates.change", subject=side.channel_id, now=clock.now())
    text = (await partner.get(page)).text
    assert "API key of the number" in text
    assert "channel_key:" not in text
