"""The chain of the audit log: whatever is done to sealed lines by somebody without the master secret is found."""

import random
from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest
from tests import world
from tests.domain.audit.tampering import LINES, TAMPERS, Owner, cut_off_the_end
from tests.world import VAULT, Side

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain import audit
from partnerhub.domain.audit import Origin
from partnerhub.domain.audit.pruning import NotWhole, accept, prune
from partnerhub.domain.audit.verify import verify
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault

TAMPERINGS = 1000


@pytest.fixture
async def owner(dsns: Dsns) -> AsyncIterator[Owner]:
    """Who may write everywhere, but does not have the master secret."""
    db = await asyncpg.connect(dsns.owner)
    yield db
    await db.close()


@pytest.fixture
async def sealed(database: Database) -> tuple[Side, Side]:
    """A partner with some sealed lines, and a rival with as many."""
    sides = (await world.make_side(database, VAULT, "Acme"), await world.make_side(database, VAULT, "Rival"))
    for side in sides:
        await write(database, side, LINES)
        await audit.seal(database, side.partner_id, VAULT)
    return sides


async def write(database: Database, side: Side, count: int) -> None:
    for number in range(count):
        origin = Origin(actor=f"key:{number % 3}", address=f"192.0.2.{number}", request_id=f"r{number}")
        async with database.writing(side.partner_id) as db:
            await audit.record(db, side.partner_id, origin, action="test", subject=f"s{number}", now=clock.now())


async def faults(db: Owner, side: Side, *, later: timedelta = timedelta()) -> list[str]:
    return (await verify(db, side.partner_id, VAULT, now=clock.now() + later)).faults


class TestChain:
    async def test_that_nobody_touched_is_whole(self, owner: Owner, sealed: tuple[Side, Side]) -> None:
        found = await verify(owner, sealed[0].partner_id, VAULT, now=clock.now())
        assert (found.lines, found.faults) == (LINES, [])

    async def test_goes_on_with_the_lines_that_follow(
        self, owner: Owner, database: Database, sealed: tuple[Side, Side]
    ) -> None:
        for _ in range(3):
            await write(database, sealed[0], 2)
            assert await faults(owner, sealed[0]) == []
            chain = await audit.seal(database, sealed[0].partner_id, VAULT)
        assert chain
        assert chain.last_place == LINES + 6
        assert await audit.seal(database, sealed[0].partner_id, VAULT) is None
        assert await faults(owner, sealed[0]) == []

    async def test_cannot_be_read_with_another_secret(self, owner: Owner, sealed: tuple[Side, Side]) -> None:
        found = await verify(owner, sealed[0].partner_id, Vault(b"another master secret, not ours!"), now=clock.now())
        assert len(found.faults) == LINES + 1

    async def test_whatever_is_done_to_it_is_found(self, owner: Owner, sealed: tuple[Side, Side]) -> None:
        unnoticed: list[str] = []
        for seed in range(TAMPERINGS):
            dice = random.Random(seed)
            tamper = dice.choice(TAMPERS)
            transaction = owner.transaction()
            await transaction.start()
            await tamper(owner, dice, *sealed)
            if not await faults(owner, sealed[0]):
                unnoticed.append(f"{tamper.__name__}, seed {seed}")
            await transaction.rollback()
        assert unnoticed == []
        assert await faults(owner, sealed[0]) == []

    async def test_names_the_line_that_was_changed(self, owner: Owner, sealed: tuple[Side, Side]) -> None:
        partner_id = sealed[0].partner_id
        third = await owner.fetchval("SELECT id FROM audit WHERE partner_id = $1 ORDER BY id OFFSET 2", partner_id)
        await owner.execute("UPDATE audit SET actor = 'key:other' WHERE partner_id = $1 AND id = $2", partner_id, third)
        assert await faults(owner, sealed[0]) == [f"line {third} was changed, or moved"]

    async def test_tells_of_a_line_that_was_deleted_before_it_was_sealed(
        self, owner: Owner, database: Database, sealed: tuple[Side, Side]
    ) -> None:
        await write(database, sealed[0], 2)
        gone = await owner.fetchval(
            "DELETE FROM audit a USING (SELECT max(id) AS id FROM audit WHERE partner_id = $1) l"
            " WHERE a.partner_id = $1 AND a.id = l.id RETURNING a.id",
            sealed[0].partner_id,
        )
        await audit.seal(database, sealed[0].partner_id, VAULT)
        assert await faults(owner, sealed[0]) == [f"line {gone} was deleted"]

    async def test_a_line_that_is_not_sealed_in_time_is_told(
        self, owner: Owner, database: Database, sealed: tuple[Side, Side]
    ) -> None:
        await write(database, sealed[0], 1)
        assert await faults(owner, sealed[0]) == []
        (fault,) = await faults(owner, sealed[0], later=timedelta(minutes=11))
        assert "no worker runs" in fault

    async def test_is_not_gone_on_with_once_its_ends_were_set_back(
        self, owner: Owner, database: Database, sealed: tuple[Side, Side]
    ) -> None:
        """Else its new seal would cover what was cut off."""
        async with owner.transaction():
            await cut_off_the_end(owner, random.Random(1), *sealed)
        await write(database, sealed[0], 1)
        with pytest.raises(audit.Broken):
            await audit.seal(database, sealed[0].partner_id, VAULT)
        assert await faults(owner, sealed[0])

    async def test_is_never_made_anew_by_the_worker(
        self, owner: Owner, database: Database, sealed: tuple[Side, Side]
    ) -> None:
        """Else whoever takes the whole chain away would have it made anew over changed lines."""
        for table in ("audit_seal", "audit_chain"):
            await owner.execute(f"DELETE FROM {table} WHERE partner_id = $1", sealed[0].partner_id)
        await owner.execute(
            "INSERT INTO audit_unsealed SELECT partner_id, id FROM audit WHERE partner_id = $1", sealed[0].partner_id
        )
        with pytest.raises(audit.Broken):
            await audit.seal(database, sealed[0].partner_id, VAULT)
        assert await faults(owner, sealed[0]) == ["its chain is missing"]


