"""Team: the client's people, invited by mail; owners change who belongs to it (contract hub-and-onboarding §2)."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import clients
from partnerhub.domain.access import second_factor
from partnerhub.domain.access.scopes import ClientRole
from partnerhub.domain.access.users import NoSuchUser, team, team_store
from partnerhub.domain.access.users.team import NewMember
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput, Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.links.typed import email_of, name_of
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsClient, ClientUser, refuse_members
from partnerhub.surfaces.hub.shown import USER_STATES
from partnerhub.surfaces.hub.wide import client_page

HERE = "/dashboard/client/team"
ROLES = [("member", t("Member")), ("owner", t("Owner"))]
SAVED = {
    "invited": t("The invitation is on its way."),
    "role": t("The role is changed."),
    "deleted": t("The person is no longer in your team."),
    "reset": t("The second factor is reset, and the person is told by mail."),
}


class MemberForm(msgspec.Struct, kw_only=True):
    email: str = ""
    name: str = ""
    role: str = "member"


class RoleForm(msgspec.Struct):
    role: str = ""


Change = Callable[[Db], Awaitable[Any]]


async def show(request: Page, hub: InHub, client_user: AsClient) -> Template:
    return await _page(hub, client_user, notice=SAVED.get(request.query_params.get("saved", ""), ""))


async def invite(
    request: Page, hub: InHub, client_user: AsClient,
    data: Annotated[MemberForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    partner_id, client_id = client_user.partner_id, client_user.client_id

    async def work(db: Db) -> None:
        company = await clients.get_name(db, partner_id, client_id)
        person = NewMember(email=email_of(data.email), name=name_of(data.name), role=_role(data.role), company=company)
        await team.invite(
            db, partner_id, client_id, person, vault=hub.vault, url=hub.settings.url, now=clock.now()
        )  # fmt: skip

    return await _done(request, hub, client_user, "team.invite", "invited", work, form=data)


async def invite_again(request: Page, hub: InHub, client_user: AsClient, user_id: FromPath[str]) -> Response[Any]:
    partner_id, client_id = client_user.partner_id, client_user.client_id

    async def work(db: Db) -> None:
        company = await clients.get_name(db, partner_id, client_id)
        await team.invite_again(
            db, partner_id, client_id, user_id, company, vault=hub.vault, url=hub.settings.url, now=clock.now()
        )

    return await _done(request, hub, client_user, "team.invite_again", "invited", work, user_id=user_id)


async def set_role(
    request: Page, hub: InHub, client_user: AsClient, user_id: FromPath[str],
    data: Annotated[RoleForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    async def work(db: Db) -> None:
        role = _role(data.role)
        await team.set_role(db, client_user.partner_id, client_user.client_id, user_id, role, now=clock.now())

    return await _done(request, hub, client_user, "team.change", "role", work, user_id=user_id)


async def remove(request: Page, hub: InHub, client_user: AsClient, user_id: FromPath[str]) -> Response[Any]:
    async def work(db: Db) -> None:
        await team.remove(db, client_user.partner_id, client_user.client_id, user_id)

    return await _done(request, hub, client_user, "team.remove", "deleted", work, user_id=user_id)


async def reset_second_factor(
    request: Page, hub: InHub, client_user: AsClient, user_id: FromPath[str]
) -> Response[Any]:
    partner_id, client_id = client_user.partner_id, client_user.client_id

    async def work(db: Db) -> None:
        await second_factor.reset_member(db, partner_id, client_id, user_id, vault=hub.vault, now=clock.now())

    return await _done(request, hub, client_user, "second_factor.reset", "reset", work, user_id=user_id)


async def _done(
    request: Page, hub: Hub, user: ClientUser, action: str, saved: str, work: Change, *, user_id: str | None = None,
    form: MemberForm | None = None,
) -> Response[Any]:  # fmt: skip
    """The work and its line in the audit log, or the page with what is wrong."""
    refuse_members(user)
    try:
        async with hub.database.writing(user.partner_id) as db:
            await work(db)
            await note(request, db, user, action, user_id)
    except NoSuchUser:
        raise
    except Problem as problem:
        return await _page(hub, user, form=form, wrong=problem)
    return Redirect(f"{HERE}?saved={saved}", status_code=303)


async def _page(
    hub: Hub, user: ClientUser, *, notice: str = "", form: MemberForm | None = None, wrong: Problem | None = None
) -> Template:
    errors = {(wrong.field or "") if form else "": wrong.sentence} if wrong else {}
    async with hub.database.reading(user.partner_id) as db:
        return await client_page(
            "client/team.html", db, user, status=wrong.status if wrong else 200, notice=notice, errors=errors,
            form=form or MemberForm(), roles=ROLES, states=USER_STATES, owner=user.is_owner,
            people=await team_store.of_client(db, user.partner_id, user.client_id),
            mail_goes=bool(hub.settings.smtp_host or hub.settings.mailbox_url), mailbox=hub.settings.mailbox_url,
        )  # fmt: skip


def _role(text: str) -> ClientRole:
    try:
        return msgspec.convert(text, ClientRole)
    except msgspec.ValidationError as error:
        raise BadInput(t("Choose a role."), field="role") from error
