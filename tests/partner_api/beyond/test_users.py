"""The partner's people: /users."""

import asyncio

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.people import add_user, bearer, letters_to, link_in
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain.access import sessions, users
from partnerhub.kit import clock, ids

PAT = {"name": "Pat Doe", "role": "developer"}


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/users"


@pytest.fixture
def email() -> str:
    return f"{ids.random_id(10).lower()}@crm.example"


class TestUsers:
    async def test_are_invited_by_a_letter_with_a_link(
        self, api: aiohttp.ClientSession, path: str, email: str, acme: World, database: Database
    ) -> None:
        status, made = await ask(api, "POST", path, json={"email": f"{email.upper()}\n", **PAT})
        assert (status, made) == (201, made | PAT | {"email": email, "status": "invited"})
        assert made["id"].endswith("US")
        (text,) = await letters_to(database, email)
        assert "Acme" in text
        assert "as a developer" in text
        assert link_in(text) not in str(made)
        async with database.entering() as db:
            holder = await users.enter(db, VAULT, link_in(text), "invitation")
        assert (holder.partner_id, holder.user_id) == (acme.partner.partner_id, made["id"])

    async def test_are_listed_filtered_and_read(
        self, api: aiohttp.ClientSession, path: str, acme: World, database: Database
    ) -> None:
        owner = await add_user(database, acme.partner.partner_id)
        listed = (await ask(api, "GET", path, params={"sort": "-status"}))[1]
        assert [(one["id"], one["status"]) for one in listed["users"]] == [
            (acme.partner.user_id, "invited"),
            (owner, "active"),
        ]
        found = (await ask(api, "GET", path, params={"filters": '{"role": "owner", "status": "active"}'}))[1]
        assert (found["total"], found["users"]) == (1, [listed["users"][1]])
        assert await ask(api, "GET", f"{path}/{owner}") == (200, listed["users"][1])

    async def test_of_a_client_are_not_among_them(
        self, api: aiohttp.ClientSession, path: str, acme: World, database: Database
    ) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            user_id = await users.create(
                db, side.partner_id, email=f"{ids.random_id(9)}@client.example", name="Cleo", password_hash="-",
                client_id=side.client_id, now=clock.now(),
            )  # fmt: skip
        assert user_id not in str(await ask(api, "GET", path))
        for method, body in (("GET", None), ("PATCH", {"enabled": False}), ("DELETE", None)):
            assert_error(*await ask(api, method, f"{path}/{user_id}", json=body), 404, "User not found")

    async def test_get_another_name_and_role(
        self, api: aiohttp.ClientSession, path: str, acme: World, database: Database
    ) -> None:
        user_id = await add_user(database, acme.partner.partner_id, "billing")
        status, changed = await ask(api, "PATCH", f"{path}/{user_id}", json={"name": "Sam", "role": "admin"})
        assert (status, changed["name"], changed["role"], changed["status"]) == (200, "Sam", "admin", "active")
        assert (await ask(api, "PATCH", f"{path}/{user_id}", json={}))[1]["role"] == "admin"

    async def test_are_deleted_with_all_that_lets_them_in(
        self, api: aiohttp.ClientSession, nobody: aiohttp.ClientSession, path: str, acme: World, database: Database
    ) -> None:
        user_id = await add_user(database, acme.partner.partner_id, "admin")
        token = await bearer(database, acme.partner.partner_id, user_id)
        assert (await ask(nobody, "GET", path, headers=token))[0] == 200
        assert (await ask(api, "DELETE", f"{path}/{user_id}"))[0] == 200
        assert_error(*await ask(nobody, "GET", path, headers=token), 401)
        assert_error(*await ask(api, "DELETE", f"{path}/{user_id}"), 404)

    async def test_who_are_disabled_are_out_at_the_next_request_and_their_old_tokens_stay_so(
        self, api: aiohttp.ClientSession, nobody: aiohttp.ClientSession, path: str, acme: World, database: Database
    ) -> None:
        partner_id = acme.partner.partner_id
        user_id = await add_user(database, partner_id, "admin")
        token = await bearer(database, partner_id, user_id)
        async with database.writing(partner_id) as db:
            session = await sessions.start(db, partner_id, user_id, vault=VAULT, now=clock.now())
        assert (await ask(api, "PATCH", f"{path}/{user_id}", json={"enabled": False}))[1]["status"] == "disabled"
        assert_error(*await ask(nobody, "GET", path, headers=token), 401)
        assert (await ask(api, "PATCH", f"{path}/{user_id}", json={"enabled": True}))[1]["status"] == "active"
        assert_error(*await ask(nobody, "GET", path, headers=token), 401)
        async with database.entering() as db:
            assert await sessions.enter(db, VAULT, session) is None

    async def test_have_a_new_role_at_the_next_request(
        self, api: aiohttp.ClientSession, nobody: aiohttp.ClientSession, path: str, acme: World, database: Database
    ) -> None:
        user_id = await add_user(database, acme.partner.partner_id, "admin")
        token = await bearer(database, acme.partner.partner_id, user_id)
        assert (await ask(nobody, "GET", path, headers=token))[0] == 200
        await ask(api, "PATCH", f"{path}/{user_id}", json={"role": "billing"})
        assert_error(
            *await ask(nobody, "GET", path, headers=token), 403, "Your role does not have the scope users:read"
        )

    @pytest.mark.parametrize(
        ("body", "mentions"),
        [
            ({"email": "a@b.example", "name": "x"}, "role"),
            ({"email": "a@b.example", "name": "x", "role": "king"}, "role"),
            ({"email": "a@b.example", "name": " ", "role": "admin"}, "name"),
            ({"email": "a@b.example", "name": "x\r\nBcc: all@b.example", "role": "admin"}, "name"),
            ({"email": "a b@c.example", "name": "x", "role": "admin"}, "email"),
        ],
    )
    async def test_are_not_invited_by_what_cannot_be(
        self, api: aiohttp.ClientSession, path: str, body: dict[str, str], mentions: str
    ) -> None:
        assert_error(*await ask(api, "POST", path, json=body), 400, mentions)


