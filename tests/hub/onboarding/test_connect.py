import re

import pytest
from tests.domain.onboarding.meta import Meta
from tests.hub.onboarding.conftest import PASSWORD, Person, change, email, new_client
from tests.world import Side

from partnerhub.db.pool import Database


def marks(page: str) -> list[str]:
    return re.findall(r'data-mark="(\w+)"', page)


class TestConnect:
    async def test_hands_metas_sdk_what_the_link_gave(self, person: Person, side: Side) -> None:
        await new_client(person, side, "?name=Engines&email=a%40b.example&preverified_phone_number_id=77")
        page = person.page.text
        assert 'data-config="200000000000001"' in page
        assert "&#34;business&#34;:{&#34;name&#34;:&#34;Engines&#34;,&#34;email&#34;:&#34;a@b.example&#34;}" in page
        assert "&#34;preVerifiedPhone&#34;:{&#34;ids&#34;:[&#34;77&#34;]}" in page
        assert page.count('type="submit"') == 1

    async def test_believes_messages_of_facebook_and_of_the_sandbox_that_serves_the_sdk(
        self, person: Person, side: Side, strict_address: str
    ) -> None:
        await new_client(person, side)
        origins = f"https://www.facebook.com https://web.facebook.com {strict_address}"
        assert f'data-origins="{origins}"' in person.page.text

    @pytest.mark.parametrize(
        "changed", [{"code": ""}, {"code": "x" * 3000}, {"waba_id": "../me"}, {"phone_number_id": "1" * 50}]
    )
    async def test_takes_nothing_else_than_codes_and_ids(
        self, person: Person, side: Side, changed: dict[str, str]
    ) -> None:
        await new_client(person, side)
        await person.connect({"code": "AQx", **changed})
        assert person.page.status_code == 400
        assert "facebook_auth_failed" in person.page.text

    async def test_is_for_the_first_number_only_where_the_partner_says_so(
        self, person: Person, side: Side, database: Database, onboarding_meta: Meta
    ) -> None:
        await change(database, side, allow_client_to_add_phone_no=False)
        await new_client(person, side)
        await person.connect(await onboarding_meta.made("codes"))
        await person.wait()
        assert person.step == "permissions"
        assert "Add another number" not in person.page.text
        await person.open(str(person.page.url).replace("permissions", "connect"))
        assert person.step == "permissions"


class TestProgress:
    async def test_leads_to_the_permissions_once_the_number_is_live(
        self, person: Person, side: Side, onboarding_meta: Meta
    ) -> None:
        await new_client(person, side)
        await person.connect(await onboarding_meta.made("codes", phone_number="+4930555201"))
        await person.wait()
        assert person.step == "permissions"
        assert "+49 30 555201" in person.page.text

    async def test_says_why_it_failed_and_what_to_do(self, person: Person, side: Side, onboarding_meta: Meta) -> None:
        code = await onboarding_meta.made("codes")
        await onboarding_meta.set_phone(code["phone_number_id"], pin="123456")
        await new_client(person, side)
        await person.connect(code)
        await person.wait()
        assert person.step == "progress"
        assert "pin_mismatch" in person.page.text
        assert "Switch it off in WhatsApp Manager" in person.page.text
        assert ">Choose another number</a>" in person.page.text
        assert marks(person.page.text) == ["done", "done", "done", "failed", "later"]
        await onboarding_meta.set_phone(code["phone_number_id"], pin=None)
        await person.send()
        await person.wait()
        assert person.step == "permissions"

    async def test_sends_the_person_back_to_metas_dialog_when_a_new_code_is_needed(
        self, person: Person, side: Side, onboarding_meta: Meta
    ) -> None:
        await new_client(person, side)
        await person.connect({"code": "AQnonsense"})
        await person.wait()
        assert "token_exchange_failed" in person.page.text
        assert marks(person.page.text) == ["failed", "later", "later", "later", "later"]
        await person.send()
        assert person.step == "connect"
        await person.connect(await onboarding_meta.made("codes"))
        await person.wait()
        assert person.step == "permissions"

    async def test_goes_on_for_someone_who_closed_the_window(
        self, person: Person, another: Person, side: Side, onboarding_meta: Meta
    ) -> None:
        """On another device, with a visit of its own: the signup is the client's."""
        await person.open(f"/onboarding/{side.partner_id}")
        mine = email()
        await person.sign_up(email=mine)
        await person.connect(await onboarding_meta.made("codes"))
        await another.open(f"/onboarding/{side.partner_id}?next=login")
        await another.send(email=mine, password=PASSWORD)
        assert another.step in {"progress", "permissions"}
        await another.wait()
        assert another.step == "permissions"


class TestGuest:
    @pytest.mark.parametrize("step", ["connect", "progress", "permissions", ""])
    async def test_pages_need_a_client_who_is_logged_in(self, person: Person, side: Side, step: str) -> None:
        await person.open(f"/onboarding/{side.partner_id}")
        await person.open(str(person.page.url).replace("account", step).rstrip("/"))
        assert person.step == "account"

    async def test_someone_who_logged_out_logs_in_again(self, person: Person, side: Side) -> None:
        await new_client(person, side)
        here = person.page.url
        person.http.cookies.delete("partnerhub_session")
        await person.open(str(here))
        assert person.step == "log-in"
