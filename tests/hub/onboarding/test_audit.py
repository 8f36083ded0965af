from tests.domain.onboarding.meta import Meta
from tests.hub.onboarding.conftest import Person, new_client
from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.domain import audit


class TestOnboarding:
    async def test_is_told_in_the_audit_log_step_by_step(
        self, person: Person, side: Side, database: Database, onboarding_meta: Meta
    ) -> None:
        await new_client(person, side)
        await person.connect(await onboarding_meta.made("codes"))
        await person.wait()
        assert person.step == "permissions"
        await person.send(channel="none of theirs")
        await person.open(person.page.url.path)
        await person.send()
        async with database.reading(side.partner_id) as db:
            lines = await db.fetch("SELECT actor, action, changes FROM audit WHERE actor LIKE 'user:%' ORDER BY id")
        assert [line["action"] for line in lines] == ["account.open", "signup.start", "permission.choose"]
        assert len({line["actor"] for line in lines}) == 1
        assert {one.of for one in audit.read(lines[0]["changes"])} == {"client", "person", "user"}
