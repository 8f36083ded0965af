"""Every route of the Partner API, called by everyone who must not get through."""

from typing import Any

import asyncpg
import httpx
import pytest
from tests.architecture.database.catalogue import tenant_tables
from tests.architecture.routes.house import House, Route
from tests.architecture.routes.probes import body, filled, ids_of, leaks, like, seen
from tests.world import VAULT, Side, World

from partnerhub.db.pool import Database
from partnerhub.domain.access import keys
from partnerhub.kit import clock

PUBLIC = {"POST /api/v2/token", "POST /v1/token", "GET /openapi.json"}  # the way to get a token, and the documentation
REFUSED = {403, 404}


def routes(house: House) -> list[Route]:
    return [route for route in house.routes("partner_api") if not route.public]


async def call(http: httpx.AsyncClient, route: Route, values: dict[str, str], **headers: str) -> httpx.Response:
    return await http.request(route.method, filled(route, values), headers=headers, **body(route))


async def test_few_routes_are_public(house: House) -> None:
    assert {str(route) for route in house.routes("partner_api") if route.public} == PUBLIC


async def test_the_rival_is_told_of_our_address_what_it_is_told_of_none(house: House, sides: World) -> None:
    for route in routes(house):
        ours = ids_of(route, sides.partner)
        nobodys = {name: like(value) for name, value in ours.items()}
        answers = [await call(house.here, route, values, **rival(sides)) for values in (ours, nobodys)]
        assert answers[0].status_code in REFUSED, route
        assert seen(answers[0], *ours.values()) == seen(answers[1], *nobodys.values()), route
        assert not leaks(answers[0], sides.partner, *ours.values()), route


async def test_the_rival_finds_none_of_our_things_at_its_own_address(house: House, sides: World) -> None:
    for route in routes(house):
        own = ids_of(route, sides.rival)
        for name in own.keys() - {"partner_id"}:
            our_id = ids_of(route, sides.partner)[name]
            answers = [
                await call(house.here, route, {**own, name: one}, **rival(sides)) for one in (our_id, like(our_id))
            ]
            assert answers[0].status_code in REFUSED, (route, name)
            assert seen(answers[0], our_id) == seen(answers[1], like(our_id)), (route, name)
            assert not leaks(answers[0], sides.partner, our_id), (route, name)


async def test_what_the_rival_may_read_holds_nothing_of_ours(house: House, sides: World) -> None:
    for route in routes(house):
        if route.method == "GET":
            answer = await call(house.here, route, ids_of(route, sides.rival), **rival(sides))
            assert answer.status_code == 200, route
            assert not leaks(answer, sides.partner), route


@pytest.mark.parametrize(
    "field", ["id", "client_id", "waba_account_id", "external_id", "partner_id", "client.name", "name"]
)
async def test_no_filter_finds_ours(house: House, sides: World, field: str) -> None:
    values = {
        "id": sides.partner.channel_id,
        "waba_account_id": sides.partner.waba_id,
        "partner_id": sides.partner.partner_id,
    }
    wanted = values.get(field, sides.partner.client_id)
    for what in ("channels", "clients"):
        path = f"/api/v2/partners/{sides.rival.partner_id}/{what}"
        answer = await house.here.get(path, params={"filters": f'{{"{field}": "{wanted}"}}'}, headers=rival(sides))
        assert answer.status_code == 400 or answer.json()["total"] == 0
        assert not leaks(answer, sides.partner, wanted)


async def test_all_that_trying_leaves_our_rows_as_they_were(
    house: House, sides: World, owner: asyncpg.Connection
) -> None:
    before = await rows(owner, sides.partner)
    for route in routes(house):
        ours, own = ids_of(route, sides.partner), ids_of(route, sides.rival)
        for values in (
            ours,
            {**ours, "partner_id": sides.rival.partner_id},
            {**own, "partner_id": sides.partner.partner_id},
        ):
            await call(house.here, route, values, **rival(sides))
    assert await rows(owner, sides.partner) == before


async def test_strangers_are_refused_alike_everywhere(house: House, sides: World) -> None:
    strangers: list[dict[str, str]] = [
        {},
        {"x-api-key": "PHPA" + "x" * 36},
        {"x-api-key": sides.partner.d360_api_key},
        {"d360-api-key": sides.partner.d360_api_key},
        {"authorization": f"Bearer {sides.partner.d360_api_key}"},
        {"authorization": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."},
    ]
    for route in routes(house):
        ours = ids_of(route, sides.partner)
        told = [seen(await call(house.here, route, ours, **headers)) for headers in strangers]
        assert told[0][0] == 401, route
        assert all(one == told[0] for one in told), route
        nobodys = {name: like(value) for name, value in ours.items()}
        assert seen(await call(house.here, route, nobodys)) == told[0], route


async def test_a_revoked_key_is_refused_at_once_in_every_process(
    house: House, sides: World, database: Database
) -> None:
    for route in routes(house):
        ours = ids_of(route, sides.partner)
        key = await new_key(database, sides.partner)
        for http in (house.here, house.there):
            answer = await http.get(f"/api/v2/partners/{sides.partner.partner_id}", headers={"x-api-key": key[1]})
            assert answer.status_code == 200
        async with database.writing(sides.partner.partner_id) as db:
            assert await keys.revoke(db, sides.partner.partner_id, key[0], now=clock.now())
        for http in (house.here, house.there):
            assert (await call(http, route, ours, **{"x-api-key": key[1]})).status_code == 401, route


async def new_key(database: Database, side: Side) -> tuple[str, str]:
    async with database.writing(side.partner_id) as db:
        return await keys.create(db, side.partner_id, "to be revoked", vault=VAULT, now=clock.now())


async def rows(owner: asyncpg.Connection, side: Side) -> dict[str, Any]:
    return {
        table.name: await owner.fetch(
            f"SELECT to_jsonb(t)::text FROM {table.name} t WHERE {table.tenant} = $1 ORDER BY 1", side.partner_id
        )
        for table in await tenant_tables(owner)
    }


def rival(sides: World) -> dict[str, str]:
    return {"x-api-key": sides.rival.partner_key}
