"""Notices are made of what partners are told, each once, and say what happened in words."""

import asyncio
import re

import msgspec
import pytest
from tests import world
from tests.documented_events import DOCUMENTED
from tests.notices import noticed, tell, undone
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import channels, notifications, webhooks
from partnerhub.domain.channels import Said
from partnerhub.domain.notifications import KINDS
from partnerhub.domain.notifications.notice import facts_of
from partnerhub.domain.notifications.sayings import SAYINGS, SILENT, say
from partnerhub.domain.notifications.worded import filled
from partnerhub.kit import clock


@pytest.fixture
async def side(database: Database) -> Side:
    return await world.make_side(database, VAULT, "Acme")


class TestSayings:
    def test_every_event_that_partners_get_is_told_to_people_or_says_why_not(self) -> None:
        assert SAYINGS.keys() | SILENT == DOCUMENTED.keys()

    @pytest.mark.parametrize("name", sorted(SAYINGS))
    def test_every_event_is_a_whole_sentence_of_a_known_kind(self, name: str) -> None:
        facts = {"client": "Bluebird Travel"} | facts_of(msgspec.json.encode(DOCUMENTED[name]), "erJ4aKCH")
        saying = say(name, facts)
        assert saying
        assert saying.kind in KINDS
        for text in (saying.title, saying.text):
            told = filled(text, facts).replace("order_is_here", "")
            assert len(told) > len(" is live") or not text, told
            assert not re.search(r"[{}_]|^[.:]| [.:,]|: \.|None", told), told

    @pytest.mark.parametrize("name", ["template_messaging_disabled", "template_messaging_enabled"])
    def test_tell_of_used_up_funds_once_and_not_for_each_number(self, name: str) -> None:
        facts = facts_of(msgspec.json.encode(DOCUMENTED[name]), "erJ4aKCH") | {"reason": "balance"}
        assert say(name, facts) is None

    async def test_name_what_changed(self, database: Database, side: Side) -> None:
        await tell(database, side)
        now = clock.now()
        async with database.writing(side.partner_id) as db:
            for said in (
                Said(current_quality_rating="RED"),
                Said(current_limit="TIER_10K"),
                Said(new_name_status="DECLINED"),
                Said(meta_status="BANNED"),
                Said(is_oba=True),
                Said(can_send_message="AVAILABLE"),
                Said(can_send_message="BLOCKED"),
                Said(meta_access="refused"),
                Said(meta_access="refused"),
            ):
                await channels.note(db, side.partner_id, side.channel_id, said, now=now)
        await tell(database, side)
        told = [(row["kind"], sentence(row)) for row in (await noticed(database, side))[-7:]]
        assert [kind for kind, _ in told] == ["quality", "quality", "names", *["status"] * 4]
        for (_, text), words in zip(
            told,
            (
                "is low",
                "10,000 new conversations",
                "name of +",
                "is banned at Meta",
                "official business account",
                "blocks messages of +",
                "refuses access to +",
            ),
            strict=True,
        ):
            assert words in text, text


class TestMaking:
    async def test_makes_one_notice_of_each_event_however_often_and_by_how_many_it_is_tried(
        self, database: Database, side: Side
    ) -> None:
        done = await asyncio.gather(*(tell(database, side) for _ in range(4)))
        events = await told_events(database, side)
        assert sum(done) == len(events)
        made = await noticed(database, side)
        assert [row["event_id"] for row in made] == [event_id for event_id, name in events if name not in SILENT]
        assert await tell(database, side) == 0

    async def test_is_undone_with_the_transaction_and_done_the_next_time(self, database: Database, side: Side) -> None:
        await undone(database, side, lambda db: notifications.make(db, side.partner_id, None, now=clock.now()))
        assert await noticed(database, side) == []
        assert await tell(database, side)
        assert await noticed(database, side)

    async def test_passes_over_an_event_that_cannot_be_read(self, database: Database, side: Side) -> None:
        await tell(database, side)
        async with database.writing(side.partner_id) as db:
            for data in (b"[]", b'{"client": {"id": "x", "name": "Later"}}'):
                await webhooks.publish(db, side.partner_id, type="client_created", data=data, now=clock.now())
        assert await tell(database, side) == 2
        assert "Later" in sentence((await noticed(database, side))[-1])

    async def test_of_what_a_transaction_took_back_says_nothing(self, database: Database, side: Side) -> None:
        await tell(database, side)
        said, where = Said(current_quality_rating="RED"), (side.partner_id, side.channel_id)
        await undone(database, side, lambda db: channels.note(db, *where, said, now=clock.now()))
        assert await tell(database, side) == 0


async def told_events(database: Database, side: Side) -> list[tuple[str, str]]:
    """(id, name) of the partner's events, in the order of their ids."""
    async with database.reading(side.partner_id) as db:
        rows = await db.fetch("SELECT id, type FROM event WHERE audience = 'partner' ORDER BY id")
    return [(row["id"], row["type"]) for row in rows]


def sentence(row: object) -> str:
    facts = msgspec.json.decode(row["facts"])  # type: ignore[index]
    saying = say(row["type"], facts)  # type: ignore[index]
    assert saying
    return filled(f"{saying.title}. {saying.text}", facts)
