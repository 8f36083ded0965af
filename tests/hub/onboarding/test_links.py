"""Opening an onboarding link."""

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.domain.onboarding.meta import Meta
from tests.hub.onboarding.conftest import TARGET, Person, change, new_client
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain.onboarding import Parameters, links
from partnerhub.domain.onboarding.links import Link
from partnerhub.kit import clock, ids
from partnerhub.kit.crypto import new_secret

NO = "https://app.example.com/no?keep=1"
YES = "https://app.example.com/yes"


async def made(database: Database, side: Side, **changed: Any) -> Link:
    now = clock.now()
    given = {"success_url": YES, "failure_url": NO, "max_uses": 1, "expires_at": now + timedelta(days=1)} | changed
    parameters = Parameters(name="Ada's Engines", email="ada@e.example", partner="crm-1", state="s1", lang="de")
    async with database.writing(side.partner_id) as db:
        link_id = await links.create(db, side.partner_id, parameters, **given, vault=VAULT, any_target=False, now=now)
        return await links.get(db, side.partner_id, link_id, VAULT)


async def again(database: Database, link: Link) -> Link:
    async with database.reading(link.partner_id) as db:
        return await links.get(db, link.partner_id, link.id, VAULT)


def path(link: Link) -> str:
    return f"/onboarding/links/{link.token}"


async def test_a_link_leads_into_a_visit_with_what_is_known_of_the_client(
    person: Person, side: Side, database: Database
) -> None:
    await change(database, side, io_signature_required=True)
    await person.open(path(await made(database, side)))
    assert (person.page.status_code, person.step) == (200, "account")
    assert 'value="ada@e.example"' in person.page.text
    assert "Konto anlegen" in person.page.text
    assert f'href="{NO}&amp;error=cancelled&amp;state=s1"' in person.page.text


async def test_a_use_counts_when_the_client_comes_to_the_end_and_once(
    person: Person, another: Person, side: Side, database: Database, onboarding_meta: Meta
) -> None:
    link = await made(database, side)
    await person.open(path(link))
    await person.sign_up(email=f"{ids.random_id(10).lower()}@e.example")
    await person.connect(await onboarding_meta.made("codes"))
    await person.wait()
    assert person.step == "permissions"
    assert (await again(database, link)).uses == 0
    for _ in range(2):
        page = person.page
        answer = await person.send(channel=[])
        assert answer.headers["location"].startswith(YES + "?client=")
        assert "state=s1" in answer.headers["location"]
        person.page = page
    link = await again(database, link)
    assert (link.uses, link.status(clock.now())) == (1, "used")
    answer = await another.open(path(link))
    assert answer.headers["location"] == f"{NO}&error=already_used&state=s1"


@pytest.mark.parametrize("code", ["link_expired", "link_revoked"])
async def test_a_link_that_is_over_leads_to_the_partner_with_the_reason_or_says_it(
    person: Person, side: Side, database: Database, code: str
) -> None:
    for failure_url in (NO, None):
        link = await made(database, side, failure_url=failure_url)
        async with database.writing(side.partner_id) as db:
            if code == "link_revoked":
                await links.revoke(db, side.partner_id, link.id, clock.now())
            else:
                await db.execute("UPDATE onboarding_link SET expires_at = now() WHERE id = $1", link.id)
        answer = await person.open(path(link))
        if failure_url:
            assert answer.headers["location"] == f"{NO}&error={code}&state=s1"
        else:
            assert answer.status_code == 403
            assert code in answer.text


async def test_what_keeps_a_visit_from_beginning_is_told_to_the_partner(
    person: Person, side: Side, database: Database
) -> None:
    link = await made(database, side, success_url=None)
    await change(database, side, partner_redirect_url=None)
    answer = await person.open(path(link))
    assert answer.headers["location"] == f"{NO}&error=redirect_missing&state=s1"


async def test_a_signup_that_failed_leads_back_with_its_code(
    person: Person, side: Side, database: Database, onboarding_meta: Meta
) -> None:
    await person.open(path(await made(database, side)))
    await person.sign_up(email=f"{ids.random_id(10).lower()}@e.example")
    await person.connect({**await onboarding_meta.made("codes"), "code": "wrong"})
    await person.wait()
    assert f'href="{NO}&amp;error=token_exchange_failed&amp;state=s1"' in person.page.text


@pytest.mark.parametrize("token", ["x", "", "%00", "PHOL" + "%C3%A9" * 36])
async def test_an_unknown_link_is_a_page_that_says_so(person: Person, token: str) -> None:
    token = token or new_secret("PHOL")
    await person.open(f"/onboarding/links/{token}")
    assert person.page.status_code == 404
    assert "unknown_link" in person.page.text


async def test_a_link_that_is_over_says_whose_it_was_in_its_language_with_a_way_back(
    person: Person, side: Side, database: Database
) -> None:
    link = await made(database, side, failure_url=None)
    async with database.writing(side.partner_id) as db:
        await links.revoke(db, side.partner_id, link.id, clock.now())
    await person.open(path(link))
    for said in ("Acme", "Dieser Link wurde zurückgezogen.", f'href="{TARGET}"', "Zurück zu Acme", "link_revoked"):
        assert said in person.page.text


async def test_what_cannot_be_taken_within_a_visit_offers_to_go_on(person: Person, side: Side) -> None:
    await new_client(person, side)
    await person.send("signup", code="")
    assert person.page.status_code == 400
    assert "facebook_auth_failed" in person.page.text
    assert re.search(r'class="btn btn-primary w-100" href="/onboarding/visits/\w+"', person.page.text)
