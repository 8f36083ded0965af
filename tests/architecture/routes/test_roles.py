"""Who may do what: every route of the Partner API and every page of the Partner Hub, as a user of every role.

What is allowed is read off the table that people read, in docs/authentication.md.
"""

import re

import httpx
import pytest
from tests.architecture.routes.house import House, Route
from tests.architecture.routes.people import person
from tests.architecture.routes.probes import body, filled, ids_of
from tests.architecture.source.reading import ROOT
from tests.people import add_user, bearer
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain.access.scopes import AREAS, ROLES, Role
from partnerhub.surfaces.partner_api.routes import ROUTES

TEXT = (ROOT / "docs/authentication.md").read_text().partition("### Roles")[2].partition("\n## ")[0]
ROWS = {area: cells.split(" | ") for area, cells in re.findall(r"^\| `(\w+)` \| (.+) \|$", TEXT, re.MULTILINE)}
METHODS = {"": set[str](), "read": {"GET"}, "write": {"GET", "POST", "PUT", "PATCH", "DELETE"}}
REFUSED = "Your role does not have the scope"


def test_the_table_has_every_area_and_role() -> None:
    assert list(ROWS) == list(AREAS)
    assert re.search(r"^\| Area \| (.+) \|$", TEXT, re.MULTILINE)[1].split(" | ") == [f"`{one}`" for one in ROLES]  # pyright: ignore[reportOptionalSubscript]


@pytest.mark.parametrize("role", ROLES)
async def test_every_route_is_open_to_the_roles_of_the_table_and_to_no_other(
    house: House, sides: World, database: Database, role: Role
) -> None:
    side = sides.partner
    token = await bearer(database, side.partner_id, await add_user(database, side.partner_id, role))
    tried = [one for one in house.routes("partner_api") if not one.public]
    assert len(tried) == len([one for one in ROUTES if not one.public])
    for route in tried:
        answer = await call(house.here, route, ids_of(route, side), token)
        assert answer.status_code != 401, route
        refused = answer.status_code == 403 and REFUSED in answer.text
        assert refused == (route.method not in allowed(route, role)), (route, answer.text)


@pytest.mark.parametrize("role", ROLES)
async def test_every_page_of_the_partner_hub_is_open_to_the_roles_of_the_table_and_to_no_other(
    house: House, sides: World, database: Database, role: Role
) -> None:
    async with person(house, database, sides.partner, role=role) as user:
        for route in [one for one in house.routes("hub") if one.path.startswith("/dashboard/partner")]:
            assert "scope" in route.handler.opt, f"{route} does not say what it needs"
            area, _, verb = route.handler.opt["scope"].partition(":")
            answer = await user.call(route, dict.fromkeys(re.findall(r"{(\w+)}", route.path), "some"))
            refused = answer.status_code == 403 and "Your role does not allow this." in answer.text
            open_to = ROWS[area][ROLES.index(role)].strip()
            assert refused == (open_to not in {verb, "write"}), (route, open_to)


def allowed(route: Route, role: Role) -> set[str]:
    """Methods that the table lets this role use on the area of this route."""
    area = next(one.scope for one in ROUTES if f"{one.method} {one.address}" == str(route)).partition(":")[0]
    return METHODS[ROWS[area][ROLES.index(role)].strip()]


async def call(http: httpx.AsyncClient, route: Route, values: dict[str, str], token: dict[str, str]) -> httpx.Response:
    return await http.request(route.method, filled(route, values), headers=token, **body(route))