class TestPruning:
    async def test_leaves_a_chain_that_can_still_be_verified_and_goes_on(
        self, owner: Owner, database: Database, sealed: tuple[Side, Side]
    ) -> None:
        side, now = sealed[0], clock.now()
        await write(database, side, 3)
        await audit.seal(database, side.partner_id, VAULT)
        async with owner.transaction():
            assert await prune(owner, side.partner_id, VAULT, older_than=now, now=clock.now()) == LINES
        assert await faults(owner, side) == []
        await audit.seal(database, side.partner_id, VAULT)
        found = await verify(owner, side.partner_id, VAULT, now=clock.now())
        assert (found.lines, found.faults) == (4, [])
        last = await owner.fetchrow(
            "SELECT actor, action FROM audit WHERE partner_id = $1 ORDER BY id DESC", side.partner_id
        )
        assert tuple(last or ()) == ("operator", "audit.prune")

    async def test_of_everything_or_nothing_leaves_a_chain_too(self, owner: Owner, sealed: tuple[Side, Side]) -> None:
        day = timedelta(days=1)
        for older_than, cleared in ((clock.now() - day, 0), (clock.now() + day, LINES), (clock.now() + day, 0)):
            async with owner.transaction():
                assert cleared == await prune(
                    owner, sealed[0].partner_id, VAULT, older_than=older_than, now=clock.now()
                )
            assert await faults(owner, sealed[0]) == []

    async def test_does_not_clear_away_the_traces_of_a_tampering(self, owner: Owner, sealed: tuple[Side, Side]) -> None:
        await owner.execute(
            "UPDATE audit SET actor = 'x' WHERE partner_id = $1 AND subject = 's1'", sealed[0].partner_id
        )
        with pytest.raises(NotWhole):
            await prune(owner, sealed[0].partner_id, VAULT, older_than=clock.now(), now=clock.now())


class TestAcceptance:
    async def test_begins_a_chain_of_the_lines_as_they_are(
        self, owner: Owner, database: Database, sealed: tuple[Side, Side]
    ) -> None:
        side = sealed[0]
        await owner.execute("DELETE FROM audit WHERE partner_id = $1 AND subject = 's1'", side.partner_id)
        async with owner.transaction():
            assert await accept(owner, side.partner_id, VAULT, now=clock.now()) == LINES - 1
        await audit.seal(database, side.partner_id, VAULT)
        found = await verify(owner, side.partner_id, VAULT, now=clock.now())
        assert (found.lines, found.faults) == (LINES, [])
