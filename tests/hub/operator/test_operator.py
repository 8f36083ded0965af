"""The operator's pages: what they show, what they do."""

from tests.hub.browser import Browser
from tests.hub.conftest import PASSWORD, Staffed
from tests.hub.operator.conftest import KEY
from tests.hub.security.authenticator import given
from tests.hub.table import below
from tests.people import bearer, letters_to
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain import installation
from partnerhub.domain.access import keys, tokens
from partnerhub.domain.installation import Me
from partnerhub.kit import ids
from partnerhub.settings import Settings
from partnerhub.surfaces.hub.operator.overview import health

LOG_IN, PARTNERS = "/operator/login", "/operator/partners"
FOR_OPERATOR = [one for one in below("/operator") if one[1] not in {LOG_IN, "/operator/logout"}]


class TestPages:
    async def test_show_what_runs_waits_and_is_set(self, operator: Browser, database: Database) -> None:
        me = Me("work")
        async with database.working() as db:
            await installation.beat(db, me)
            shown = (await operator.get("/operator")).text
            await installation.end(db, me)
        for told in (
            "Workers",
            "at work.",
            "Deliveries: Parked",
            "Letters to people",
            "Largest tables",
            "PostgreSQL 1",
        ):
            assert told in shown, told
        settings = (await operator.get("/operator/settings")).text
        assert "PARTNERHUB_OPERATOR_KEY" in settings
        assert KEY not in settings

    async def test_say_what_is_wrong(self, database: Database) -> None:
        async with database.working() as db:
            parts = health(Settings(sandbox=False), await installation.look(db), [])
        kinds = {one.name: one.kind for one in parts}
        assert (kinds["Workers"], kinds["Mail"] in {"wait", "bad"}) == ("bad", True)


class TestPartners:
    async def test_are_found_by_brand_and_by_id(self, operator: Browser, ours: Staffed, rival: Staffed) -> None:
        for wanted, there in (("rIVal", False), ("ACm", True), (ours.side.partner_id, True), ("nothing", False)):
            answer = await operator.get(PARTNERS, params={"q": wanted})
            assert (ours.side.partner_id in answer.text) == there, wanted

    async def test_are_added_with_what_their_people_need(self, operator: Browser, database: Database) -> None:
        form = {"brand": "New & Co", "country": "de", "payment_model": "direct", "name": "Nia", "email": "x"}
        wrong = await operator.send(PARTNERS, form)
        assert (wrong.status_code, "Enter an e-mail address" in wrong.text) == (400, True)
        form["email"] = f"{ids.random_id(8).lower()}@new.example"
        answer = await operator.send(PARTNERS, form)
        assert answer.status_code == 200
        key = answer.text.partition('id="made-key" value="')[2].partition('"')[0]
        assert await keys.enter(database, VAULT, key)
        assert (await operator.send(PARTNERS, form)).status_code == 409

    async def test_that_are_disabled_are_refused_everywhere_until_they_are_enabled(
        self, operator: Browser, partner: Browser, client: Browser, browser: Browser, database: Database, ours: Staffed
    ) -> None:
        side = ours.side
        async with database.reading(side.partner_id) as db:
            user_id = await db.fetchval("SELECT id FROM hub_user WHERE email = $1", ours.email)
        token = (await bearer(database, side.partner_id, user_id))["authorization"].removeprefix("Bearer ")

        async def let_in() -> list[bool]:
            async with database.entering() as db:
                by_token = await tokens.enter(db, await tokens.signing_key(db, VAULT), token)
            return [
                await keys.enter(database, VAULT, side.partner_key) is not None,
                by_token is not None,
                (await partner.get("/dashboard/partner")).status_code == 200,
                (await client.get("/dashboard/client")).status_code == 200,
                (await browser.get(f"/onboarding/{side.partner_id}")).status_code != 404,
                (await browser.get(f"/onboarding/links/{side.link_token}")).status_code != 404,
            ]

        assert await let_in() == [True] * 6
        path = f"{PARTNERS}/{side.partner_id}"
        assert (await operator.send(f"{path}/disabling", page=PARTNERS)).status_code == 303
        assert await let_in() == [False] * 6
        refused = await browser.send("/login", {"email": ours.email, "password": PASSWORD})
        assert (refused.status_code, "no access to any hub" in refused.text) == (403, True)
        assert (await operator.send(f"{path}/disabling", page=PARTNERS)).status_code == 404
        assert (await operator.send(f"{path}/enabling", page=PARTNERS)).status_code == 303
        assert await let_in() == [True] * 6
        async with database.reading(side.partner_id) as db:
            lines = await db.fetch("SELECT action, actor FROM audit ORDER BY id DESC LIMIT 2")
        assert [tuple(one) for one in lines] == [("partners.enable", "operator"), ("partners.disable", "operator")]

    async def test_whose_last_owner_lost_the_second_factor_get_it_reset(
        self, operator: Browser, browser: Browser, database: Database, ours: Staffed
    ) -> None:
        async with database.reading(ours.side.partner_id) as db:
            user_id = await db.fetchval("SELECT id FROM hub_user WHERE email = $1", ours.email)
        await given(database, ours.side.partner_id, user_id)
        path = "/operator/second_factor_reset"
        for email, status in (("nobody@x.example", 404), (ours.email, 303), (ours.email, 409)):
            assert (await operator.send(path, {"email": email}, page=PARTNERS)).status_code == status
        async with database.reading(ours.side.partner_id) as db:
            client_user = await db.fetchval("SELECT id FROM hub_user WHERE email = $1", ours.client_email)
        await given(database, ours.side.partner_id, client_user)
        assert (await operator.send(path, {"email": ours.client_email}, page=PARTNERS)).status_code == 303
        assert "no longer asks" in (await letters_to(database, ours.client_email))[-1]
        assert "no longer asks" in (await letters_to(database, ours.email))[-1]
        await browser.log_in(ours.email, PASSWORD)
        assert (await browser.get("/dashboard/partner")).status_code == 200
