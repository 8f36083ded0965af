from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest
from tests import world
from tests.crowd import crowd
from tests.hub.onboarding.conftest import PASSWORD, Person, change, email
from tests.hub.onboarding.test_entry import signed
from tests.people import join
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain.access import passwords, users
from partnerhub.kit import clock

HASHES: list[str] = []


async def password_hash() -> str:
    """Of PASSWORD; made once, for it takes a while."""
    if not HASHES:
        HASHES.append(await passwords.hashed(PASSWORD))
    return HASHES[0]


async def add_user(database: Database, side: Side, client_id: str | None) -> str:
    address = email()
    async with database.writing(side.partner_id) as db:
        await users.create(
            db,
            side.partner_id,
            email=address,
            name="Ada",
            password_hash=await password_hash(),
            client_id=client_id,
            now=clock.now(),
        )
    return address


async def clients_named(database: Database, side: Side, name: str) -> list[dict[str, Any]]:
    async with database.reading(side.partner_id) as db:
        rows = await db.fetch("SELECT doc FROM client WHERE partner_id = $1 AND name = $2", side.partner_id, name)
    return [msgspec.json.decode(row["doc"]) for row in rows]


class TestSignUp:
    async def test_makes_a_client_with_the_partners_payload_and_tells_the_partner(
        self, person: Person, side: Side, database: Database
    ) -> None:
        await person.open(f"/onboarding/{side.partner_id}?partner=yours-7")
        address = email()
        await person.sign_up(company="  Engines   & Co ", email=address.upper())
        assert person.step == "connect"
        (client,) = await clients_named(database, side, "Engines & Co")
        assert client["partner_payload"] == "yours-7"
        assert client["contact_info"] == {"email": address, "full_name": "Ada Lovelace"}
        assert client["contact_user"] == {"email": address, "name": "Ada Lovelace"}
        async with database.reading(side.partner_id) as db:
            told = await db.fetch(
                "SELECT type FROM event WHERE partner_id = $1 AND client_id = $2", side.partner_id, client["id"]
            )
        assert [row["type"] for row in told] == ["client_created"]

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("company", " ", "Enter your company"),
            ("name", "", "Enter your name"),
            ("email", "nobody", "Enter an e-mail address"),
            ("email", "a@b", "Enter an e-mail address"),
            ("password", "short", "Enter 8 to 256 characters"),
        ],
    )
    async def test_says_beside_the_field_what_is_wrong_and_keeps_the_rest(
        self, person: Person, side: Side, field: str, value: str, sentence: str
    ) -> None:
        await person.open(f"/onboarding/{side.partner_id}")
        await person.sign_up(**{field: value})
        assert person.page.status_code == 400
        assert f'id="{field}-error"' in person.page.text
        assert sentence in person.page.text
        assert PASSWORD not in person.page.text
        if field != "company":
            assert "Ada&#39;s Engines" in person.page.text

    async def test_says_all_that_is_wrong_at_once_and_puts_the_cursor_there(self, person: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}")
        await person.sign_up(name="", email="x", password="")
        assert all(f'id="{field}-error"' in person.page.text for field in ("name", "email", "password"))
        assert person.page.text.count(" autofocus") == 1
        assert 'name="name" type="text" value="" required autofocus' in person.page.text

    async def test_knows_an_email_that_has_an_account(self, person: Person, side: Side, database: Database) -> None:
        taken = await add_user(database, side, side.client_id)
        await person.open(f"/onboarding/{side.partner_id}")
        await person.sign_up(company="Twice Ltd", email=taken)
        assert person.page.status_code == 409
        assert 'id="email-error"' in person.page.text
        assert await clients_named(database, side, "Twice Ltd") == []

    async def test_and_log_in_say_when_to_try_again_while_too_many_others_do(self, person: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}")
        async with crowd():
            await person.sign_up(company="Later Ltd")
            assert (person.page.status_code, person.page.headers["retry-after"]) == (429, "8")
            assert "Later Ltd" in person.page.text
            await person.open(str(person.page.url.join("log-in")))
            await person.send(email=email(), password=PASSWORD)
            assert (person.page.status_code, person.page.headers["retry-after"]) == (429, "8")

    async def test_is_closed_while_the_partner_takes_no_one(
        self, person: Person, side: Side, database: Database
    ) -> None:
        await change(database, side, blocked_new_submission=True)
        await person.open(f"/onboarding/{side.partner_id}")
        await person.sign_up()
        assert person.page.status_code == 409
        assert "takes no new numbers" in person.page.text

    async def test_needs_the_token_of_its_own_page(self, person: Person, another: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}")
        answer = await person.http.post(person.page.url, data={"company": "x"})
        assert answer.status_code == 403


