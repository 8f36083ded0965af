"""The OpenAPI document: valid, complete, and telling of each answer what is really in it."""

import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any, get_type_hints

import aiohttp
import msgspec
import pytest
from tests.partner_api.asking import ask
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain import partner_changes, partners, webhooks
from partnerhub.domain.audit import Origin
from partnerhub.domain.partner_changes import Post
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.kit import clock
from partnerhub.surfaces import messaging_api, partner_api
from partnerhub.surfaces.partner_api.app import GIVEN
from partnerhub.surfaces.partner_api.routes import ROUTES
from partnerhub.surfaces.partner_api.wire.documentation import Doc
from partnerhub.surfaces.partner_api.wire.errors import Fault
from partnerhub.surfaces.partner_api.wire.openapi.known import IDS
from partnerhub.surfaces.partner_api.wire.openapi.operations import SHOWN

PYTHON = Path(sys.prefix, "fuzz", "bin", "python")  # made by `make setup`
OWN = [doc for doc in ROUTES if not doc.upstream and not doc.public]
ENDS = {"DELETE /api/v2/partners/{partner_id}/platform_secret/rotation"}  # what POST begins
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, item in partner_api.document()["paths"].items()
    for method, operation in item.items()
}


@pytest.mark.parametrize("document", [partner_api.document, messaging_api.document], ids=["partner", "messaging"])
def test_both_documents_are_valid_openapi_31(document: Any, tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(msgspec.json.encode(document()))
    command = [PYTHON, "-m", "openapi_spec_validator", "--schema", "3.1", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_line_of_the_route_table_is_in_it() -> None:
    assert list(OPERATIONS) == [str(doc) for doc in sorted(ROUTES, key=_first_of_path)]
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(names) == len(set(names))
    assert all(name.replace("_", "").isalnum() and name.islower() for name in names)


def _first_of_path(doc: Doc) -> int:
    return [one.path for one in ROUTES].index(doc.path)


@pytest.mark.parametrize("doc", ROUTES, ids=str)
def test_every_id_is_explained_and_every_list_tells_its_fields(doc: Doc) -> None:
    assert set(doc.names) <= set(IDS)
    assert bool(doc.lists) == ("asked" in inspect.signature(doc.serve).parameters)
    assert doc.upstream == reaches("graph", doc.serve)
    named = [one.get("name") for one in OPERATIONS[str(doc)]["parameters"]]
    assert named[: len(doc.names)] == doc.names
    assert ("filters" in named) == bool(doc.lists)


@pytest.fixture
async def event_id(database: Database, acme: World) -> str:
    side = acme.partner
    async with database.writing(side.partner_id) as db:
        await webhooks.set_partner_url(db, side.partner_id, "https://example.com/webhook")
        await partners.set_redirect_url(db, side.partner_id, "https://crm.example/connected", any_target=False)
        mine = await db.fetchval("SELECT id FROM endpoint WHERE partner_id = $1", side.partner_id)
        side.endpoint_id = name_of(mine)
        of = {"client_id": side.client_id, "channel_id": side.channel_id}
        return await webhooks.publish(db, side.partner_id, type="channel_live", data=b"{}", now=clock.now(), **of)


@pytest.fixture
async def change_id(database: Database, acme: World) -> str:
    post, origin, rival = Post(vault=VAULT, url="http://hub.test"), Origin(actor="user:ada"), acme.rival
    async with database.writing(rival.partner_id) as db:
        asked = await partner_changes.ask(
            db, rival.partner_id, rival.client_id, acme.partner.partner_id, origin=origin, post=post, now=clock.now()
        )
    return asked.id


@pytest.mark.parametrize("doc", OWN, ids=str)
async def test_each_answer_is_what_its_type_says_and_no_more(
    api: aiohttp.ClientSession, acme: World, event_id: str, change_id: str, doc: Doc
) -> None:
    side = acme.partner
    ids = {"partner_id": side.partner_id, "client_id": side.client_id, "channel_id": side.channel_id}
    ids |= {"waba_id": side.waba_id, "key_id": side.partner_key_id, "event_id": event_id}
    ids |= {
        "change_id": change_id,
        "endpoint_id": side.endpoint_id,
        "replay_id": side.replay_id,
        "user_id": side.user_id,
    }
    path = doc.address.format_map(ids | {"link_id": side.link_id, "signup_id": side.signup_id})
    asked = next((one.value for one in SHOWN.get((doc.method, doc.address), ()) if one.status is None), None)
    if str(doc).startswith("DELETE") and path.endswith("/rotation"):
        await ask(api, "POST", path)
    needed = [
        one["name"] for one in OPERATIONS[str(doc)]["parameters"] if one.get("in") == "query" and one.get("required")
    ]
    if str(doc) in ENDS:
        await ask(api, "POST", path)
    status, body = await ask(api, doc.method, path, json=asked, params=dict.fromkeys(needed, "1"))
    assert status == doc.status, body
    assert whole(body, get_type_hints(doc.serve)["return"]) == body


async def test_an_error_is_what_its_type_says_and_no_more(api: aiohttp.ClientSession, acme: World) -> None:
    status, body = await ask(api, "GET", f"/api/v2/partners/{acme.partner.partner_id}/channels?limit=x")
    assert (status, whole(body, Fault)) == (400, body)


def reaches(name: str, serve: Any) -> bool:
    """Whether `serve` is given `name`, by itself or through something that it is given."""
    asked = set(inspect.signature(serve).parameters)
    return name in asked or any(reaches(name, GIVEN[one]) for one in asked & set(GIVEN))


def whole(body: Any, kind: Any) -> Any:
    """What `kind` can say of `body`: raises for a wrong type, leaves out what it does not know."""
    return msgspec.to_builtins(msgspec.convert(body, kind, strict=True), str_keys=True)