class TestInvitation:
    async def test_of_somebody_who_is_known_is_refused(self, api: aiohttp.ClientSession, path: str, email: str) -> None:
        body = {"email": email, **PAT}
        answers = await asyncio.gather(*(ask(api, "POST", path, json=body) for _ in range(8)))
        assert sorted(status for status, _ in answers) == [201] + [409] * 7
        assert_error(*await ask(api, "POST", path, json=body), 409, "already have a user")

    async def test_tells_nothing_of_other_partners_people(
        self, api: aiohttp.ClientSession, path: str, acme: World, database: Database
    ) -> None:
        theirs = await add_user(database, acme.rival.partner_id)
        async with database.reading(acme.rival.partner_id) as db:
            user = await users.find(db, acme.rival.partner_id, theirs)
        assert user
        assert (await ask(api, "POST", path, json={"email": user.email, **PAT}))[0] == 201

    async def test_sent_again_has_another_link_and_ends_the_old(
        self, api: aiohttp.ClientSession, path: str, email: str, database: Database
    ) -> None:
        made = (await ask(api, "POST", path, json={"email": email, **PAT}))[1]
        assert await ask(api, "POST", f"{path}/{made['id']}/invitation") == (200, made)
        old, new = map(link_in, await letters_to(database, email))
        async with database.entering() as db:
            assert (await users.enter(db, VAULT, new, "invitation")).user_id == made["id"]
            with pytest.raises(users.LinkOver):
                await users.enter(db, VAULT, old, "invitation")

    async def test_is_not_sent_again_to_who_has_accepted_it(
        self, api: aiohttp.ClientSession, path: str, acme: World, database: Database
    ) -> None:
        user_id = await add_user(database, acme.partner.partner_id)
        assert_error(*await ask(api, "POST", f"{path}/{user_id}/invitation"), 409, "accepted")


class TestLastOwner:
    @pytest.mark.parametrize("change", [{"role": "admin"}, {"enabled": False}, None], ids=["role", "disable", "delete"])
    async def test_stays_whatever_is_asked(
        self, api: aiohttp.ClientSession, path: str, acme: World, database: Database, change: dict[str, object] | None
    ) -> None:
        owner = await add_user(database, acme.partner.partner_id)
        method = "PATCH" if change else "DELETE"
        assert_error(*await ask(api, method, f"{path}/{owner}", json=change), 409, "last owner")
        await add_user(database, acme.partner.partner_id)
        assert (await ask(api, method, f"{path}/{owner}", json=change))[0] == 200

    async def test_stays_when_all_are_removed_at_once(
        self, api: aiohttp.ClientSession, path: str, acme: World, database: Database
    ) -> None:
        owners = [await add_user(database, acme.partner.partner_id) for _ in range(6)]
        ways = [("DELETE", None), ("PATCH", {"role": "billing"}), ("PATCH", {"enabled": False})] * 2
        answers = await asyncio.gather(
            *(ask(api, method, f"{path}/{one}", json=body) for one, (method, body) in zip(owners, ways, strict=True))
        )
        assert sorted(status for status, _ in answers) == [200] * 5 + [409]
        left = (await ask(api, "GET", path, params={"filters": '{"role": "owner", "status": "active"}'}))[1]
        assert left["total"] == 1


class TestNobody:
    async def test_gives_more_than_they_have(
        self, api: aiohttp.ClientSession, nobody: aiohttp.ClientSession, path: str, email: str, acme: World,
        database: Database,
    ) -> None:  # fmt: skip
        partner_id = acme.partner.partner_id
        owner, admin = await add_user(database, partner_id), await add_user(database, partner_id, "admin")
        token = await bearer(database, partner_id, admin)
        for method, where, body in (
            ("POST", path, {"email": email, "name": "Pat", "role": "owner"}),
            ("PATCH", f"{path}/{admin}", {"role": "owner"}),
            ("PATCH", f"{path}/{owner}", {"enabled": False}),
            ("DELETE", f"{path}/{owner}", None),
        ):
            assert_error(*await ask(nobody, method, where, json=body, headers=token), 403, "may do more")
        body = {"email": email, "name": "Pat", "role": "admin"}
        assert (await ask(nobody, "POST", path, json=body, headers=token))[0] == 201
        keys = f"/api/v2/partners/{partner_id}/partner_keys"
        made = (await ask(api, "POST", keys, json={"name": "x", "scopes": ["users:write"]}))[1]
        refused = await ask(
            nobody, "PATCH", f"{path}/{admin}", json={"role": "billing"}, headers={"x-api-key": made["api_key"]}
        )
        assert_error(*refused, 403, "may do more")
