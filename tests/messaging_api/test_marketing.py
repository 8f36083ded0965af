"""Marketing templates by the Marketing Messages API, from the partner's setting to Meta and the bill's category."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from tests import played as playing
from tests import world
from tests.played import House, Played
from tests.serving import alone, client_of, served
from tests.waiting import eventually
from tests.world import VAULT

from partnerhub.app import parts
from partnerhub.surfaces import messaging_api

TEXT = {"type": "text", "text": {"body": "Hi"}}


@pytest.fixture(scope="module")
async def base(house: House) -> AsyncIterator[str]:
    graph = parts.graph(house.settings)
    app = messaging_api.create(house.database, VAULT, graph, house.settings)
    async with served(alone("messaging_api", app, house.settings)) as url:
        yield url
    await graph.close()


@pytest.fixture
async def played(house: House) -> AsyncIterator[Played]:
    """Two templates are known: `offer` is marketing, `parcel` is not."""
    async with playing.played(house) as one:
        for name, category in (("offer", "MARKETING"), ("parcel", "UTILITY")):
            body = {"name": name, "language": "en_US", "category": category, "components": [component(name)]}
            made = (await one.graph("POST", f"{one.waba}/message_templates", json=body))[1]
            await one.control(f"templates/{made['id']}/verdict", status="APPROVED")
        path = f"/api/v2/partners/{one.side.partner_id}/waba_accounts/{one.side.waba_id}/waba_templates"
        await eventually(lambda: has_both(one, path))
        yield one


def component(name: str) -> dict[str, str]:
    return {"type": "BODY", "text": f"This is {name}."}


async def has_both(played: Played, path: str) -> bool:
    body = (await played.ask("GET", path))[1]
    return {"offer", "parcel"} <= {one["name"] for one in body["waba_templates"]}


def template(name: str) -> dict[str, Any]:
    return {"type": "template", "template": {"name": name, "language": {"code": "en_US"}}}


async def switch_on(played: Played) -> None:
    path = f"/api/v2/partners/{played.side.partner_id}/settings/marketing_messages_routing"
    assert (await played.ask("PATCH", path, json={"enabled": True}))[0] == 200


async def sent_as(played: Played, base: str, body: dict[str, Any]) -> str:
    """The category that the sandbox's Meta bills a message as."""
    message = {"messaging_product": "whatsapp", "to": world.mobile(), **body}
    key = {"D360-API-KEY": played.side.d360_api_key}
    async with client_of(base, **key) as api, api.post("/messages", json=message) as answer:
        told = await answer.json()
        assert answer.status == 200, told
    async with played.house.database.working() as db:
        return await db.fetchval("SELECT category FROM sandbox.message WHERE id = $1", told["messages"][0]["id"])


async def sign_terms(played: Played) -> None:
    await played.control(f"wabas/{played.waba}/marketing_terms")
    await eventually(lambda: is_onboarded(played))


async def is_onboarded(played: Played) -> bool:
    return "ONBOARDED" in ((await played.row("waba"))["settings"] or "")


async def test_go_there_once_the_partner_and_the_client_have_said_so(played: Played, base: str) -> None:
    assert await sent_as(played, base, template("offer")) == "marketing"
    await switch_on(played)
    assert await sent_as(played, base, template("offer")) == "marketing", "the client has not signed Meta's terms"
    await sign_terms(played)
    assert await sent_as(played, base, template("offer")) == "marketing_lite"


async def test_alone_go_there(played: Played, base: str) -> None:
    await switch_on(played)
    await sign_terms(played)
    assert await sent_as(played, base, template("parcel")) == "utility"
    assert await sent_as(played, base, TEXT) == "service"
