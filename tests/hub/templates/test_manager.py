"""The template manager, over HTTP, with the sandbox for Meta."""

from typing import Any

import httpx
import msgspec
import pytest
from tests.hub.templates.conftest import Managed

from partnerhub.db.pool import Database, Row

PAGE = "/dashboard/partner/templates"
FORM: dict[str, Any] = {
    "name": "order_update",
    "language": "de",
    "category": "UTILITY",
    "header": "TEXT",
    "header_text": "Order",
    "body": "Hello *{{1}}*, your order {{2}} is on its way.",
    "samples": "Ada\r\nA-17",
    "footer": "Acme",
    "button_type": ["URL", "QUICK_REPLY", ""],
    "button_text": ["Track it", "Stop", ""],
    "button_value": ["https://acme.example/t", "", ""],
}


async def made(managed: Managed, **more: Any) -> httpx.Response:
    form = {**FORM, "waba_id": managed.waba_id, **more}
    return await managed.browser.send(f"{PAGE}/new", form)


async def rows(database: Database, managed: Managed) -> list[Row]:
    async with database.reading(managed.side.partner_id) as db:
        return await db.fetch("SELECT * FROM waba_template ORDER BY waba_id = $1 DESC, name", managed.waba_id)


class TestComposer:
    async def test_sends_what_was_written_to_meta_and_shows_it_in_the_list(
        self, managed: Managed, own_database: Database
    ) -> None:
        answer = await made(managed)
        assert answer.status_code == 303, answer.text
        (row,) = await rows(own_database, managed)
        assert (row["name"], row["language"], row["status"]) == ("order_update", "de", "submitted")
        parts = {one["type"]: one for one in msgspec.json.decode(row["components"])}
        assert parts["BODY"]["example"] == {"body_text": [["Ada", "A-17"]]}
        assert [one["type"] for one in parts["BUTTONS"]["buttons"]] == ["URL", "QUICK_REPLY"]
        listed = (await managed.browser.get(answer.headers["location"])).text
        assert "order_update" in listed
        assert "In review" in listed

    async def test_writes_the_line_who_made_it(self, managed: Managed, own_database: Database) -> None:
        await made(managed)
        async with own_database.reading(managed.side.partner_id) as db:
            actions = [row["action"] for row in await db.fetch("SELECT action FROM audit")]
        assert actions.count("templates.create") == 1

    async def test_keeps_what_was_written_when_something_is_wrong(
        self, managed: Managed, own_database: Database
    ) -> None:
        answer = await made(managed, name="Order Update", body="Hello {{1}}.", samples="")
        assert answer.status_code == 400
        for text in ("A name has only small letters", "give a sample", "Hello {{1}}.", "Track it"):
            assert text in answer.text
        assert await rows(own_database, managed) == []

    async def test_says_what_meta_said_when_meta_refuses(self, managed: Managed) -> None:
        assert (await made(managed)).status_code == 303
        again = await made(managed)
        assert again.status_code == 400
        assert 'role="alert"' in again.text

    async def test_sends_a_code_in_metas_own_words(self, managed: Managed, own_database: Database) -> None:
        answer = await made(managed, name="login_code", category="AUTHENTICATION", minutes="10")
        assert answer.status_code == 303, answer.text
        (row,) = await rows(own_database, managed)
        assert '"OTP"' in row["components"]

    async def test_previews_with_samples_and_styles_and_harms_nobody(self, managed: Managed) -> None:
        form = {**FORM, "body": "Hello *{{1}}*, <b>{{2}}</b> _now_.", "samples": "Ada\n<i>"}
        text = (await managed.browser.send(f"{PAGE}/preview", form, page=f"{PAGE}/new")).text
        assert "Hello <b>Ada</b>, &lt;b&gt;&lt;i&gt;&lt;/b&gt; <i>now</i>." in text
        assert "Track it" in text


