"""Every route of the Messaging API: the key alone says whose number it is, so that is what is tried."""

import base64
import json
import re
from urllib.parse import quote

import httpx
import pytest
from tests.architecture.routes.conftest import graph_token
from tests.architecture.routes.house import House, Route
from tests.architecture.routes.probes import body, filled, leaks, like, seen
from tests.world import VAULT, Side, World

from partnerhub.db.pool import Database
from partnerhub.domain import channel_keys
from partnerhub.kit import clock

PUBLIC = {"GET /openapi-messaging.json"}
NODE, SESSION, USER = "1013859600285441", "upload:MTphdHRhY2htZW50", "491711234567"
OF_NO_NUMBER = {
    "/v23.0/message_template_library",
    "/v23.0/dataset_quality",
    "/v23.0/100000000000001/uploads",
    f"/v23.0/{SESSION}",
    "/whatsapp_business/attachments/",
}
BY_STATE = {"/multi_webhook": {200, 404, 409}}  # what it says depends on what was set before


def routes(house: House) -> list[Route]:
    return [route for route in house.routes("messaging_api") if not route.public]


async def call(http: httpx.AsyncClient, route: Route, side: Side, **headers: str) -> httpx.Response:
    given = {"params": {}, **body(route)}
    return await http.request(route.method, filled(route, named(route, side)), headers=headers, **given)


def named(route: Route, side: Side) -> dict[str, str]:
    """What stands in a path, of this side where it is of a side."""
    group = base64.b64encode(f"capi_group:{side.phone_number}:120363404694233820".encode()).decode() + "ZD"
    media = SESSION if str(route) == "POST /{media_id}" else NODE
    nodes = dict.fromkeys(("node_id", "dataset_id", "ad_object_id"), NODE)
    return {"media_id": media, "template_id": side.template_external_id, "group_id": group, "wa_id": USER} | {
        "code": "ANED2T5QRU7HG1",
        "message_id": "wamid.X",
        "name": "hello",
        **nodes,
    }


@pytest.fixture
def key(sides: World) -> dict[str, str]:
    """The rival's."""
    return {"d360-api-key": sides.rival.d360_api_key}


@pytest.fixture(autouse=True)
def healthy(house: House) -> None:
    house.meta.asked.clear()
    told = {"url": f"{house.meta.base}/file", "mime_type": "image/png", "health_status": {"entities": []}, "data": []}
    told |= {"id": NODE, "h": "4::x", "status": "PENDING"}
    house.meta.say(json.dumps(told).encode())


async def test_few_routes_are_public(house: House) -> None:
    assert {str(route) for route in house.routes("messaging_api") if route.public} == PUBLIC


async def test_the_rivals_key_asks_meta_for_the_rivals_number_only(
    house: House, sides: World, key: dict[str, str]
) -> None:
    for route in routes(house):
        answer = await call(house.here, route, sides.rival, **key)
        assert answer.status_code in BY_STATE.get(route.path, {200, 201}), (route, answer.text)
        assert not leaks(answer, sides.partner), route
    assert len(house.meta.asked) > len(routes(house)) / 2
    own = {sides.rival.phone_number_id, sides.rival.waba_external_id, sides.rival.template_external_id, NODE, USER}
    named_own = {one for route in routes(house) for one in named(route, sides.rival).values()}
    own |= named_own | {quote(one, safe="") for one in named_own}
    for one in house.meta.asked:
        if one.path in OF_NO_NUMBER:
            continue
        assert set(re.findall(r"\b\d{8,}\b", f"{one.path}?{one.query}")) <= own, one.path
        assert graph_token(sides.rival) in one.headers["authorization"], one.path
        assert own & {*one.path.split("/"), *re.findall(r"[\w%:-]+", one.query)}, one.path


async def test_our_ids_in_a_request_are_worth_what_unknown_ids_are(
    house: House, sides: World, key: dict[str, str]
) -> None:
    for ours in (sides.partner.phone_number_id, sides.partner.waba_external_id):
        for path in ("/{}/messages", "/v23.0/{}/message_templates", "/v23.0/{}"):
            answers = [await house.here.get(path.format(one), headers=key) for one in (ours, like(ours))]
            assert answers[0].status_code == 403
            assert seen(answers[0], ours) == seen(answers[1], like(ours))
    assert house.meta.asked == []


async def test_a_webhook_that_the_rival_sets_is_its_own(house: House, sides: World, key: dict[str, str]) -> None:
    ours = {"d360-api-key": sides.partner.d360_api_key}
    for path in ("/v1/configs/webhook", "/waba_webhook"):
        before = (await house.here.get(path, headers=ours)).text
        assert (await house.here.post(path, json={"url": "https://rival.example/hook"}, headers=key)).status_code == 200
        assert (await house.there.get(path, headers=ours)).text == before
        assert (await house.there.get(path, headers=key)).json()["url"] == "https://rival.example/hook"


async def test_strangers_are_refused_alike_everywhere(house: House, sides: World) -> None:
    strangers = [
        {"d360-api-key": "PHCH" + "x" * 36},
        {"d360-api-key": sides.partner.partner_key},
        {"d360-api-key": sides.partner.d360_api_key[:-1] + "~"},
    ]
    unkeyed = [{}, {"x-api-key": sides.partner.partner_key}, {"x-api-key": sides.partner.d360_api_key}]
    unkeyed.append({"authorization": f"Bearer {sides.partner.d360_api_key}"})
    for route in routes(house):
        for headers in (strangers, unkeyed):
            told = [seen(await call(house.here, route, sides.partner, **one)) for one in headers]
            assert told[0][0] == 401, route
            assert all(one == told[0] for one in told), route
    assert house.meta.asked == []


async def test_a_revoked_key_is_refused_at_once_in_every_process(
    house: House, sides: World, database: Database
) -> None:
    for route in routes(house):
        key = {"d360-api-key": await new_key(database, sides.partner)}
        for http in (house.here, house.there):
            assert (await http.get("/v1/configs/phone_number", headers=key)).status_code == 200
        async with database.writing(sides.partner.partner_id) as db:
            await channel_keys.end(db, sides.partner.partner_id, sides.partner.channel_id, now=clock.now())
        for http in (house.here, house.there):
            assert (await call(http, route, sides.partner, **key)).status_code == 401, route


async def test_a_key_that_a_new_one_replaced_is_refused_at_once(house: House, sides: World, database: Database) -> None:
    old = {"d360-api-key": sides.partner.d360_api_key}
    assert (await house.there.get("/v1/configs/phone_number", headers=old)).status_code == 200
    await new_key(database, sides.partner)
    assert (await house.there.get("/v1/configs/phone_number", headers=old)).status_code == 401


async def new_key(database: Database, side: Side) -> str:
    async with database.writing(side.partner_id) as db:
        _, secret = await channel_keys.create(db, side.partner_id, side.channel_id, vault=VAULT, now=clock.now())
    return secret