class TestClientOfAccountSharing:
    @pytest.fixture
    async def contact(self, side: Side, database: Database) -> str:
        """The e-mail of a client that has no user yet."""
        address = email()
        async with database.writing(side.partner_id) as db:
            contact = msgspec.json.encode({"email": address}).decode()
            await db.execute("UPDATE client SET contact_user = $2 WHERE id = $1", side.client_id, contact)
        return address

    @pytest.fixture
    def path(self, side: Side) -> str:
        return f"/onboarding/{side.partner_id}?connect_client_user=true&client_id={side.client_id}"

    async def test_gets_its_first_user_by_its_own_email(self, person: Person, path: str, contact: str) -> None:
        await person.open(path)
        await person.sign_up(email=contact)
        assert person.step == "permissions"

    async def test_gets_it_by_a_signed_link_too(
        self, person: Person, side: Side, path: str, database: Database
    ) -> None:
        await change(database, side, io_signature_required=True)
        await person.open(f"{path}&{urlencode(signed(side))}")
        await person.sign_up()
        assert person.step == "permissions"

    async def test_is_not_given_to_anyone_else(self, person: Person, path: str) -> None:
        await person.open(path)
        await person.sign_up()
        assert person.page.status_code == 409
        assert "for another e-mail" in person.page.text

    async def test_has_one_first_user_only(
        self, person: Person, side: Side, path: str, contact: str, database: Database
    ) -> None:
        await add_user(database, side, side.client_id)
        await person.open(path)
        await person.sign_up(email=contact)
        assert person.page.status_code == 409


class TestLogIn:
    async def test_brings_a_client_with_numbers_to_its_permissions(
        self, person: Person, side: Side, database: Database
    ) -> None:
        known = await add_user(database, side, side.client_id)
        await person.open(f"/onboarding/{side.partner_id}?next=login")
        await person.send(email=known, password=PASSWORD)
        assert person.step == "permissions"

    async def test_brings_a_client_to_metas_dialog_for_a_number_it_does_not_have(
        self, person: Person, side: Side, database: Database
    ) -> None:
        known = await add_user(database, side, side.client_id)
        await person.open(f"/onboarding/{side.partner_id}?next=login&number=%2B4915112345678")
        await person.send(email=known, password=PASSWORD)
        assert person.step == "connect"

    async def test_says_when_the_password_is_wrong(self, person: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}?next=login")
        await person.send(email=email(), password="wrong password")
        assert person.page.status_code == 401
        assert "e-mail or password is wrong" in person.page.text

    async def test_refuses_users_of_other_hubs(self, person: Person, side: Side, database: Database) -> None:
        rival = await world.make_side(database, VAULT, "Rival")
        of_rival = await add_user(database, rival, rival.client_id)
        of_partner = await add_user(database, side, None)
        await person.open(f"/onboarding/{side.partner_id}?next=login")
        for address, sentence in ((of_rival, "another company"), (of_partner, "Partner Hub account")):
            await person.send(email=address, password=PASSWORD)
            assert (person.page.status_code, person.step) == (400, "log-in")
            assert sentence in person.page.text
        assert "partnerhub_session" not in person.http.cookies

    async def test_leads_who_has_several_hubs_into_the_one_of_this_partners_client(
        self, person: Person, side: Side, database: Database
    ) -> None:
        rival = await world.make_side(database, VAULT, "Rival")
        address = await add_user(database, rival, rival.client_id)
        for of, client_id in ((side, None), (side, side.client_id), (rival, None)):
            async with database.writing(of.partner_id) as db:
                await join(db, of.partner_id, address, client_id)
        await person.open(f"/onboarding/{side.partner_id}?next=login")
        await person.send(email=address, password=PASSWORD)
        assert person.step == "permissions", person.page.text

    async def test_is_not_asked_of_a_client_that_is_logged_in(
        self, person: Person, side: Side, database: Database
    ) -> None:
        known = await add_user(database, side, side.client_id)
        await person.open(f"/onboarding/{side.partner_id}?next=login")
        await person.send(email=known, password=PASSWORD)
        await person.open(f"/onboarding/{side.partner_id}")
        assert person.step == "permissions"

    async def test_is_asked_of_someone_logged_in_elsewhere(
        self, person: Person, side: Side, database: Database
    ) -> None:
        rival = await world.make_side(database, VAULT, "Rival")
        of_rival = await add_user(database, rival, rival.client_id)
        await person.open("/login")
        await person.send(email=of_rival, password=PASSWORD)
        await person.open(f"/onboarding/{side.partner_id}")
        assert person.step == "account"
        assert "logged in with another account" in person.page.text
