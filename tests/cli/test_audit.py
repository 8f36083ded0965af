"""`partnerhub audit …`, and what `doctor` says of the audit log."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from tests.cli.house import partnerhub_
from tests.conftest import execute, run
from tests.serving import free_port, opened
from tests.world import MASTER, VAULT

from partnerhub.db.embedded import Dsns
from partnerhub.domain import audit
from partnerhub.domain.access import tokens
from partnerhub.domain.audit import Origin
from partnerhub.domain.audit.pruning import prune
from partnerhub.domain.newcomers import SigningUp, add_partner
from partnerhub.kit import clock, ids


class Log:
    """A database of its own with one partner, whose log has six sealed lines."""

    def __init__(self, dsns: Dsns) -> None:
        self.dsns = dsns
        self.partner_id = run(self._fill())

    async def _fill(self) -> str:
        async with opened(self.dsns, size=1) as database:
            async with database.entering() as db:
                await tokens.signing_key(db, VAULT)
            ada = SigningUp(brand="Acme", email="ada@acme.example", name="Ada", country="DE", payment_model="partner")
            made = await add_partner(database, VAULT, ada)
            for _ in range(5):
                async with database.writing(made.partner_id) as db:
                    await audit.record(db, made.partner_id, Origin(actor="key:1"), action="test", now=clock.now())
            await audit.seal(database, made.partner_id, VAULT)
        return made.partner_id

    def call(self, *command: str) -> tuple[int, str]:
        done = partnerhub_(*command, PARTNERHUB_DATABASE_URL=self.dsns.owner, PARTNERHUB_SECRET_KEY=MASTER.hex())
        return done.returncode, done.stdout + done.stderr

    def as_owner(self, statement: str) -> None:
        run(execute(self.dsns.owner, statement))

    async def pruned(self) -> int:
        """All of it, as in years from now."""
        db = await asyncpg.connect(self.dsns.owner)
        now = clock.now()
        async with db.transaction():
            cleared = await prune(db, self.partner_id, VAULT, older_than=now + timedelta(days=1), now=now)
        await db.close()
        return cleared


@pytest.fixture
def log(new_database: Callable[[str], Dsns]) -> Log:
    return Log(new_database(f"audited_{ids.random_id(8).lower()}"))


class TestVerify:
    def test_finds_a_whole_log_whole_and_a_changed_one_changed(self, log: Log) -> None:
        assert log.call("audit", "verify") == (0, "6 lines of the audit log: whole.\n")
        log.as_owner("UPDATE audit SET actor = 'key:other' WHERE id = 3")
        code, told = log.call("audit", "verify")
        assert code == 1
        assert f"✗ Partner {log.partner_id}: line 3 was changed, or moved." in told
        assert "not whole" in told

    def test_finds_a_log_that_was_set_back_by_its_end_of_before(self, log: Log, tmp_path: Path) -> None:
        noted = tmp_path / "ends"
        noted.write_text(log.call("audit", "ends")[1])
        assert noted.read_text().split()[:2] == [log.partner_id, "6"]
        assert log.call("audit", "verify", "--against", str(noted))[0] == 0
        log.call("audit", "accept", log.partner_id)
        code, told = log.call("audit", "verify", "--against", str(noted))
        assert code == 1
        assert "the line noted at place 6 is no longer there" in told

    def test_an_end_that_was_pruned_since_is_no_fault(self, log: Log, tmp_path: Path) -> None:
        noted = tmp_path / "ends"
        noted.write_text(log.call("audit", "ends")[1])
        assert run(log.pruned()) == 6
        assert log.call("audit", "verify", "--against", str(noted))[0] == 0


class TestPrune:
    def test_clears_away_what_is_old_and_leaves_a_whole_log(self, log: Log) -> None:
        assert log.call("audit", "prune", "--older-than-days", "1") == (0, "0 lines were cleared away.\n")
        assert log.call("audit", "verify")[0] == 0

    def test_refuses_a_log_that_is_not_whole(self, log: Log) -> None:
        log.as_owner("DELETE FROM audit WHERE id = 2")
        code, told = log.call("audit", "prune", "--older-than-days", "1")
        assert code == 1
        assert "nothing was cleared away" in told

    def test_is_for_the_owner_only(self, log: Log) -> None:
        urls = {"PARTNERHUB_APP_DATABASE_URL": log.dsns.app, "PARTNERHUB_WORKER_DATABASE_URL": log.dsns.worker}
        done = partnerhub_("audit", "prune", "--older-than-days", "1", PARTNERHUB_SECRET_KEY=MASTER.hex(), **urls)
        assert done.returncode == 1
        assert "Only the owner may do this" in done.stderr
        done = partnerhub_("audit", "verify", PARTNERHUB_SECRET_KEY=MASTER.hex(), **urls)
        assert done.stdout == "6 lines of the audit log: whole.\n"


class TestDoctor:
    def test_looks_at_the_log_too(self, log: Log, tmp_path: Path) -> None:
        command = ("doctor", "--port", str(free_port()), "--data-dir", str(tmp_path))
        assert "✓ The audit log is whole: 6 lines." in log.call(*command)[1]
        log.as_owner("DELETE FROM audit WHERE id = 2")
        code, told = log.call(*command)
        assert code == 1
        assert f"✗ The audit log is not whole. Partner {log.partner_id}: line 2 was deleted." in told
