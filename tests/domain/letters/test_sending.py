"""Letters are sent once their transaction is there, tried again, and forgotten afterwards."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from tests import world
from tests.domain.letters.smtp_server import SmtpServer, smtp_server
from tests.serving import free_port
from tests.world import VAULT

from partnerhub.db.pool import Database, Row
from partnerhub.domain import letters
from partnerhub.domain.letters import Letter
from partnerhub.kit import clock
from partnerhub.upstream.mail import Smtp

LETTER = Letter(
    recipient="pat@crm.example", subject="Grüße\r\nBcc: all@crm.example", text="Hello Pät,\n\nhttp://link\n"
)


@pytest.fixture
async def server() -> AsyncIterator[SmtpServer]:
    async with smtp_server() as made:
        yield made


@pytest.fixture
async def partner_id(lively_database: Database) -> str:
    """Of one whose world's own letter is not waiting any more."""
    side = await world.make_side(lively_database, VAULT, "Acme")
    async with lively_database.working() as db:
        await db.execute("DELETE FROM letter")
    return side.partner_id


def smtp(port: int) -> Smtp:
    return Smtp(host="127.0.0.1", port=port, security="none", user="", password="", sender="Hub <hub@hub.example>")


async def post(database: Database, partner_id: str) -> None:
    async with database.writing(partner_id) as db:
        await letters.post(db, partner_id, LETTER, vault=VAULT, now=clock.now())


async def send(database: Database, port: int, *, later: timedelta = timedelta()) -> int:
    def now() -> datetime:
        return clock.now() + later

    return await letters.send_due(database, smtp(port).send, vault=VAULT, now=now)


async def row(database: Database, partner_id: str) -> Row:
    async with database.working() as db:
        found = await db.fetchrow("SELECT * FROM letter WHERE partner_id = $1", partner_id)
    assert found
    return found


class TestLetters:
    async def test_are_sent_and_their_text_is_forgotten(
        self, lively_database: Database, partner_id: str, server: SmtpServer
    ) -> None:
        await post(lively_database, partner_id)
        assert await send(lively_database, server.port) == 1
        (message,) = server.taken
        head, _, _ = message.partition("\r\n\r\n")
        assert "To: pat@crm.example" in head
        assert "\r\nBcc:" not in head
        kept = await row(lively_database, partner_id)
        assert (kept["body"], kept["due_at"]) == (None, None)
        assert kept["sent_at"]
        assert await send(lively_database, server.port) == 0

    async def test_wait_for_a_server_that_is_away(
        self, lively_database: Database, partner_id: str, server: SmtpServer
    ) -> None:
        await post(lively_database, partner_id)
        assert await send(lively_database, free_port()) == 1
        assert await send(lively_database, server.port) == 0
        assert await send(lively_database, server.port, later=timedelta(seconds=11)) == 1
        assert len(server.taken) == 1

    @pytest.mark.parametrize(("verdict", "waits"), [(b"450 greylisted", True), (b"550 no such person", False)])
    async def test_are_given_up_when_it_is_said_for_good(
        self, lively_database: Database, partner_id: str, server: SmtpServer, verdict: bytes, *, waits: bool
    ) -> None:
        server.verdict = verdict
        await post(lively_database, partner_id)
        await send(lively_database, server.port)
        kept = await row(lively_database, partner_id)
        assert (kept["due_at"] is not None, kept["body"] is not None, kept["sent_at"]) == (waits, waits, None)

    async def test_are_given_up_in_the_end(self, lively_database: Database, partner_id: str) -> None:
        await post(lively_database, partner_id)
        port, later = free_port(), timedelta()
        for tries in range(1, 7):
            assert await send(lively_database, port, later=later) == 1, tries
            later += timedelta(hours=7)
        assert (await row(lively_database, partner_id))["due_at"] is None

    async def test_of_a_transaction_that_failed_are_not_there(
        self, lively_database: Database, partner_id: str, server: SmtpServer
    ) -> None:
        async with lively_database.reading(partner_id) as db:
            transaction = db.transaction()
            await transaction.start()
            await letters.post(db, partner_id, LETTER, vault=VAULT, now=clock.now())
            await transaction.rollback()
        assert await send(lively_database, server.port) == 0

    async def test_are_sealed_while_they_wait(self, lively_database: Database, partner_id: str) -> None:
        await post(lively_database, partner_id)
        assert b"http://link" not in (await row(lively_database, partner_id))["body"]
