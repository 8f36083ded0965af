"""Templates in the archive, side by side, and from Meta's library (contract A.2, B.3)."""

import time
from typing import Any

import pytest
from tests.sandbox.meta import Account, Meta
from tests.sandbox.test_templates import template

DAY = 24 * 3600


@pytest.fixture(scope="module")
async def account(meta: Meta) -> Account:
    return await meta.onboarded()


async def approved(meta: Meta, account: Account, name: str) -> str:
    made = await meta.ok("POST", f"{account.waba_id}/message_templates", account.token, json=template(name))
    await meta.control("POST", f"templates/{made['id']}/verdict", json={"status": "APPROVED"})
    return made["id"]


async def archived(meta: Meta, account: Account, verb: str, ids: list[str]) -> dict[str, Any]:
    path = f"{account.waba_id}/message_templates/{verb}"
    return await meta.ok("POST", path, account.token, json={"hsm_ids": ids})


class TestArchive:
    async def test_takes_a_template_away_and_gives_it_back(self, meta: Meta, account: Account) -> None:
        one = await approved(meta, account, "for_the_archive")
        assert await archived(meta, account, "archive", [one, "1"]) == {
            "archived_templates": [one],
            "failed_templates": {"1": {"error": "Template not found."}},
        }
        assert (await meta.ok("GET", f"{one}?fields=status", account.token))["status"] == "ARCHIVED"
        message = {
            "messaging_product": "whatsapp",
            "to": await meta.customer(),
            "type": "template",
            "template": {"name": "for_the_archive", "language": {"code": "en_US"}},
        }
        assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=message))[0] == 404
        assert await archived(meta, account, "unarchive", [one]) == {
            "unarchived_templates": [one],
            "failed_templates": {},
        }
        assert (await meta.ok("GET", f"{one}?fields=status", account.token))["status"] == "APPROVED"
        told = await meta.app.first(lambda _path, change: change["value"].get("event") == "UNARCHIVED")
        assert told["message_template_id"] == int(one)

    async def test_takes_only_what_was_approved(self, meta: Meta, account: Account) -> None:
        made = await meta.ok(
            "POST", f"{account.waba_id}/message_templates", account.token, json=template("rejected_so")
        )
        await meta.control("POST", f"templates/{made['id']}/verdict", json={"status": "REJECTED", "reason": "SCAM"})
        assert (await archived(meta, account, "archive", [made["id"]]))["archived_templates"] == []

    @pytest.mark.parametrize("given", [{}, {"hsm_ids": []}, {"hsm_ids": ["1"] * 101}])
    async def test_wants_one_to_a_hundred(self, meta: Meta, account: Account, given: dict[str, Any]) -> None:
        path = f"{account.waba_id}/message_templates/archive"
        assert (await meta.error("POST", path, account.token, json=given))[:2] == (400, 100)


class TestComparison:
    async def test_counts_what_was_sent(self, meta: Meta, account: Account) -> None:
        one, other = [await approved(meta, account, name) for name in ("compared_a", "compared_b")]
        words = [{"type": "text", "text": "Ada"}, {"type": "text", "text": "7"}]
        filled = [{"type": "body", "parameters": words}]
        part = {"name": "compared_a", "language": {"code": "en_US"}, "components": filled}
        await meta.send(account, to=await meta.customer(), type="template", template=part)
        now = int(time.time()) + DAY
        query = {"template_ids": f"[{other}]", "start": str(now - 7 * DAY), "end": str(now)}
        told = await meta.ok("GET", f"{one}/compare", account.token, params=query)
        sends = next(metric for metric in told["data"] if metric["metric"] == "MESSAGE_SENDS")
        assert sends["number_values"] == [{"key": one, "value": 1}, {"key": other, "value": 0}]

    async def test_is_of_one_account_and_a_known_span(self, meta: Meta, account: Account) -> None:
        one, now = await approved(meta, account, "compared_c"), int(time.time())
        stranger = await approved(meta, await meta.onboarded(), "compared_d")
        for other, span in ((stranger, 7), (one, 8)):
            query = {"template_ids": f"[{other}]", "start": str(now - span * DAY), "end": str(now)}
            assert (await meta.error("GET", f"{one}/compare", account.token, params=query))[:2] == (400, 100)


class TestLibrary:
    async def test_is_searched(self, meta: Meta, account: Account) -> None:
        found = await meta.ok("GET", "v23.0/message_template_library?search=WAREHOUSE", account.token)
        (one,) = found["data"]
        assert {"name", "language", "category", "topic", "usecase", "industry", "header", "body", "body_params"} <= set(
            one
        )
        none = await meta.ok("GET", "message_template_library?topic=PAYMENTS&search=warehouse", account.token)
        assert none["data"] == []

    async def test_makes_a_template(self, meta: Meta, account: Account) -> None:
        given = {
            "name": "from_the_library",
            "language": "en_US",
            "category": "UTILITY",
            "library_template_name": "delivery_update_1",
        }
        made = await meta.ok("POST", f"{account.waba_id}/message_templates", account.token, json=given)
        shown = await meta.ok("GET", f"{made['id']}?fields=components", account.token)
        assert [one["type"] for one in shown["components"]] == ["HEADER", "BODY", "BUTTONS"]
        unknown = {**given, "name": "x", "library_template_name": "nothing"}
        path = f"{account.waba_id}/message_templates"
        assert (await meta.error("POST", path, account.token, json=unknown))[:2] == (400, 100)
