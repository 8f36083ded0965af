"""Several windows of one browser."""

import pytest
from tests.domain.onboarding.meta import Meta
from tests.hub.onboarding.conftest import Person, change, new_client
from tests.world import Side

from partnerhub.db.pool import Database


class TestWindows:
    async def test_keeps_two_windows_opened_at_once_by_a_browser_without_cookies(
        self, person: Person, another: Person, side: Side
    ) -> None:
        """Neither request knew of the other's cookies; the browser has both answers' afterwards."""
        await person.open(f"/onboarding/{side.partner_id}?name=One")
        await another.open(f"/onboarding/{side.partner_id}?name=Two")
        person.http.cookies.update(another.http.cookies)
        first, second = person.page, another.page
        for page, name in ((first, "One"), (second, "Two")):
            assert f'value="{name}"' in (await person.open(page.url.path)).text
        person.page = first
        await person.sign_up()
        assert person.step == "connect"
        assert (await person.open(second.url.path)).status_code == 200
        assert person.step == "connect"

    async def test_forgets_the_oldest_of_many_visits(self, person: Person, side: Side) -> None:
        paths: list[str] = []
        for _ in range(10):
            await person.open(f"/onboarding/{side.partner_id}")
            paths.append(person.page.url.path)
        assert sum("onboarding" in name for name in person.http.cookies) == 8
        assert [(await person.http.get(path)).status_code for path in paths] == [404] * 2 + [200] * 8

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"allow_client_to_add_phone_no": False}, "adding_not_allowed"),
            ({"blocked_new_submission": True}, "submissions_blocked"),
        ],
    )
    async def test_refuses_what_a_window_left_open_sends_for_a_second_number(
        self, person: Person, side: Side, database: Database, onboarding_meta: Meta, changed: dict[str, bool], code: str
    ) -> None:
        await new_client(person, side)
        left_open = person.page
        first = await onboarding_meta.made("codes")
        await person.connect(first)
        await change(database, side, **changed)
        person.page = left_open
        await person.connect(await onboarding_meta.made("codes"))  # under way counts as well
        assert code in person.page.text
        await person.open(left_open.url.path.replace("connect", "progress"))
        await person.wait()
        assert person.step == "permissions"
        person.page = left_open
        await person.connect(await onboarding_meta.made("codes"))
        assert code in person.page.text
        person.page = left_open
        await person.connect(first)  # the same answer of Meta's once more is no other number
        assert person.step in {"progress", "permissions"}
