"""POST /token (contract partner-api §1.3)."""

import aiohttp
import pytest
from tests.hub.security.authenticator import given as second_factor
from tests.partner_api.asking import ask, assert_error
from tests.people import join
from tests.world import VAULT, World, make_side

from partnerhub.db.pool import Database
from partnerhub.domain import partners
from partnerhub.domain.access import hub_store, passwords, users
from partnerhub.domain.access.second_factor import require
from partnerhub.kit import clock, ids

PASSWORD = "123StrongPass4Me!"
TOKEN = "/api/v2/token"


@pytest.fixture
async def username(database: Database, acme: World) -> str:
    email = f"{ids.random_id(8).lower()}@partner.example"
    hashed = await passwords.hashed(PASSWORD)
    async with database.writing(acme.partner.partner_id) as db:
        await users.create(db, acme.partner.partner_id, email=email, name="Pat", password_hash=hashed, now=clock.now())
    return email


class TestToken:
    async def test_of_the_documented_request_opens_the_api(
        self, nobody: aiohttp.ClientSession, username: str, acme: World
    ) -> None:
        status, body = await ask(
            nobody, "POST", TOKEN, json={"username": username, "password": PASSWORD}, headers={"Authorization": ""}
        )
        assert (status, body["token_type"], body["expires_in"]) == (200, "Bearer", 86400)
        headers = {"Authorization": f"bearer {body['access_token']}"}
        status, _ = await ask(nobody, "GET", f"/api/v2/partners/{acme.partner.partner_id}", headers=headers)
        assert status == 200

    async def test_is_had_at_the_path_of_old(self, nobody: aiohttp.ClientSession, username: str) -> None:
        for path in ("/v1/token", "/v1/token/"):
            status, body = await ask(nobody, "POST", path, json={"username": username, "password": PASSWORD})
            assert (status, body["expires_in"]) == (200, 86400)

    async def test_takes_a_form(self, nobody: aiohttp.ClientSession, username: str) -> None:
        status, _ = await ask(nobody, "POST", TOKEN, data={"username": username, "password": PASSWORD})
        assert status == 200

    async def test_is_refused_alike_for_a_wrong_password_and_an_unknown_user(
        self, nobody: aiohttp.ClientSession, username: str
    ) -> None:
        for name in (username, "nobody@partner.example"):
            status, body = await ask(nobody, "POST", TOKEN, json={"username": name, "password": "wrong password"})
            assert_error(status, body, 401)
            assert (body["error"], body["error_description"]) == ("invalid_grant", "The username or password is wrong.")

    async def test_of_a_user_of_several_partners_is_for_the_first_or_the_one_that_is_named(
        self, nobody: aiohttp.ClientSession, database: Database, username: str, acme: World
    ) -> None:
        async with database.writing(acme.rival.partner_id) as db:
            await join(db, acme.rival.partner_id, username)
        given = {"username": username, "password": PASSWORD}
        for named, of in (
            ({}, acme.partner), ({"partner_id": acme.rival.partner_id}, acme.rival),
            ({"partner_id": acme.partner.partner_id}, acme.partner),
        ):  # fmt: skip
            status, body = await ask(nobody, "POST", TOKEN, json=given | named)
            assert status == 200
            headers = {"authorization": f"Bearer {body['access_token']}"}
            assert (await ask(nobody, "GET", f"/api/v2/partners/{of.partner_id}", headers=headers))[0] == 200
        assert_error(*await ask(nobody, "POST", TOKEN, json=given | {"partner_id": "otherPA"}), 401)

    async def test_wants_the_code_of_who_has_a_second_factor(
        self, nobody: aiohttp.ClientSession, database: Database, username: str, acme: World
    ) -> None:
        given = {"username": username, "password": PASSWORD}
        async with database.entering() as db:
            (hub,) = await hub_store.of_email(db, username)
        authenticator = await second_factor(database, hub.partner_id, hub.user_id)
        for otp, error in ((None, "mfa_required"), ("000000", "wrong_code")):
            status, body = await ask(nobody, "POST", TOKEN, json={**given, "otp": otp})
            assert (status, body["error"]) == (401, error)
        async with database.entering() as db:
            await db.execute("UPDATE login_attempt SET locked_until = now()")
        status, body = await ask(nobody, "POST", TOKEN, json={**given, "otp": authenticator.code()})
        assert (status, body["token_type"]) == (200, "Bearer")

    async def test_is_refused_where_a_second_factor_is_required_and_not_set_up(
        self, nobody: aiohttp.ClientSession, database: Database
    ) -> None:
        side, email = await make_side(database, VAULT, "Strict"), f"{ids.random_id(8).lower()}@partner.example"
        hashed = await passwords.hashed(PASSWORD)
        async with database.writing(side.partner_id) as db:
            await users.create(db, side.partner_id, email=email, name="Pat", password_hash=hashed, now=clock.now())
        given = {"username": email, "password": PASSWORD}
        _, old = await ask(nobody, "POST", TOKEN, json=given)
        async with database.writing(side.partner_id) as db:
            await require(db, side.partner_id, required=True, scopes=None, now=clock.now())
        assert_error(*await ask(nobody, "POST", TOKEN, json=given), 401)
        assert_error(*await ask(nobody, "POST", TOKEN, json={"refresh_token": old["refresh_token"]}), 401)
        headers = {"Authorization": f"Bearer {old['access_token']}"}
        assert_error(*await ask(nobody, "GET", f"/api/v2/partners/{side.partner_id}", headers=headers), 401)

    @pytest.mark.parametrize(("body", "mentions"), [({}, "username"), ({"username": "x"}, "password")])
    async def test_names_what_is_missing(
        self, nobody: aiohttp.ClientSession, body: dict[str, str], mentions: str
    ) -> None:
        assert_error(*await ask(nobody, "POST", TOKEN, json=body), 400, mentions)

    async def test_can_be_switched_off_by_the_partner(
        self, nobody: aiohttp.ClientSession, username: str, acme: World, database: Database
    ) -> None:
        path, login = f"/api/v2/partners/{acme.partner.partner_id}", {"username": username, "password": PASSWORD}
        token = (await ask(nobody, "POST", TOKEN, json=login))[1]["access_token"]
        async with database.writing(acme.partner.partner_id) as db:
            await partners.change(db, acme.partner.partner_id, {"password_tokens": False})
        assert_error(*await ask(nobody, "GET", path, headers={"Authorization": f"Bearer {token}"}), 401)
        assert_error(*await ask(nobody, "POST", TOKEN, json=login), 401, "switched off")


