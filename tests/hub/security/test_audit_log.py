"""The page Audit log: who did what, found, paged and exported."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from tests.documented_events import DOCUMENTED
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.hub.onboarding.test_account import add_user

import partnerhub
from partnerhub.db.pool import Database
from partnerhub.domain import audit
from partnerhub.domain.audit import Origin
from partnerhub.kit import clock
from partnerhub.surfaces.hub.speech import deeds
from partnerhub.surfaces.messaging_api.noting import ACTIONS
from partnerhub.surfaces.partner_api.routes import ROUTES

PAGE = "/dashboard/partner/audit_log"
KEYS = "/dashboard/partner/api_keys"


@pytest.fixture
async def key_made(partner: Browser) -> None:
    assert (await partner.send(KEYS, {"name": "Shop server"})).status_code == 200


async def lines(browser: Browser, **asked: str) -> str:
    answer = await browser.get(PAGE, params=asked)
    assert answer.status_code == 200
    return answer.text.partition('<div id="audit-log">')[2]


@pytest.mark.usefixtures("key_made")
async def test_says_who_did_what_to_what_and_what_it_was_before(partner: Browser, ours: Staffed) -> None:
    shown = await lines(partner, action="partner_keys.create")
    assert shown.count("<tr>") == 2  # the head, and the line
    for told in ("Ada Lovelace", "Partner keys: create", "Shop server", "127.0.0.1"):
        assert told in shown, told
    assert ours.side.partner_key not in shown


async def test_names_the_people_of_clients_and_what_keys_are(
    partner: Browser, database: Database, ours: Staffed
) -> None:
    client_user = await add_user(database, ours.side, ours.side.client_id)
    async with database.writing(ours.side.partner_id) as db:
        user_id = await db.fetchval("SELECT id FROM hub_user WHERE email = $1", client_user)
        for actor in (f"user:{user_id}", f"channel_key:{ours.side.channel_id}"):
            await audit.record(
                db, ours.side.partner_id, Origin(actor=actor), action="tests.named", subject="thing", now=clock.now()
            )
    shown = await lines(partner, action="tests.named")
    assert "API key of the number" in shown
    assert f"user:{user_id}" not in shown


@pytest.mark.usefixtures("key_made")
async def test_is_filtered_by_who_what_which_and_when(partner: Browser, ours: Staffed) -> None:
    soon, before = (f"{clock.now() + timedelta(minutes=one):%Y-%m-%dT%H:%M}" for one in (2, -2))
    for fits, asked in (
        (True, {"action": "partner_keys.create"}),
        (False, {"action": "partner_keys.end"}),
        (False, {"actor": "operator"}),
        (False, {"subject": "nothing"}),
        (True, {"since": before, "until": soon}),
        (False, {"since": soon}),
        (False, {"until": before}),
        (True, {"since": "nonsense", "cursor": "nonsense"}),
    ):
        assert ("Shop server" in await lines(partner, **asked)) == fits, asked
    assert "No line fits this." in await lines(partner, action="nothing")


async def test_is_paged_and_taken_along_as_a_file(partner: Browser, database: Database, ours: Staffed) -> None:
    now = clock.now()
    async with database.writing(ours.side.partner_id) as db:
        for number in range(53):
            await audit.record(
                db, ours.side.partner_id, Origin(actor="operator"), action="tests.paged", subject=f"thing-{number:02}",
                now=now + timedelta(seconds=number),
            )  # fmt: skip
    first = await lines(partner, action="tests.paged")
    assert ("thing-52" in first, "thing-03" in first, "thing-02" in first) == (True, True, False)
    older = first.partition(f'href="{PAGE}?')[2].partition('"')[0].replace("&amp;", "&")
    second = (await partner.get(f"{PAGE}?{older}")).text
    assert ("thing-02" in second, "thing-03" in second) == (True, False)
    answer = await partner.get(f"{PAGE}/export/csv", params={"action": "tests.paged"})
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["subject"] for row in rows] == [f"thing-{number:02}" for number in reversed(range(53))]
    assert (rows[0]["who"], rows[0]["actor"]) == ("The operator", "operator")
    assert len((await partner.get(f"{PAGE}/export/json", params={"subject": "thing-07"})).json()) == 1


async def test_shows_a_partner_its_own_lines_only(partner: Browser, database: Database, rival: Staffed) -> None:
    async with database.writing(rival.side.partner_id) as db:
        await audit.record(
            db,
            rival.side.partner_id,
            Origin(actor="operator"),
            action="tests.theirs",
            subject="theirs",
            now=clock.now(),
        )
    assert "theirs" not in await lines(partner)
    assert "No line fits this." in await lines(partner, subject="theirs")


def test_every_action_that_is_noted_has_words_for_each_language() -> None:
    calls = r"(?:note|noting|noted|record|record_changes)\([^)]*?|action=|ACTIONS = \{[^}]*?"
    found = {
        action
        for path in Path(partnerhub.__file__).parent.rglob("*.py")
        for action in re.findall(rf'(?:{calls})"([a-z_]+\.[a-z_]+)"', path.read_text())
    } | {doc.action for doc in ROUTES if doc.method != "GET"} | set(ACTIONS.values())  # fmt: skip
    assert {"session.start", "partner_keys.roll", "groups.change", "funds.add"} <= found
    missing = [
        one for one in found for subject, _, deed in [one.replace("_", " ").partition(".")]
        if subject not in deeds.SUBJECTS or deed not in deeds.DEEDS
    ]  # fmt: skip
    assert sorted(missing) == []


def test_every_event_that_a_partner_is_told_has_words() -> None:
    named = [one for one in DOCUMENTED if "." not in one]
    assert sorted(one for one in named if one.replace("_", " ") not in deeds.EVENTS) == []


@pytest.mark.usefixtures("key_made")
async def test_is_in_the_readers_language(partner: Browser) -> None:
    asked, german = {"action": "partner_keys.create"}, {"accept-language": "de"}
    assert "Partner-Schlüssel: anlegen" in (await partner.get(PAGE, params=asked, headers=german)).text
