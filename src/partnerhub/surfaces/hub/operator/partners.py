"""Partners, for the operator: found, added, disabled and enabled."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from partnerhub.domain import installation, newcomers
from partnerhub.domain.newcomers import NewPartner, errors_of
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.links.sign_up import SignUpForm, asked_of
from partnerhub.surfaces.hub.noted import origin
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import Hub, InHub, Page

HERE = "/operator/partners"
SIZE = 50
PAYS = [("partner", t("The partner, for its clients' numbers")), ("direct", t("Each client for its own numbers"))]
EPOCH = datetime.fromtimestamp(0, UTC)
CURSOR = re.compile(r"([0-9]{1,17})-([0-9A-Za-z]{1,40})")  # microseconds of the time, and the id
NEWEST = (clock.LAST, "")
SAVED = {
    "disabled": t("The partner is disabled: its people, keys and tokens are refused. Messages of its numbers go on."),
    "enabled": t("The partner is enabled."),
    "reset": t("The second factor is reset, and its user is told by mail."),
}


class EmailForm(msgspec.Struct):
    email: str = ""


async def show(request: Page, hub: InHub) -> Template:
    return await _page(request, hub, notice=SAVED.get(request.query_params.get("saved", ""), ""))


async def add(
    request: Page, hub: InHub, data: Annotated[SignUpForm, Body(media_type=RequestEncodingType.URL_ENCODED)]
) -> Template:
    """The answer holds password, key and secret; nothing can show them again."""
    asked = asked_of(data)
    if errors := errors_of(asked):
        return await _page(request, hub, form=data, errors=errors, status=400)
    try:
        made = await newcomers.add_partner(hub.database, hub.vault, asked)
    except Problem as problem:
        return await _page(
            request, hub, form=data, errors={problem.field or "": problem.sentence}, status=problem.status
        )
    return await _page(request, hub, made=made)


async def disable(request: Page, hub: InHub, partner_id: FromPath[str]) -> Redirect:
    await installation.disable(hub.database, partner_id, origin=origin(request, "operator"), now=clock.now())
    return Redirect(f"{HERE}?q={partner_id}&saved=disabled", status_code=303)


async def enable(request: Page, hub: InHub, partner_id: FromPath[str]) -> Redirect:
    await installation.enable(hub.database, partner_id, origin=origin(request, "operator"), now=clock.now())
    return Redirect(f"{HERE}?q={partner_id}&saved=enabled", status_code=303)


async def reset_second_factor(
    request: Page, hub: InHub, data: Annotated[EmailForm, Body(media_type=RequestEncodingType.URL_ENCODED)]
) -> Response[Any]:
    try:
        await installation.reset_second_factor(
            hub.database, hub.vault, data.email, origin=origin(request, "operator"), now=clock.now()
        )
    except Problem as problem:
        return await _page(request, hub, errors={"lost": problem.sentence}, status=problem.status)
    return Redirect(f"{HERE}?saved=reset", status_code=303)


async def _page(
    request: Page, hub: Hub, *, status: int = 200, notice: str = "", form: SignUpForm | None = None,
    errors: dict[str, str] | None = None, made: NewPartner | None = None,
) -> Template:  # fmt: skip
    wanted = request.query_params.get("q", "").strip()[:100]
    async with hub.database.working() as db:
        found = await installation.page(db, wanted, before=_place(request), limit=SIZE + 1)
    last = found[SIZE - 1] if len(found) > SIZE else None
    more = f"{(last.created_at - EPOCH) // timedelta(microseconds=1)}-{last.id}" if last else ""
    return page(
        "operator/partners.html", status=status, partners=found[:SIZE], wanted=wanted, more=more, notice=notice,
        form=form or SignUpForm(), errors=errors or {}, made=made, pays=PAYS, signing_up=hub.settings.signing_up,
        url=hub.settings.url, is_open=hub.settings.operator_open,
    )  # fmt: skip


def _place(request: Page) -> tuple[datetime, str]:
    """What is no cursor is the beginning."""
    found = CURSOR.fullmatch(request.query_params.get("cursor", ""))
    return (EPOCH + timedelta(microseconds=int(found[1])), found[2]) if found else NEWEST
