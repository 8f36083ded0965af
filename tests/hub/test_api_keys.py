import re

from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain import audit
from partnerhub.domain.access import keys

PAGE = "/dashboard/partner/api_keys"
SECRET = re.compile(r'id="new-key" value="(PHPA\w+)"')


class TestApiKeys:
    async def test_are_shown_once_and_then_let_their_bearer_in(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        answer = await partner.send(PAGE, {"name": "shop <server>"})
        found = SECRET.search(answer.text)
        assert found, answer.text
        secret = found.group(1)
        assert answer.headers["cache-control"] == "no-store"
        listed = (await partner.get(PAGE)).text
        assert secret not in listed
        assert "shop &lt;server&gt;" in listed
        caller = await keys.enter(database, VAULT, secret)
        assert caller
        assert caller.partner_id == ours.side.partner_id

    async def test_need_a_name(self, partner: Browser) -> None:
        for name in ("", "   ", "x" * 81, "a\nb"):
            answer = await partner.send(PAGE, {"name": name})
            assert answer.status_code == 400
            assert "A name has 1 to 80 letters" in answer.text
            assert SECRET.search(answer.text) is None

    async def test_are_refused_once_revoked(self, partner: Browser, database: Database, ours: Staffed) -> None:
        async with database.reading(ours.side.partner_id) as db:
            key = (await keys.of_partner(db, ours.side.partner_id))[0]
        answer = await partner.send(f"{PAGE}/{key.id}/revocation", page=PAGE)
        assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
        assert await keys.enter(database, VAULT, ours.side.partner_key) is None
        assert (await partner.send(f"{PAGE}/{key.id}/revocation", page=PAGE)).status_code == 404
        assert "Revoked" in (await partner.get(PAGE)).text


async def test_what_people_change_is_written_down_without_secrets(
    partner: Browser, client: Browser, database: Database, ours: Staffed
) -> None:
    made = SECRET.search((await partner.send(PAGE, {"name": "shop server"})).text)
    integration, channel = "/dashboard/partner/integration", f"/dashboard/client/channels/{ours.side.channel_id}"
    await partner.send(f"{integration}/webhook_url", {"url": "https://a.example/hook"}, page=integration)
    await partner.send(f"{integration}/redirect_url", {"url": "https://a.example/back"}, page=integration)
    await partner.send(f"{integration}/shown_secret", page=integration)
    await partner.send(f"{integration}/new_secret", page=integration)
    await client.send(f"{channel}/withdrawal", page="/dashboard/client")
    await client.send(f"{channel}/api_key", page="/dashboard/client")
    await client.send(f"{channel}/permission", page="/dashboard/client")
    async with database.reading(ours.side.partner_id) as db:
        rows = await db.fetch("SELECT action, actor, address, changes, detail FROM audit ORDER BY id")
    assert [row["action"] for row in rows] == [
        "partner_keys.create", "partners.set_webhook_url", "partners.change", "secret.show", "secret.rotate",
        "permission.withdraw", "channel_keys.create", "permission.grant",
    ]  # fmt: skip
    assert len({row["actor"] for row in rows}) == 2
    assert {row["address"] for row in rows} == {"127.0.0.1"}
    assert [len(audit.read(row["changes"])) for row in rows] == [1, 1, 1, 0, 1, 1, 2, 1]
    assert made
    assert made.group(1) not in str(rows)
