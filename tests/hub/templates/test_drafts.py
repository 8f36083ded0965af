"""Drafts and samples of the template manager, over HTTP, with the sandbox for Meta."""

from datetime import datetime, timedelta

import pytest
from tests import world
from tests.hub.templates.conftest import Managed
from tests.hub.templates.test_manager import FORM, PAGE, rows
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain.templates import draft_store
from partnerhub.domain.templates.edits_store import Edits
from partnerhub.kit import clock

DRAFTS = f"{PAGE}/drafts"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
TEXT_ONLY = {"header": "", "header_text": ""}


async def saved(managed: Managed, **more: object) -> str:
    """The address of a new draft."""
    form = {**FORM, "waba_id": managed.waba_id, **more}
    answer = await managed.browser.send(DRAFTS, form, page=f"{PAGE}/new")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


class TestDraft:
    async def test_is_kept_whatever_is_missing_and_meta_hears_nothing(
        self, managed: Managed, own_database: Database
    ) -> None:
        page = await saved(managed, name="Half Done", body="Hello {{1}}", samples="")
        shown = (await managed.browser.get(page)).text
        assert 'value="Half Done"' in shown
        assert "Hello {{1}}" in shown
        listed = (await managed.browser.get(PAGE, params={"status": "draft"})).text
        assert "Half Done" in listed
        assert page in listed
        assert await rows(own_database, managed) == []

    async def test_is_gone_on_with_and_then_sent(self, managed: Managed, own_database: Database) -> None:
        page = await saved(managed, name="Half Done")
        draft_id = page.rpartition("/")[2]
        form = {**FORM, "waba_id": managed.waba_id, "draft_id": draft_id}
        again = await managed.browser.send(DRAFTS, form, page=page)
        assert again.headers["location"].startswith(page), "a second draft would be made"
        assert (await managed.browser.send(f"{PAGE}/new", form, page=page)).status_code == 303
        assert [row["name"] for row in await rows(own_database, managed)] == ["order_update"]
        assert (await managed.browser.get(page)).status_code == 404

    async def test_stays_when_meta_refuses_it(self, managed: Managed) -> None:
        page = await saved(managed, name="Not A Name")
        form = {**FORM, "name": "Not A Name", "waba_id": managed.waba_id, "draft_id": page.rpartition("/")[2]}
        assert (await managed.browser.send(f"{PAGE}/new", form, page=page)).status_code == 400
        assert (await managed.browser.get(page)).status_code == 200

    async def test_that_is_deleted_can_be_taken_back(self, managed: Managed) -> None:
        page = await saved(managed, name="precious")
        answer = await managed.browser.send(f"{page}/deletion", page=page)
        after = answer.headers["location"]
        listed = (await managed.browser.get(after)).text
        assert "Take it back" in listed
        assert "precious" not in listed
        assert (await managed.browser.get(page)).status_code == 404
        back = await managed.browser.send(f"{page}/restoration", page=after)
        assert back.headers["location"] == page
        assert "precious" in (await managed.browser.get(page)).text

    async def test_is_forgotten_30_days_after_it_was_deleted(self, managed: Managed, own_database: Database) -> None:
        page = await saved(managed)
        await managed.browser.send(f"{page}/deletion", page=page)
        for days, left in ((29, 1), (31, 0)):
            async with own_database.working_write() as db:
                await draft_store.prune(db, now=clock.now() + timedelta(days=days))
            async with own_database.reading(managed.side.partner_id) as db:
                found = "SELECT count(*) FROM template_draft WHERE id = $1"
                assert await db.fetchval(found, page.rpartition("/")[2]) == left

    async def test_is_not_made_for_an_account_of_others(self, managed: Managed, own_database: Database) -> None:
        rival = await world.make_side(own_database, VAULT, "Rival")
        form = {**FORM, "waba_id": rival.waba_id}
        answer = await managed.browser.send(DRAFTS, form, page=f"{PAGE}/new")
        assert answer.status_code == 400
        assert (await managed.browser.get(f"{DRAFTS}/{rival.draft_id}")).status_code == 404


class TestSample:
    async def test_is_sent_to_meta_when_a_draft_is_saved_and_names_the_header(self, managed: Managed) -> None:
        form = {**FORM, **TEXT_ONLY, "waba_id": managed.waba_id}
        files = {"header_file": ("cake.png", PICTURE, "image/png")}
        answer = await managed.browser.send(DRAFTS, form, page=f"{PAGE}/new", files=files)
        assert answer.status_code == 303, answer.text
        shown = (await managed.browser.get(answer.headers["location"])).text
        assert "Meta has a sample." in shown
        assert 'value="IMAGE" selected' in shown
        assert 'value="4::' in shown

    async def test_is_sent_with_the_template(self, managed: Managed, own_database: Database) -> None:
        form = {**FORM, "header": "IMAGE", "header_text": "", "waba_id": managed.waba_id}
        files = {"header_file": ("cake.png", PICTURE, "image/png")}
        answer = await managed.browser.send(f"{PAGE}/new", form, files=files)
        assert answer.status_code == 303, answer.text
        (row,) = await rows(own_database, managed)
        assert '"header_handle":["4::' in row["components"].replace(" ", "")

    @pytest.mark.parametrize(
        ("header", "content", "said"),
        [
            ("IMAGE", b"GIF89a", "JPEG and PNG pictures"),
            ("VIDEO", PICTURE, "for a header that holds: Image"),
            ("IMAGE", PICTURE + b"\0" * 5 * 1024 * 1024, "at most 5 MB"),
            ("IMAGE", b"", "choose a file"),
        ],
    )
    async def test_that_meta_would_not_take_is_refused_with_what_it_takes(
        self, managed: Managed, header: str, content: bytes, said: str
    ) -> None:
        form = {**FORM, "header": header, "header_text": "", "waba_id": managed.waba_id}
        files = {"header_file": ("x.png", content, "image/png")}
        answer = await managed.browser.send(f"{PAGE}/new", form, files=files)
        assert answer.status_code == 400
        assert said in answer.text
        assert "Hello *{{1}}*" in answer.text

    async def test_that_meta_keeps_is_chosen_again_for_a_copy(self, managed: Managed, own_database: Database) -> None:
        form = {**FORM, "header": "IMAGE", "header_text": "", "header_sample": "https://scontent.example/a.png"}
        await managed.browser.send(f"{PAGE}/new", {**form, "waba_id": managed.waba_id})
        (row,) = await rows(own_database, managed)
        page = f"{PAGE}/{row['id']}"
        copied = await managed.browser.send(f"{page}/copies", {"waba_id": managed.other_waba}, page=page)
        assert "choose the file again" in copied.text


class TestEdits:
    def test_are_one_in_a_day_and_ten_in_a_month(self) -> None:
        now = datetime.fromisoformat("2026-03-31T12:00:00+00:00")
        hours, days = (lambda count: now - timedelta(hours=count)), (lambda count: now - timedelta(days=count))
        assert Edits([]).again_at("approved", now) is None
        assert Edits([hours(25)]).again_at("approved", now) is None
        assert Edits([hours(23)]).again_at("approved", now) == now + timedelta(hours=1)
        ten = [days(2 + place) for place in range(10)]
        assert Edits(ten).again_at("approved", now) == days(11) + timedelta(days=30)
        assert Edits(ten[:9]).again_at("approved", now) is None

    def test_of_what_is_rejected_are_not_limited(self) -> None:
        now = clock.now()
        assert Edits([now]).again_at("rejected", now) is None