class TestTemplate:
    @pytest.fixture
    async def page(self, managed: Managed, own_database: Database) -> str:
        assert (await made(managed)).status_code == 303
        return f"{PAGE}/{(await rows(own_database, managed))[0]['id']}"

    async def test_can_be_duplicated_under_another_name_and_in_another_language(
        self, managed: Managed, page: str
    ) -> None:
        source = page.rpartition("/")[2]
        copied = (await managed.browser.get(f"{PAGE}/new?from={source}")).text
        assert 'value="order_update_copy"' in copied
        assert 'value="https://acme.example/t"' in copied
        assert 'value="order_update"' in (await managed.browser.get(f"{PAGE}/new?from={source}&as=language")).text

    async def test_is_copied_to_the_accounts_that_were_ticked(
        self, managed: Managed, own_database: Database, page: str
    ) -> None:
        chosen = {"waba_id": [managed.other_waba, "someoneelseWA"]}
        answer = await managed.browser.send(f"{page}/copies", chosen, page=page)
        assert answer.text.count("sent to Meta for review</span>") == 1
        one, other = await rows(own_database, managed)
        assert (other["waba_id"], other["name"]) == (managed.other_waba, "order_update")
        assert msgspec.json.decode(one["components"]) == msgspec.json.decode(other["components"])

    async def test_is_deleted_at_meta_and_here(self, managed: Managed, own_database: Database, page: str) -> None:
        refused = await managed.browser.send(f"{page}/deletion", {"word": "order"}, page=page)
        assert (refused.status_code, len(await rows(own_database, managed))) == (400, 1)
        done = await managed.browser.send(f"{page}/deletion", {"word": "order_update"}, page=page)
        assert done.status_code == 303
        assert await rows(own_database, managed) == []
        synced = f"/dashboard/partner/wabas/{managed.waba_id}/synchronisation"
        assert (await managed.browser.send(synced, page=PAGE + "?waba=" + managed.waba_id)).status_code == 303
        assert [row["name"] for row in await rows(own_database, managed)] == [
            "hello_world"
        ]  # Meta gives it to everyone

    async def test_tells_why_it_was_rejected_and_what_to_do(
        self, managed: Managed, own_database: Database, page: str
    ) -> None:
        async with own_database.writing(managed.side.partner_id) as db:
            await db.execute("UPDATE waba_template SET status = 'rejected', rejected_reason = 'PROMOTIONAL'")
        for address in (page, PAGE):
            assert "Choose Marketing, or leave the advertising out." in (await managed.browser.get(address)).text

    async def test_is_edited_and_keeps_its_name(self, managed: Managed, own_database: Database, page: str) -> None:
        await approved(managed, own_database)
        assert "order_update" in (await managed.browser.get(f"{page}/edit")).text
        form = {**FORM, "name": "another", "body": "It left.", "samples": ""}
        answer = await managed.browser.send(page, form, page=f"{page}/edit")
        assert answer.status_code == 303, answer.text
        (row,) = await rows(own_database, managed)
        assert (row["name"], row["status"], "It left." in row["components"]) == ("order_update", "submitted", True)

    async def test_says_that_it_cannot_be_edited_before_one_tries(
        self, managed: Managed, own_database: Database, page: str
    ) -> None:
        assert "wait for its verdict" in (await managed.browser.get(page)).text  # Meta reviews it
        await approved(managed, own_database)
        shown = (await managed.browser.get(page)).text
        assert "0 of 10 in 30 days" in shown
        assert f'{page}/edit"' in shown
        form = {**FORM, "body": "It left.", "samples": ""}
        assert (await managed.browser.send(page, form, page=f"{page}/edit")).status_code == 303
        await approved(managed, own_database)
        shown = (await managed.browser.get(page)).text
        assert "1 of 10 in 30 days" in shown
        assert "The next one from" in shown
        assert f'{page}/edit"' not in shown
        again = await managed.browser.send(page, {**form, "body": "It came."}, page=page)
        assert again.status_code == 400
        assert "one edit in 24 hours" in again.text
        assert "It left." in (await rows(own_database, managed))[0]["components"]


async def approved(managed: Managed, database: Database) -> None:
    """Meta has judged it, here and in the sandbox, an hour ago."""
    partner_id = managed.side.partner_id
    async with database.working_write() as db:
        await db.execute(
            "UPDATE waba_template SET status = 'approved', modified_at = now() - interval '1 hour' WHERE partner_id = $1",
            partner_id,
        )
        await db.execute(
            "UPDATE sandbox.template SET status = 'APPROVED' WHERE id IN (SELECT external_id FROM waba_template"
            " WHERE partner_id = $1)", partner_id,
        )  # fmt: skip


class TestList:
    async def test_finds_by_name_account_and_status(self, managed: Managed) -> None:
        await made(managed)
        await made(managed, name="spring_sale", waba_id=managed.other_waba)
        for query, seen, hidden in (
            ({"q": "spring"}, "spring_sale", "order_update"),
            ({"q": "blumen"}, "spring_sale", "order_update"),
            ({"waba": managed.waba_id}, "order_update", "spring_sale"),
        ):
            text = (await managed.browser.get(PAGE, params=query)).text
            assert f">{seen}</a>" in text, query
            assert f">{hidden}</a>" not in text, query
        nothing = await managed.browser.get(PAGE, params={"status": "paused"})
        assert "No template fits this search." in nothing.text

    async def test_stands_in_the_numbers_tab(self, managed: Managed) -> None:
        await made(managed, waba_id=managed.other_waba)
        page = f"/dashboard/partner/channels/{managed.side.channel_id}/templates"
        assert ">order_update</a>" in (await managed.browser.get(page)).text
