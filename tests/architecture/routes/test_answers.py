"""What every answer has and no answer tells, on every surface: also when nothing is there, or something is broken."""

import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from tests.architecture.routes import house as house_module
from tests.architecture.routes.house import SURFACES, House
from tests.architecture.routes.people import person
from tests.architecture.routes.probes import body, filled
from tests.conftest import execute
from tests.world import World

from partnerhub.db.embedded import Dsns
from partnerhub.domain.access import keys, sessions
from partnerhub.domain.channel_keys.keys import PREFIX as CHANNEL_KEY
from partnerhub.kit.crypto import hmac_sha256_hex, new_secret

REQUEST_ID = re.compile(r"[0-9a-f]{32}")
TELLTALES = re.compile(
    r"Traceback|File \"|\.py\b|asyncpg|litestar|postgres|partnerhub_app|enter_by|SELECT |/src/|/site-packages|sqlstate",
    re.IGNORECASE,
)
META = {"meta"}
GRAPH = {"error"}
PLAIN = {"status_code", "detail"}
# surface, path of nothing, keys of the error (None: a page for people), and a path with the methods it has not
NOWHERE = [
    ("partner_api", "/api/v2/nonsense", META),
    ("partner_api", "/v1/partners/nonsense", META),
    ("messaging_api", "/v1/nonsense", META),
    ("messaging_api", "/nonsense/of/a/kind", GRAPH),
    ("hub", "/dashboard/nonsense", None),
    ("meta_webhooks", "/meta/nonsense", GRAPH),
    ("operations", "/healthz/nonsense", PLAIN),
    ("sandbox", "/sandbox/nonsense", PLAIN),
]
WRONG_METHOD = [
    ("DELETE", "/api/v2/partners/xPA", META),
    ("DELETE", "/messages", GRAPH),
    ("DELETE", "/v1/health", META),
    ("DELETE", "/login", None),
    ("DELETE", "/meta/webhook", GRAPH),
    ("DELETE", "/healthz", PLAIN),
    ("DELETE", "/sandbox/sdk.js", PLAIN),
]
HEADS = [
    "/healthz",
    "/readyz",
    "/login",
    "/static/favicon.svg",
    "/openapi.json",
    "/sandbox/sdk.js",
    "/api/v2/nonsense",
    "/x/y",
]


@pytest.fixture(scope="module")
async def broken(new_database: Callable[[str], Dsns], house: House) -> AsyncIterator[httpx.AsyncClient]:
    """A house whose database lost everything after the start, so that each statement fails with words of its own."""
    dsns = new_database("emptied")
    async with house_module.one(dsns, house.meta) as (_, http):
        await execute(dsns.owner, "DROP SCHEMA public CASCADE; DROP SCHEMA sandbox CASCADE")
        yield http


def test_every_surface_is_asked_for_what_it_has_not() -> None:
    assert {surface for surface, _, _ in NOWHERE} == set(SURFACES)


@pytest.mark.parametrize(("surface", "path", "shape"), NOWHERE)
async def test_an_unknown_path_is_refused_in_the_surfaces_own_words(
    house: House, surface: str, path: str, shape: set[str] | None
) -> None:
    assert house.dispatch.name_of(path, "localhost") == surface
    for method in ("GET", "POST", "DELETE"):
        answer = await house.here.request(method, path)
        assert answer.status_code == 404
        assert_shape(answer, shape)
        assert_discreet(answer)


