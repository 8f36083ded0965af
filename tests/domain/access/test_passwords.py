import asyncio
import time
from datetime import timedelta
from typing import Any, cast

import pytest
from tests import world
from tests.crowd import crowd
from tests.world import VAULT

from partnerhub.db.pool import Database, Db
from partnerhub.domain.access import attempts, devices, passwords, users
from partnerhub.kit import clock, ids
from partnerhub.kit.problems import Problem

RIGHT = "correct horse battery"
NOW = clock.now()


@pytest.fixture(scope="module")
async def known(database: Database) -> str:
    """The e-mail of a user with the password RIGHT."""
    side = await world.make_side(database, VAULT, "Acme")
    return await new_user(database, side.partner_id)


async def new_user(database: Database, partner_id: str) -> str:
    email, password_hash = f"{ids.random_id(12)}@example.test".lower(), await passwords.hashed(RIGHT)
    async with database.writing(partner_id) as db:
        await users.create(db, partner_id, email=email, name="Ada", password_hash=password_hash, now=NOW)
    return email


class TestProve:
    async def test_locks_a_second_after_the_first_failure_then_twice_as_long(
        self, database: Database, known: str
    ) -> None:
        moment = NOW
        for lock in (1, 2, 4):
            with pytest.raises(passwords.WrongPassword):
                await passwords.prove(database, VAULT, known, "wrong", now=moment)
            with pytest.raises(passwords.LockedOut) as refused:
                await passwords.prove(database, VAULT, known, RIGHT, now=moment)
            assert refused.value.retry_after == lock
            moment += timedelta(seconds=lock)
        assert (await passwords.prove(database, VAULT, known, RIGHT, now=moment)).hubs[0].client_id is None
        with pytest.raises(passwords.WrongPassword):
            await passwords.prove(database, VAULT, known, "wrong", now=moment)

    async def test_lets_few_of_many_guesses_at_once_be_tried(self, database: Database) -> None:
        email = f"{ids.random_id(12)}@example.test"
        tries = [passwords.prove(database, VAULT, email, f"guess {n}", now=NOW) for n in range(20)]
        outcomes = [type(one) for one in await asyncio.gather(*tries, return_exceptions=True)]
        assert outcomes.count(passwords.WrongPassword) <= passwords.AT_ONCE
        assert set(outcomes) <= {passwords.WrongPassword, passwords.LockedOut}

    async def test_takes_as_long_for_an_unknown_email(self, database: Database, known: str) -> None:
        spent: dict[bool, list[float]] = {True: [], False: []}
        for n in range(4):
            for exists, times in spent.items():
                email = known if exists else f"{ids.random_id(12)}@example.test"
                started = time.process_time()
                with pytest.raises(Problem):
                    await passwords.prove(database, VAULT, email, "wrong", now=NOW + timedelta(days=n + 1))
                times.append(time.process_time() - started)
        assert 0.5 < min(spent[True]) / min(spent[False]) < 2

    async def test_hashes_anew_what_was_hashed_more_weakly(self, database: Database) -> None:
        side = await world.make_side(database, VAULT, "Acme")
        email = await new_user(database, side.partner_id)
        weak = passwords.PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(RIGHT)
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE person SET password_hash = $2 WHERE email = $1", email, weak)
        await passwords.prove(database, VAULT, email, RIGHT, now=NOW)
        async with database.reading(side.partner_id) as db:
            stored = await db.fetchval("SELECT password_hash FROM person WHERE email = $1", email)
        assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
        await passwords.prove(database, VAULT, email, RIGHT, now=NOW)


class TestAttempts:
    async def test_lock_for_a_quarter_of_an_hour_at_most_and_are_forgotten_after_a_day(
        self, database: Database
    ) -> None:
        subject, locks = attempts.subject(VAULT, ids.random_id(12)), list[int]()
        async with database.entering() as db:
            for _ in range(13):
                await attempts.failed(db, subject, now=NOW)
                locks.append(await attempts.seconds_locked(db, subject, now=NOW))
            later = NOW + timedelta(days=1, seconds=1)
            await attempts.failed(db, subject, now=later)
            assert await attempts.seconds_locked(db, subject, now=later) == 1
        assert locks == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]

    async def test_that_come_at_once_lock_as_long_as_the_last_of_them(self, database: Database) -> None:
        """The second is counted and locks between the first one's count and its lock."""
        subject = attempts.subject(VAULT, ids.random_id(12))

        class Interrupted:
            async def fetchval(self, *asked: Any) -> Any:
                counted = await db.fetchval(*asked)
                await attempts.failed(db, subject, now=NOW)
                return counted

            async def execute(self, *asked: Any) -> Any:
                return await db.execute(*asked)

        async with database.entering() as db:
            await attempts.failed(cast("Db", Interrupted()), subject, now=NOW)
            assert await attempts.seconds_locked(db, subject, now=NOW) == 2

    def test_are_counted_without_writing_the_email_down(self) -> None:
        assert "ada" not in attempts.subject(VAULT, "ada@example.test")
        assert attempts.subject(VAULT, " ADA@example.test") == attempts.subject(VAULT, "ada@example.test")


class TestHashed:
    @pytest.mark.parametrize("password", ["", "1234567", "x" * 257, "Ada@Example.test"])
    async def test_refuses_a_weak_password(self, password: str) -> None:
        with pytest.raises(passwords.WeakPassword):
            await passwords.hashed(password, "ada@example.test")


class TestACrowd:
    async def test_is_bounded_for_guesses_and_new_passwords_alike(self, database: Database) -> None:
        side = await world.make_side(database, VAULT, "Acme")
        email = await new_user(database, side.partner_id)
        async with crowd():
            with pytest.raises(passwords.Busy) as refused:
                await passwords.hashed(RIGHT)
            with pytest.raises(passwords.Busy):
                await passwords.prove(database, VAULT, email, RIGHT, now=NOW)
        assert refused.value.retry_after > 0
        assert (await passwords.prove(database, VAULT, email, RIGHT, now=NOW)).hubs[0].client_id is None


class TestDevices:
    def test_know_a_browser_again_for_the_same_email_only(self) -> None:
        mark = devices.mark(VAULT, "ada@example.test")
        assert devices.known(VAULT, "ADA@example.test ", mark)
        assert devices.known(VAULT, "eve@example.test", mark) == ""
        assert devices.known(VAULT, "ada@example.test", "") == ""
        assert devices.known(VAULT, "ada@example.test", mark[:-1] + ("0" if mark[-1] != "0" else "1")) == ""