class TestRefresh:
    async def test_works_once_and_its_second_use_ends_the_family(
        self, nobody: aiohttp.ClientSession, username: str
    ) -> None:
        first = (await ask(nobody, "POST", TOKEN, json={"username": username, "password": PASSWORD}))[1]
        status, second = await ask(nobody, "POST", TOKEN, json={"refresh_token": first["refresh_token"]})
        assert status == 200
        assert_error(*await ask(nobody, "POST", TOKEN, json={"refresh_token": first["refresh_token"]}), 401)
        assert_error(*await ask(nobody, "POST", TOKEN, json={"refresh_token": second["refresh_token"]}), 401)

    @pytest.mark.parametrize(
        "over",
        [
            "UPDATE hub_user SET disabled_at = now() WHERE partner_id = $1",
            "UPDATE hub_user SET tokens_valid_after = now() WHERE partner_id = $1",
            "UPDATE partner SET password_tokens = false WHERE id = $1",
        ],
        ids=["a disabled user", "a user whose tokens were ended", "a partner that takes no tokens"],
    )
    async def test_is_refused_of(
        self, nobody: aiohttp.ClientSession, username: str, acme: World, database: Database, over: str
    ) -> None:
        first = (await ask(nobody, "POST", TOKEN, json={"username": username, "password": PASSWORD}))[1]
        async with database.writing(acme.partner.partner_id) as db:
            await db.execute(over, acme.partner.partner_id)
        refused = await ask(nobody, "POST", TOKEN, json={"refresh_token": first["refresh_token"]})
        assert_error(*refused, 401, "refresh token is not valid")
        assert refused[1]["error"] == "invalid_grant"
