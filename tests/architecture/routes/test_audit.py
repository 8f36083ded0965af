"""Every call that changes something is in the audit log: one line, that tells of every row that differs."""

import re
from typing import Any

import asyncpg
import httpx
import msgspec
import pytest
from tests import world
from tests.architecture.database.test_audit import TRIGGERS
from tests.architecture.routes.house import House, Route
from tests.architecture.routes.probes import body, filled, ids_of
from tests.messaging_api.passing.test_nodes import group_of
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import audit

PARTNER = "/api/v2/partners/{partner_id}"
REPEATABLE = {"POST", "PATCH"}
NOT_DONE = {  # what a probe in a new world cannot do
    f"DELETE {PARTNER}/platform_secret/rotation",
    f"POST {PARTNER}/account_sharing/numbers",
    f"POST {PARTNER}/webhook_endpoints/{{endpoint_id}}/test",
    f"POST {PARTNER}/webhook_url/test",
    f"POST {PARTNER}/events/{{event_id}}/replay",
    f"POST {PARTNER}/waba_accounts/{{waba_id}}/waba_templates/migrate",
}
NOT_REPEATED = {
    f"POST {PARTNER}/partner_keys/{{key_id}}/roll",  # ends the very key that it is asked with
}
TRAFFIC = re.compile(r"messages|media|uploads|calls$|contacts|events$")
NOT_DONE_BY_KEY = {f"{method} /multi_webhook" for method in ("PUT", "PATCH", "DELETE")}  # is off in a new world
SAFE = {"GET", "HEAD", "OPTIONS"}
OF_PEOPLE = "IN (SELECT u.person_id FROM hub_user u WHERE u.partner_id = $1)"
WHOSE = {
    "partner": "id = $1",
    "person": f"id {OF_PEOPLE}",
    "second_factor": f"person_id {OF_PEOPLE}",
}  # else partner_id
SILENT = {"id", "partner_id", "created_at", "modified_at", "created_by", "modified_by", "doc"}
# What Meta answers; the test's Graph says `{"success": true}` to everything else.
SAID = {
    "/waba_templates/migrate": b'{"migrated_templates": [], "failed_templates": []}',
    "/waba_templates": b'{"id": "594425479261596", "status": "PENDING", "category": "UTILITY"}',
    "/flows/migrate": b'{"migrated_flows": [], "failed_flows": []}',
    "/flows": b'{"id": "1123581321345589"}',
    "/assets": b'{"success": true, "validation_errors": []}',
    "/enable_ctwa": b'{"id": "1123581321345589"}',
}


def unsafe(house: House, surface: str) -> list[Route]:
    return [one for one in house.routes(surface) if one.method not in SAFE and not one.public]


@pytest.mark.parametrize("repeated", [False, True], ids=["once", "with an Idempotency-Key, twice"])
async def test_each_change_by_the_partner_api_is_one_line(
    house: House, database: Database, owner: asyncpg.Connection, *, repeated: bool
) -> None:
    done: list[Route] = []
    for route in unsafe(house, "partner_api"):
        side = await world.make_side(database, VAULT, "Audited")
        await world.add_endpoint(database, side)
        house.meta.say(said(route))
        headers = {"x-api-key": side.partner_key} | ({"idempotency-key": "abc"} if repeated else {})
        before = await rows(owner, side)
        for _ in range(2 if repeated and route.method in REPEATABLE else 1):
            answer = await house.here.request(
                route.method, filled(route, ids_of(route, side)), headers=headers, **body(route)
            )
        if answer.is_success:
            done.append(route)
            await assert_one_line(owner, side, route, answer, before, f"key:{side.partner_key_id}", repeated=repeated)
    assert {str(one) for one in unsafe(house, "partner_api") if one not in done} == (
        NOT_DONE | NOT_REPEATED if repeated else NOT_DONE
    )


async def test_each_change_by_a_channels_key_is_one_line(
    house: House, database: Database, owner: asyncpg.Connection
) -> None:
    """Messages, files and calls change nothing that stays."""
    noted = [one for one in unsafe(house, "messaging_api") if not TRAFFIC.search(one.path)]
    done: list[str] = []
    for route in noted:
        made = SAID["/waba_templates"] if route.path == "/v1/configs/templates" else b""
        house.meta.say(made or b'{"success": true, "id": "upload:1", "h": "x"}')
        side = await world.make_side(database, VAULT, "Audited")
        before = await rows(owner, side)
        headers = {"d360-api-key": side.d360_api_key}
        answer = await house.here.request(route.method, path_of(route, side), headers=headers, **body(route))
        if answer.is_success:
            done.append(str(route))
            await assert_one_line(owner, side, route, answer, before, f"channel_key:{side.channel_id}")
    assert {str(one) for one in noted} - set(done) == NOT_DONE_BY_KEY


def path_of(route: Route, side: Side) -> str:
    """At Meta there are things of which we have no rows."""
    theirs = {
        "group_id": group_of(side), "node_id": "1013859600285441", "code": "ANED2T5QRU7HG1", "name": "welcome",
        "template_id": side.template_external_id,
    }  # fmt: skip
    return filled(route, theirs if set(re.findall(r"{(\w+)}", route.path)) & theirs.keys() else ids_of(route, side))


async def assert_one_line(
    owner: asyncpg.Connection, side: Side, route: Route, answer: httpx.Response, before: dict[str, Any], actor: str,
    *, repeated: bool = False,
) -> None:  # fmt: skip
    lines = await owner.fetch("SELECT * FROM audit WHERE partner_id = $1", side.partner_id)
    assert len(lines) == 1, (route, lines)
    (line,) = lines
    assert (line["actor"], line["address"]) == (actor, "127.0.0.1"), route
    assert repeated or line["request_id"] == answer.headers["x-request-id"], route
    told = {name for one in audit.read(line["changes"]) for name in {**(one.before or {}), **(one.after or {})}}
    after = await rows(owner, side)
    assert {name for table in after for name in differing(before[table], after[table])} <= told, route


def differing(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> set[str]:
    """Names of the columns in which rows differ; of rows that were made or deleted, those with a value."""
    one, other = ({msgspec.json.encode(row.pop("id", row)): row for row in rows} for rows in (before, after))
    pairs = [(one.get(key, {}), other.get(key, {})) for key in one.keys() | other.keys()]
    return {name for left, right in pairs for name in left | right if left.get(name) != right.get(name)}


async def rows(owner: asyncpg.Connection, side: Side) -> dict[str, list[dict[str, Any]]]:
    """Of the tables that the log tells of, as they are now, without what it leaves out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in await owner.fetch(TRIGGERS):
        tenant = WHOSE.get(table["name"], "partner_id = $1")
        left_out = [*(SILENT - {"id"}), *table["arguments"][2].split()]
        found[table["name"]] = [
            msgspec.json.decode(row[0])
            for row in await owner.fetch(
                f"SELECT (to_jsonb(t) - $2::text[])::text FROM {table['name']} t WHERE {tenant}",
                side.partner_id, left_out,
            )
        ]  # fmt: skip
    return found


def said(route: Route) -> bytes:
    return next((text for end, text in SAID.items() if route.path.endswith(end)), b'{"success": true}')
