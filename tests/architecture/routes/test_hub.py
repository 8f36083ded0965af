"""Every page of the hub and of onboarding: which people see it, and what the others are told."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from tests.architecture.routes.house import House, Route
from tests.architecture.routes.people import Person, person
from tests.architecture.routes.probes import filled, leaks, like, seen
from tests.notices import noticed, tell
from tests.world import VAULT, Side, World

from partnerhub.db.pool import Database
from partnerhub.domain.access import keys, sessions
from partnerhub.kit import ids

OPEN = {  # to everyone: a front door, what it is dressed in, and the beginnings of a visit
    "GET /static/{name}",
    "GET /favicon.ico",
    "GET /robots.txt",
    "GET /hub/connect-button.js",
    "GET /hub/connect-progress.js",
    "GET /hub/logos/{partner_id}/{name}",
    "GET /hub/partnerhub-connect-button.tgz",
    "GET /",
    "GET /login",
    "POST /login",
    "GET /login/code",
    "POST /login/code",
    "POST /logout",
    "GET /login/invitation/{secret}",
    "POST /login/invitation/{secret}",
    "GET /signup",
    "POST /signup",
    "GET /login/password",
    "POST /login/password",
    "GET /login/password/{secret}",
    "POST /login/password/{secret}",
    "GET /dashboard/app/{partner_id}",
    "GET /dashboard/app/{partner_id}/permissions",
    "GET /onboarding/{partner_id}",
    "GET /onboarding/links/{link_token}",
    "GET /lp/whatsapp/{partner_id}",
    "GET /lp/migrate/{partner_id}",
}
PARTNER, CLIENT, VISIT = "/dashboard/partner", "/dashboard/client", "/onboarding/visits/"
OPERATOR = "/operator"  # tests/hub/operator
GONE = {404, 409}


def below(house: House, *starts: str) -> list[Route]:
    return [one for one in house.routes("hub") if one.path.startswith(starts) and str(one) not in OPEN]


@pytest.fixture
async def visitor(house: House) -> AsyncIterator[Person]:
    async with person(house) as nobody:
        yield nobody


@pytest.fixture
async def ours(house: House, database: Database, sides: World) -> AsyncIterator[Person]:
    """Our partner's user, who has begun a visit of its own onboarding page."""
    async with person(house, database, sides.partner) as user:
        yield user


@pytest.fixture
async def rival(house: House, database: Database, sides: World) -> AsyncIterator[Person]:
    async with person(house, database, sides.rival) as user:
        yield user


@pytest.fixture
async def client(house: House, database: Database, sides: World) -> AsyncIterator[Person]:
    """A user of our client."""
    async with person(house, database, sides.partner, sides.partner.client_id) as user:
        yield user


@pytest.fixture
async def rivals_client(house: House, database: Database, sides: World) -> AsyncIterator[Person]:
    async with person(house, database, sides.rival, sides.rival.client_id) as user:
        yield user


async def test_every_page_is_open_or_for_someone(house: House) -> None:
    rest = {str(one) for one in house.routes("hub")} - {
        str(one) for one in below(house, PARTNER, CLIENT, VISIT, OPERATOR)
    }
    assert rest == OPEN


async def test_nobody_is_asked_to_log_in(house: House, visitor: Person) -> None:
    for route in below(house, PARTNER, CLIENT):
        answer = await visitor.call(route, some_ids(route))
        assert (answer.status_code, answer.headers.get("location", "")[:6]) == (303, "/login"), route


async def test_each_of_the_two_hubs_is_closed_to_the_users_of_the_other(
    house: House, ours: Person, client: Person
) -> None:
    for start, other in ((PARTNER, client), (CLIENT, ours)):
        for route in below(house, start):
            assert (await other.call(route, some_ids(route))).status_code == 403, route


async def test_the_rivals_people_find_none_of_our_things(
    house: House, database: Database, sides: World, rival: Person, rivals_client: Person
) -> None:
    mine = await ids_of(database, sides.partner)
    for start, user in ((PARTNER, rival), (CLIENT, rivals_client)):
        for route in below(house, start):
            names = some_ids(route)
            our_ids = {name: mine[name] for name in names}
            nobodys = {name: value if name == "ending" else like(value) for name, value in our_ids.items()}
            answers = [await user.call(route, values) for values in (our_ids, nobodys)]
            assert not leaks(answers[0], sides.partner, *our_ids.values()), route
            assert answers[0].status_code < 500, route
            if names.keys() - {"ending"}:
                assert answers[0].status_code in GONE, route
                assert seen(answers[0], *our_ids.values()) == seen(answers[1], *nobodys.values()), route


async def test_a_visit_is_only_for_the_browser_that_began_it(
    house: House, sides: World, ours: Person, visitor: Person, rival: Person, rivals_client: Person
) -> None:
    visit = await ours.begin_visit(sides.partner)
    await rival.begin_visit(sides.rival)
    for route in below(house, VISIT):
        for other in (visitor, rival, rivals_client):
            answers = [await other.call(route, {**some_ids(route), "visit_id": one}) for one in (visit, like(visit))]
            assert answers[0].status_code == 404, route
            assert seen(answers[0], visit) == seen(answers[1], like(visit)), route
            assert not leaks(answers[0], sides.partner), route


async def test_a_visit_shows_a_partners_user_and_a_foreign_client_nothing_of_a_client(
    house: House, sides: World, ours: Person, rivals_client: Person
) -> None:
    for user in (ours, rivals_client):
        visit = await user.begin_visit(sides.partner)
        for route in below(house, VISIT):
            answer = await user.call(route, {**some_ids(route), "visit_id": visit})
            assert answer.status_code in {200, 303, 400, 401, 429}, (route, answer.text)
            assert sides.partner.phone_number not in answer.text, route
            assert sides.partner.channel_id not in answer.text + answer.headers.get("location", ""), route


async def test_a_session_that_ended_is_over_at_once_in_every_process(
    house: House, database: Database, sides: World, ours: Person, client: Person
) -> None:
    for start, user in ((PARTNER, ours), (CLIENT, client)):
        for http in (house.here, house.there):
            assert (await http.get(start, headers=user.cookie)).status_code == 200
        async with database.writing(sides.partner.partner_id) as db:
            await sessions.end(db, sides.partner.partner_id, VAULT, user.secret)
        for route in below(house, start):
            for http in (house.here, house.there):
                answer = await visiting(http, route, user)
                assert answer.status_code in {303, 403}, route
                assert not leaks(answer, sides.partner), route


async def visiting(http: httpx.AsyncClient, route: Route, user: Person) -> httpx.Response:
    headers = {**user.cookie, "x-csrf-token": user.token}
    return await http.request(route.method, filled(route, some_ids(route)), headers=headers)


def some_ids(route: Route) -> dict[str, str]:
    """Ids that nothing has."""
    return {name: "csv" if name == "ending" else ids.random_id(8) for name in re.findall(r"{(\w+)}", route.path)}


async def ids_of(database: Database, side: Side) -> dict[str, str]:
    """What stands in the addresses of pages."""
    async with database.reading(side.partner_id) as db:
        key_id = (await keys.of_partner(db, side.partner_id))[0].id
    names = (
        "user_id", "channel_id", "client_id", "waba_id", "template_id", "draft_id", "event_id", "link_id", "change_id"
    )  # fmt: skip
    await tell(database, side, None)
    notice_id = (await noticed(database, side))[-1]["id"]
    ours = dict.fromkeys(("key_id", "session_id", "payment_id", "card_id", "invoice_id"), key_id)
    return {**ours, "ending": "csv", "notice_id": notice_id, **{name: getattr(side, name) for name in names}}
