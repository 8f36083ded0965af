"""The way in to the operator's pages."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed, logged_in
from tests.hub.operator.conftest import KEY
from tests.hub.table import below
from tests.serving import free_port, served
from tests.world import MASTER, NO_META, VAULT

from partnerhub.cli.commands import main
from partnerhub.db.pool import Database
from partnerhub.domain.installation.entering import _good, ticket
from partnerhub.kit import clock
from partnerhub.settings import Settings
from partnerhub.surfaces import hub

LOG_IN, PARTNERS = "/operator/login", "/operator/partners"
FOR_OPERATOR = [one for one in below("/operator") if one[1] not in {LOG_IN, "/operator/logout"}]


class TestWayIn:
    @pytest.mark.parametrize(("method", "path"), FOR_OPERATOR)
    async def test_is_closed_to_strangers_and_to_users_of_a_hub(
        self, closed: str, stranger: Browser, database: Database, ours: Staffed, method: str, path: str
    ) -> None:
        async with (
            logged_in(closed, database, ours.side, ours.email) as partner,
            logged_in(closed, database, ours.side, ours.client_email) as client,
        ):
            for browser in (stranger, partner, client):
                headers = {"x-csrf-token": await browser.token(LOG_IN)}
                answer = await browser.http.request(method, path, headers=headers)
                assert (answer.status_code, answer.headers["location"]) == (303, LOG_IN)

    async def test_takes_no_wrong_key_and_locks_the_address(self, stranger: Browser, database: Database) -> None:
        async with database.entering() as db:
            await db.execute("DELETE FROM login_attempt")
        for wrong in ("wrong", ticket(VAULT, now=clock.now() - timedelta(minutes=11))):
            assert (await stranger.send(LOG_IN, {"key": wrong})).status_code == 401
            async with database.entering() as db:
                await db.execute("UPDATE login_attempt SET locked_until = now()")
        async with database.entering() as db:
            await db.execute("UPDATE login_attempt SET locked_until = now() + interval '1 hour'")
        assert (await stranger.send(LOG_IN, {"key": KEY})).status_code == 429
        async with database.entering() as db:
            await db.execute("DELETE FROM login_attempt")
        assert (await stranger.get("/operator")).headers["location"] == LOG_IN

    async def test_is_opened_by_the_link_of_the_command(self, stranger: Browser, database: Database) -> None:
        async with database.entering() as db:
            await db.execute("DELETE FROM login_attempt")
        given = ticket(VAULT, now=clock.now())
        page = f"{LOG_IN}?ticket={given}"
        assert (await stranger.get("/operator")).status_code == 303
        assert given in (await stranger.get(page)).text  # a button: a link alone lets nobody in
        assert (await stranger.send(LOG_IN, {"key": given}, page=page)).headers["location"] == "/operator"
        assert (await stranger.get("/operator")).status_code == 200

    def test_is_printed_by_the_command(self, tmp_path: Path) -> None:
        given = {"PARTNERHUB_SECRET_KEY": MASTER.hex(), "PARTNERHUB_BASE_URL": "https://hub.example"}
        printed = CliRunner().invoke(main, ["operator", "--data-dir", str(tmp_path)], env=given).output.strip()
        address, _, made = printed.partition("?ticket=")
        assert address == "https://hub.example/operator/login"
        assert _good(VAULT, "ticket", "", made, clock.real())

    async def test_ends(self, operator: Browser) -> None:
        assert (await operator.send("/operator/logout", page="/operator")).headers["location"] == LOG_IN
        assert (await operator.get("/operator")).status_code == 303

    async def test_takes_no_pass_that_we_did_not_make(self, stranger: Browser) -> None:
        for made in ("", "x", "9999999999.x", ticket(VAULT, now=clock.now())):
            stranger.http.cookies.set("partnerhub_operator", made, domain="localhost.local")
            assert (await stranger.get("/operator")).headers["location"] == LOG_IN

    async def test_is_open_in_the_demo(self, browser: Browser) -> None:
        answer = await browser.get("/operator")
        assert (answer.status_code, "for this is a demo" in answer.text) == (200, True)


async def test_a_hub_without_a_key_says_how_to_open_it(database: Database) -> None:
    port = free_port()
    settings = Settings(port=port, base_url=f"http://localhost:{port}")
    async with (
        served(hub.create(database, VAULT, NO_META, settings), port) as url,
        httpx.AsyncClient(base_url=url, timeout=60) as http,
    ):
        assert "<code>partnerhub operator</code>" in (await http.get(LOG_IN)).text
        browser = Browser(http)
        headers = {"x-csrf-token": await browser.token("/login")}
        assert (await http.post(LOG_IN, data={"key": ""}, headers=headers)).status_code in {401, 429}
