"""Inviting somebody: who they are, then a code from the mailbox of who invites (contract hub-and-onboarding §1.6)."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain.access import users
from partnerhub.domain.access.users import Invited
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.pages import tell_when
from partnerhub.surfaces.hub.partner.users import HERE as USERS
from partnerhub.surfaces.hub.partner.users import InvitedForm, invited_of, users_page
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser
from partnerhub.surfaces.hub.shown import ROLE_NAMES
from partnerhub.surfaces.hub.wide import partner_page

HERE = f"{USERS}/invitation"
NOTICES = {"again": t("Another code is on its way; it takes the place of the one before.")}


class CodeForm(msgspec.Struct):
    code: str = ""


async def ask(
    request: Page,
    hub: InHub,
    partner_user: AsPartner,
    data: Annotated[InvitedForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    try:
        async with hub.database.writing(partner_user.partner_id) as db:
            await _ask(request, hub, db, partner_user, invited_of(data))
    except Problem as problem:
        return await users_page(hub, partner_user, form=data, wrong=problem)
    return Redirect(HERE, status_code=303)


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Response[Any]:
    person = await _waiting(hub, partner_user)
    if person is None:
        return Redirect(USERS, status_code=303)
    return await _page(hub, partner_user, person, notice=NOTICES.get(request.query_params.get("sent", ""), ""))


async def confirm(
    request: Page,
    hub: InHub,
    partner_user: AsPartner,
    data: Annotated[CodeForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    user, person = partner_user, await _waiting(hub, partner_user)
    if person is None:
        return Redirect(USERS, status_code=303)
    try:
        wrong = await _confirm(request, hub, user, data.code)
    except Problem as problem:
        wrong = problem
    if wrong:
        return await _page(hub, user, person, wrong)
    return Redirect(f"{USERS}?saved=invited", status_code=303)


async def ask_again(request: Page, hub: InHub, partner_user: AsPartner) -> Redirect:
    person = await _waiting(hub, partner_user)
    if person is None:
        return Redirect(USERS, status_code=303)
    async with hub.database.writing(partner_user.partner_id) as db:
        await _ask(request, hub, db, partner_user, person)
    return Redirect(f"{HERE}?sent=again", status_code=303)


async def give_up(hub: InHub, partner_user: AsPartner) -> Redirect:
    async with hub.database.writing(partner_user.partner_id) as db:
        await users.give_up(db, partner_user.partner_id, partner_user.user_id)
    return Redirect(USERS, status_code=303)


async def _ask(request: Page, hub: Hub, db: Db, user: PartnerUser, person: Invited) -> None:
    await users.ask(db, user.partner_id, user.user_id, person, scopes=user.scopes, vault=hub.vault, now=clock.now())
    await note(request, db, user, "users.invite_code", user.user_id, email=person.email)


async def _confirm(request: Page, hub: Hub, user: PartnerUser, code: str) -> Problem | None:
    """What is wrong with the code; what is wrong with the invitation is raised."""
    async with hub.database.writing(user.partner_id) as db:
        found = await users.confirm(
            db, user.partner_id, user.user_id, code,
            scopes=user.scopes, vault=hub.vault, url=hub.settings.url, now=clock.now(),
        )  # fmt: skip
        if isinstance(found, Problem):
            return found
        await note(request, db, user, "users.invite", found)
    return None


async def _waiting(hub: Hub, user: PartnerUser) -> Invited | None:
    async with hub.database.reading(user.partner_id) as db:
        return await users.asked(db, user.partner_id, user.user_id, now=clock.now())


async def _page(
    hub: Hub, user: PartnerUser, person: Invited, wrong: Problem | None = None, *, notice: str = ""
) -> Template:
    async with hub.database.reading(user.partner_id) as db:
        answer = await partner_page(
            "partner/security/inviting.html", db, user, status=wrong.status if wrong else 200,
            invited=person, role=ROLE_NAMES[person.role], error=wrong.sentence if wrong else "", notice=notice,
            mailbox=hub.settings.mailbox_url,
        )  # fmt: skip
    tell_when(answer, wrong)
    return answer
