"""An invitation is sent once who invites has entered a code from their own mailbox."""

import asyncio

from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.hub.security.mailed import HERE, USERS, code_for
from tests.people import letters_to
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain.access import attempts
from partnerhub.kit import clock, ids

PAT = {"email": "", "name": "Pat Doe", "role": "developer"}


def somebody() -> dict[str, str]:
    return {**PAT, "email": f"{ids.random_id(10).lower()}@crm.example"}


async def test_nobody_is_invited_before_the_code(partner: Browser, database: Database, ours: Staffed) -> None:
    pat = somebody()
    assert (await partner.send(USERS, pat)).headers["location"] == HERE
    assert await letters_to(database, pat["email"]) == []
    page = (await partner.get(HERE)).text
    assert f"You invite Pat Doe ({pat['email']}) as Developer." in page
    assert pat["email"] not in (await partner.get(USERS)).text
    await partner.send(HERE, {"code": await code_for(database, ours.email)})
    assert len(await letters_to(database, pat["email"])) == 1
    assert pat["email"] in (await partner.get(USERS)).text
    assert (await partner.get(HERE)).headers["location"] == USERS  # the code is used up


async def test_a_wrong_code_locks_for_longer_each_time(partner: Browser, database: Database, ours: Staffed) -> None:
    pat = somebody()
    await partner.send(USERS, pat)
    async with database.reading(ours.side.partner_id) as db:
        user_id = await db.fetchval("SELECT user_id FROM invitation_code")
        for _ in range(8):  # so that the next lock is longer than any test
            await attempts.failed(db, attempts.subject(VAULT, f"invitation by {user_id}"), now=clock.now())
        await db.execute("UPDATE login_attempt SET locked_until = now()")
    right = await code_for(database, ours.email)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    answers = await asyncio.gather(*(partner.send(HERE, {"code": wrong}) for _ in range(3)))
    assert sorted(one.status_code for one in answers) == [400, 429, 429]
    assert (await partner.send(HERE, {"code": right})).status_code == 429
    assert await letters_to(database, pat["email"]) == []


async def test_another_code_ends_the_one_before(partner: Browser, database: Database, ours: Staffed) -> None:
    pat = somebody()
    await partner.send(USERS, pat)
    first = await code_for(database, ours.email)
    assert (await partner.send(f"{HERE}/again", page=HERE)).headers["location"] == f"{HERE}?sent=again"
    second = await code_for(database, ours.email)
    if first != second:  # one in a million
        assert (await partner.send(HERE, {"code": first})).status_code == 400
    async with database.reading(ours.side.partner_id) as db:
        await db.execute("UPDATE login_attempt SET locked_until = now()")
    assert (await partner.send(HERE, {"code": f"{second[:3]} {second[3:]}"})).status_code == 303
    assert len(await letters_to(database, pat["email"])) == 1


async def test_a_code_that_is_too_old_or_given_up_invites_nobody(
    partner: Browser, database: Database, ours: Staffed
) -> None:
    for over in ("late", "given up"):
        pat = somebody()
        await partner.send(USERS, pat)
        code = await code_for(database, ours.email)
        if over == "late":
            async with database.writing(ours.side.partner_id) as db:
                await db.execute("UPDATE invitation_code SET expires_at = now()")
        else:
            await partner.send(f"{HERE}/end", page=HERE)
        answer = await partner.send(HERE, {"code": code}, page=USERS)
        assert answer.headers["location"] == USERS
        assert await letters_to(database, pat["email"]) == []