@pytest.mark.parametrize("path", ["/clinets", "/partner/nonsense", "/Login"])
async def test_a_browser_at_a_mistyped_page_gets_one_for_people(house: House, path: str) -> None:
    answer = await house.here.get(path, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")
    assert 'href="/' in answer.text


@pytest.mark.parametrize("path", ["/messages", "/1234", "/v23.0/1234", "/upload:abc", "/v1/nonsense", "/health_status"])
async def test_what_the_messaging_api_knows_is_its_own_whatever_is_wished_for(house: House, path: str) -> None:
    answer = await house.here.get(
        path, headers={"accept": "text/html, image/gif, */*; q=.2"}
    )  # as Java's oldest client
    assert answer.headers["content-type"].startswith("application/json")


async def test_a_program_with_a_key_is_answered_as_one(house: House) -> None:
    answer = await house.here.get("/clinets", headers={"accept": "text/html", "d360-api-key": "x"})
    assert_shape(answer, GRAPH)


@pytest.mark.parametrize(("method", "path", "shape"), WRONG_METHOD)
async def test_a_method_that_is_not_there_is_named_with_those_that_are(
    house: House, method: str, path: str, shape: set[str] | None
) -> None:
    answer = await house.here.request(method, path)
    assert answer.status_code == 405
    assert method not in answer.headers["allow"]
    assert_shape(answer, shape)
    assert_discreet(answer)


@pytest.mark.parametrize("path", HEADS)
async def test_head_is_answered_as_get_without_the_body(house: House, path: str) -> None:
    got, head = await house.here.get(path), await house.here.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert set(head.headers) | {"set-cookie"} == set(got.headers) | {"set-cookie"}  # the second time one has it
    assert_discreet(head)


async def test_options_never_fails_and_never_acts(house: House) -> None:
    for surface in SURFACES:
        for path in {route.path for route in house.routes(surface)}:
            answer = await house.here.options(re.sub("{[^}]*}", "1", path))
            assert answer.status_code in {204, 401}, path
            assert_discreet(answer)


async def test_a_request_id_is_new_each_time_and_the_one_in_the_body(house: House) -> None:
    one, other = await house.here.get("/api/v2/nonsense"), await house.here.get("/api/v2/nonsense")
    assert one.headers["x-request-id"] != other.headers["x-request-id"]
    assert one.json()["meta"]["360dialog_trace_id"] == one.headers["x-request-id"]


async def test_no_id_in_a_path_can_break_a_route(house: House, sides: World) -> None:
    keyed = {"x-api-key": sides.partner.partner_key, "d360-api-key": sides.partner.d360_api_key}
    for surface in ("partner_api", "messaging_api", "hub", "meta_webhooks"):
        for route in house.routes(surface):
            for name in re.findall(r"{(\w+)}", route.path):
                for bad in ("%00", "a%00b", "%FF%FE", "%ED%A0%80", "%F0%9F%98%80", "x" * 3000, "'%22--"):
                    usual = dict.fromkeys(re.findall(r"{(\w+)}", route.path), bad)
                    if name != "partner_id" and "partner_id" in usual:
                        usual["partner_id"] = sides.partner.partner_id
                    given = {} if surface == "hub" else body(route)
                    answer = await house.here.request(route.method, filled(route, usual), headers=keyed, **given)
                    assert answer.status_code < 500, (route, bad)
                    assert_discreet(answer)


async def test_a_nul_in_what_people_and_meta_send_breaks_nothing(house: House) -> None:
    async with person(house) as visitor:
        form = {"email": "a\0b@people.example", "password": "\0"}
        answer = await visitor.http.post("/login", data=form, headers={"x-csrf-token": visitor.token})
        assert answer.status_code == 401
    update = b'{"field":"messages","value":{"metadata":{"phone_number_id":"\\u0000","display_phone_number":"1"}}}'
    payload = b'{"object":"whatsapp_business_account","entry":[{"id":"\\u0000","changes":[%s]}]}' % update
    signature = "sha256=" + hmac_sha256_hex("sandbox-app-secret", payload)
    answer = await house.here.post("/meta/webhook", content=payload, headers={"x-hub-signature-256": signature})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("path", "headers", "shape"),
    [
        ("/api/v2/partners/xPA", {"x-api-key": new_secret(keys.PREFIX)}, META),
        ("/v1/health", {"d360-api-key": new_secret(CHANNEL_KEY)}, META),
        ("/message_templates", {"d360-api-key": new_secret(CHANNEL_KEY)}, GRAPH),
        ("/dashboard/partner", {"cookie": f"partnerhub_session={new_secret(sessions.PREFIX)}"}, None),
        ("/onboarding/xPA", {}, None),
        ("/sandbox/graph/v23.0/1", {"authorization": "Bearer x"}, GRAPH),
    ],
)
async def test_a_crash_tells_nothing_but_its_number(
    broken: httpx.AsyncClient, path: str, headers: dict[str, str], shape: set[str] | None
) -> None:
    answer = await broken.get(path, headers=headers)
    assert answer.status_code in {500, 503}
    assert_shape(answer, shape)
    assert_discreet(answer)


async def test_a_crash_under_metas_webhook_tells_nothing_but_its_number(broken: httpx.AsyncClient) -> None:
    payload = b'{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"x","value":{}}]}]}'
    signature = "sha256=" + hmac_sha256_hex("sandbox-app-secret", payload)
    answer = await broken.post("/meta/webhook", content=payload, headers={"x-hub-signature-256": signature})
    assert answer.status_code in {500, 503}
    assert_shape(answer, GRAPH)
    assert_discreet(answer)


def assert_shape(answer: httpx.Response, shape: set[str] | None) -> None:
    if shape is None:
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.headers["x-request-id"] in answer.text
    else:
        told: dict[str, Any] = answer.json()
        assert set(told) == shape


def assert_discreet(answer: httpx.Response) -> None:
    assert len(answer.headers.get_list("x-request-id")) == 1
    assert REQUEST_ID.fullmatch(answer.headers["x-request-id"])
    assert answer.status_code < 400 or not TELLTALES.search(answer.text), answer.text
