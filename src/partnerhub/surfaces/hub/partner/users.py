"""Users: the partner's people, their roles, and inviting more (contract hub-and-onboarding §1.6)."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain.access import users
from partnerhub.domain.access.scopes import ROLES, Role, is_within
from partnerhub.domain.access.users import Invited
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput, Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.links.typed import email_of, name_of
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser
from partnerhub.surfaces.hub.shown import ROLE_NAMES, USER_STATES
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/users"
SAVED = {
    "invited": t("The invitation is on its way."),
    "role": t("The role is changed."),
    "disabled": t("The user is disabled."),
    "enabled": t("The user is enabled."),
    "deleted": t("The user is deleted."),
    "reset": t("The second factor is reset: the next log-in asks for the password only."),
    "required": t("Everybody needs a second factor now."),
    "not_required": t("A second factor is everybody's own choice now."),
}


class InvitedForm(msgspec.Struct, kw_only=True):
    email: str = ""
    name: str = ""
    role: str = ""


class RoleForm(msgspec.Struct):
    role: str = ""


Change = Callable[[Db], Awaitable[Any]]


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    notice = SAVED.get(request.query_params.get("saved", ""), "")
    return await users_page(hub, partner_user, notice=notice)


async def set_role(
    request: Page,
    hub: InHub,
    partner_user: AsPartner,
    user_id: FromPath[str],
    data: Annotated[RoleForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    async def work(db: Db) -> None:
        await _change(db, partner_user, user_id, role=_role(data.role))

    return await done(request, hub, partner_user, "users.change", "role", work, user_id=user_id)


async def disable(request: Page, hub: InHub, partner_user: AsPartner, user_id: FromPath[str]) -> Response[Any]:
    async def work(db: Db) -> None:
        await _change(db, partner_user, user_id, enabled=False)

    return await done(request, hub, partner_user, "users.change", "disabled", work, user_id=user_id)


async def enable(request: Page, hub: InHub, partner_user: AsPartner, user_id: FromPath[str]) -> Response[Any]:
    async def work(db: Db) -> None:
        await _change(db, partner_user, user_id, enabled=True)

    return await done(request, hub, partner_user, "users.change", "enabled", work, user_id=user_id)


async def invite_again(request: Page, hub: InHub, partner_user: AsPartner, user_id: FromPath[str]) -> Response[Any]:
    async def work(db: Db) -> None:
        await users.send_again(
            db, partner_user.partner_id, user_id,
            scopes=partner_user.scopes, vault=hub.vault, url=hub.settings.url, now=clock.now(),
        )  # fmt: skip

    return await done(request, hub, partner_user, "users.invite_again", "invited", work, user_id=user_id)


async def remove(request: Page, hub: InHub, partner_user: AsPartner, user_id: FromPath[str]) -> Response[Any]:
    async def work(db: Db) -> None:
        await users.remove(db, partner_user.partner_id, user_id, scopes=partner_user.scopes)

    return await done(request, hub, partner_user, "users.remove", "deleted", work, user_id=user_id)


async def done(
    request: Page, hub: Hub, user: PartnerUser, action: str, saved: str, work: Change, *, user_id: str | None = None,
) -> Response[Any]:  # fmt: skip
    """The work and its line in the audit log, or the page with what is wrong."""
    try:
        async with hub.database.writing(user.partner_id) as db:
            await work(db)
            await note(request, db, user, action, user_id)
    except users.NoSuchUser:
        raise
    except Problem as problem:
        return await users_page(hub, user, wrong=problem)
    return Redirect(f"{HERE}?saved={saved}", status_code=303)


async def _change(
    db: Db, by: PartnerUser, user_id: str, *, role: Role | None = None, enabled: bool | None = None
) -> None:
    await users.change(
        db, by.partner_id, user_id, scopes=by.scopes, name=None, role=role, enabled=enabled, now=clock.now()
    )


async def users_page(
    hub: Hub, user: PartnerUser, *, notice: str = "", form: InvitedForm | None = None, wrong: Problem | None = None
) -> Template:
    errors = {(wrong.field or "") if form else "": wrong.sentence} if wrong else {}
    async with hub.database.reading(user.partner_id) as db:
        return await partner_page(
            "partner/users.html", db, user, status=wrong.status if wrong else 200, notice=notice, errors=errors,
            form=form or InvitedForm(), states=USER_STATES, role_names=ROLE_NAMES,
            roles=[(role, ROLE_NAMES[role]) for role in reversed(ROLES) if is_within(user.scopes, role)],
            people=[(one, is_within(user.scopes, one.role)) for one in await users.of_partner(db, user.partner_id)],
            may_require=user.scopes is None, mail_goes=bool(hub.settings.smtp_host or hub.settings.mailbox_url),
            mailbox=hub.settings.mailbox_url,
        )  # fmt: skip


def invited_of(form: InvitedForm) -> Invited:
    """Raises BadInput."""
    return Invited(email=email_of(form.email), name=name_of(form.name), role=_role(form.role))


def _role(text: str) -> Role:
    try:
        return msgspec.convert(text, Role)
    except msgspec.ValidationError as error:
        raise BadInput(t("Choose a role."), field="role") from error
