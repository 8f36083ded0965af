"""Letters about notices: at once or daily, as each user wants it, to whom it concerns, and never twice."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests import world
from tests.notices import HUB, POST, letters_since, send_daily, tell, undone
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import channels, notifications
from partnerhub.domain.access import users
from partnerhub.domain.access.scopes import ClientRole, Role
from partnerhub.domain.channels import Said
from partnerhub.domain.notifications import Choices
from partnerhub.kit import clock, ids
from partnerhub.workers import notify

QUALITY = Choices(daily=frozenset({"quality"}), digest_hour=7)


@dataclass
class Someone:
    user_id: str
    email: str


@pytest.fixture
async def side(database: Database) -> Side:
    """Of one whose beginnings were told to nobody."""
    side = await world.make_side(database, VAULT, "Acme")
    await tell(database, side, None)
    return side


async def add(
    database: Database, side: Side, role: Role | ClientRole = "owner", client_id: str | None = None
) -> Someone:
    email = f"{ids.random_id(12).lower()}@people.example"
    async with database.writing(side.partner_id) as db:
        user_id = await users.create(
            db, side.partner_id, email=email, name="Ada", password_hash="-", role=role, client_id=client_id,
            now=clock.now(),
        )  # fmt: skip
    return Someone(user_id, email)


async def choose(database: Database, side: Side, someone: Someone, choices: Choices) -> None:
    async with database.writing(side.partner_id) as db:
        await notifications.choose(db, side.partner_id, someone.user_id, choices, now=clock.now())


async def warn(database: Database, side: Side) -> None:
    """Meta warns the account: of a kind that is told at once."""
    async with database.writing(side.partner_id) as db:
        facts = {"violation_type": "ALCOHOL"}
        await channels.warn(db, side.partner_id, side.waba_id, "account_violation", facts, now=clock.now())


async def worsen(database: Database, side: Side, rating: str = "RED") -> None:
    """Of a kind that is told daily."""
    async with database.writing(side.partner_id) as db:
        said = Said(current_quality_rating=rating)
        await channels.note(db, side.partner_id, side.channel_id, said, now=clock.now())


class TestAtOnce:
    async def test_says_what_happened_and_leads_there(self, database: Database, side: Side) -> None:
        someone = await add(database, side)
        await warn(database, side)
        await tell(database, side)
        (letter,) = await letters_since(database, someone.email)
        assert letter["subject"].startswith("Meta warns +")
        assert "alcohol" in letter["text"]
        assert f"{HUB}/dashboard/partner/notifications/ntc_" in letter["text"]
        assert f"{HUB}/dashboard/partner/notifications/preferences" in letter["text"]

    async def test_reaches_the_members_of_a_client_and_who_is_beside_them(self, database: Database, side: Side) -> None:
        people = [await add(database, side, role, side.client_id) for role in ("owner", "member")]
        people.append(await add(database, side))
        await warn(database, side)
        await tell(database, side)
        assert [len(await letters_since(database, one.email)) for one in people] == [1, 1, 1]

    async def test_is_one_letter_for_what_happened_together(self, database: Database, side: Side) -> None:
        someone = await add(database, side)
        await world.add_channel(database, side)
        await tell(database, side, None)
        await warn(database, side)
        await tell(database, side)
        (letter,) = await letters_since(database, someone.email)
        assert letter["subject"].endswith(", and 1 more")

    async def test_goes_to_whom_it_concerns(self, database: Database, side: Side) -> None:
        theirs = side.client_id
        await world.add_client(database, side, "Other")
        await tell(database, side, None)
        people = {
            "owner": await add(database, side),
            "billing": await add(database, side, "billing"),
            "client": await add(database, side, client_id=side.client_id),
            "neighbour": await add(database, side, client_id=theirs),
        }
        await warn(database, side)
        await tell(database, side)
        heard = {name for name, one in people.items() if await letters_since(database, one.email)}
        assert heard == {"owner", "billing", "client"}
        letter = (await letters_since(database, people["client"].email))[0]
        assert f"{HUB}/dashboard/client/notifications/ntc_" in letter["text"]

    async def test_is_not_written_where_no_mail_is_sent_and_not_to_who_left(
        self, database: Database, side: Side
    ) -> None:
        someone, gone = await add(database, side), await add(database, side)
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE hub_user SET disabled_at = now() WHERE id = $1", gone.user_id)
        await warn(database, side)
        await tell(database, side)
        assert len(await letters_since(database, someone.email)) == 1
        assert await letters_since(database, gone.email) == []
        await warn(database, side)
        await tell(database, side, None)
        assert len(await letters_since(database, someone.email)) == 1

    async def test_is_left_out_by_who_wants_none(self, database: Database, side: Side) -> None:
        someone = await add(database, side)
        await choose(database, side, someone, Choices())
        await warn(database, side)
        await tell(database, side)
        assert await letters_since(database, someone.email) == []


class TestDaily:
    async def test_tells_a_day_in_one_letter_at_the_chosen_hour_once(self, database: Database, side: Side) -> None:
        someone = await add(database, side)
        await choose(database, side, someone, replace_hour(QUALITY))
        for rating in ("RED", "YELLOW"):
            await worsen(database, side, rating)
            await tell(database, side)
        assert await letters_since(database, someone.email) == []
        due = await due_at(database, side, someone)
        assert due.hour == QUALITY.digest_hour
        assert clock.now() < due <= clock.now() + timedelta(days=1)
        assert await send_daily(database, side, due - timedelta(seconds=1)) == 0
        assert await send_daily(database, side, due) == 1
        (letter,) = await letters_since(database, someone.email)
        assert letter["subject"] == "PartnerHub: 2 notices of the last day"
        assert letter["text"].index("is low") < letter["text"].index("is medium")
        assert await send_daily(database, side, due + timedelta(days=3)) == 0

    async def test_is_sent_once_when_many_workers_find_it_due_long_after(self, database: Database, side: Side) -> None:
        someone = await add(database, side)
        await choose(database, side, someone, QUALITY)
        await worsen(database, side)
        await tell(database, side)
        late = clock.now() + timedelta(days=5)
        await asyncio.gather(*(send_daily(database, side, late) for _ in range(4)))
        assert len(await letters_since(database, someone.email)) == 1

    async def test_is_not_lost_with_a_worker_that_is_killed(self, database: Database, side: Side) -> None:
        someone = await add(database, side)
        await choose(database, side, someone, QUALITY)
        await worsen(database, side)
        await tell(database, side)
        late = clock.now() + timedelta(days=2)
        await undone(database, side, lambda db: notifications.send_digests(db, side.partner_id, POST, now=late))
        assert await letters_since(database, someone.email) == []
        assert await send_daily(database, side, late) == 1
        assert len(await letters_since(database, someone.email)) == 1

    async def test_asks_what_the_user_wants_by_then(self, database: Database, side: Side) -> None:
        someone = await add(database, side)
        await choose(database, side, someone, QUALITY)
        await worsen(database, side)
        await tell(database, side)
        await choose(database, side, someone, Choices())
        await send_daily(database, side, clock.now() + timedelta(days=2))
        assert await letters_since(database, someone.email) == []

    async def test_follows_when_the_hour_is_changed(self, database: Database, side: Side) -> None:
        someone = await add(database, side)
        await choose(database, side, someone, QUALITY)
        await worsen(database, side)
        await tell(database, side)
        await choose(database, side, someone, replace_hour(QUALITY, 19))
        assert (await due_at(database, side, someone)).hour == 19


class TestWorker:
    async def test_tells_and_sends_what_is_due_of_every_partner(
        self, database: Database, side: Side, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        someone = await add(database, side)
        await warn(database, side)
        await worsen(database, side)
        await drained(database)
        assert [one["subject"][:10] for one in await letters_since(database, someone.email)] == ["Meta warns"]
        monkeypatch.setattr(clock, "_ahead", timedelta(days=2))
        await drained(database)
        assert len(await letters_since(database, someone.email)) == 2


def replace_hour(choices: Choices, hour: int = 7) -> Choices:
    return Choices(hidden=choices.hidden, at_once=choices.at_once, daily=choices.daily, digest_hour=hour)


async def due_at(database: Database, side: Side, someone: Someone):  # noqa: ANN201
    async with database.reading(side.partner_id) as db:
        _, due = await notifications.choices_of(db, side.partner_id, someone.user_id)
    assert due
    return due


async def drained(database: Database) -> None:
    """The worker until nothing is left."""
    async with asyncio.timeout(60):
        while await notify.run_due(database, POST):
            pass
