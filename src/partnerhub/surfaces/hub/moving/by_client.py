"""The client's page Partner: who it is, and asking for another one by its ID, with the typed word."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import channels, partner_changes
from partnerhub.domain.partner_changes import Destination, Post, Request
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.noted import origin
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsClient, ClientUser, refuse_members
from partnerhub.surfaces.hub.wide import client_page

HERE = "/dashboard/client/partner"
WORD = "MOVE"
SAVED = {
    "asked": t("Your request is on its way. You are told by mail when it is decided."),
    "moved": t("All your numbers have moved. Share the permission of each number that your new partner shall use."),
    "withdrawn": t("Your request is taken back."),
}


class AskForm(msgspec.Struct, kw_only=True):
    to: str = ""
    word: str = ""


async def show(request: Page, hub: InHub, client_user: AsClient) -> Template:
    to = request.query_params.get("to", "").strip()[:40]
    notice = SAVED.get(request.query_params.get("saved", ""), "")
    async with hub.database.reading(client_user.partner_id) as db:
        return await _page(db, client_user, to=to, notice=notice)


async def ask(
    request: Page, hub: InHub, client_user: AsClient,
    data: Annotated[AskForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    """Where the partner approves by itself, the client has moved with the answer."""
    refuse_members(client_user)
    partner_id = client_user.partner_id
    async with hub.database.reading(partner_id) as db:
        if data.word.strip().upper() != WORD:
            return await _page(db, client_user, to=data.to, error=t("Type {word} to go on.", word=WORD))
    try:
        async with hub.database.writing(partner_id) as db:
            done = await partner_changes.ask(
                db, partner_id, client_user.client_id, data.to,
                origin=origin(request, client_user.actor), post=post_of(hub), now=clock.now(),
            )  # fmt: skip
    except Problem as problem:
        async with hub.database.reading(partner_id) as db:
            return await _page(db, client_user, to=data.to, wrong=problem)
    return Redirect(f"{HERE}?saved={'moved' if done.status == 'accepted' else 'asked'}", status_code=303)


async def withdraw(request: Page, hub: InHub, client_user: AsClient) -> Response[Any]:
    refuse_members(client_user)
    partner_id, whence = client_user.partner_id, origin(request, client_user.actor)
    async with hub.database.writing(partner_id) as db:
        await partner_changes.withdraw(db, partner_id, client_user.client_id, origin=whence, now=clock.now())
    return Redirect(f"{HERE}?saved=withdrawn", status_code=303)


def post_of(hub: Hub) -> Post:
    return Post(vault=hub.vault, url=hub.settings.url)


async def _page(
    db: Db, user: ClientUser, *, to: str = "", notice: str = "", error: str = "", wrong: Problem | None = None
) -> Template:
    """`to`: the ID that was typed; `error` is of the word, `wrong` of all else."""
    status = wrong.status if wrong else 400 if error else 200  # what was only looked up is no fault
    target, wrong = await _target(db, user, to, wrong)
    listed = await channels.of_client(db, user.partner_id, user.client_id)
    last = await partner_changes.latest_of_client(db, user.partner_id, user.client_id)
    return await client_page(
        "moving/client.html", db, user, status=status, notice=notice, to=to, target=target, error=error,
        wrong=wrong.sentence if wrong else "", word=WORD, numbers=[one for one in listed if not one.is_gone],
        last=last, other=await _other(db, user, last), owner=user.is_owner,
    )  # fmt: skip


async def _target(
    db: Db, user: ClientUser, to: str, wrong: Problem | None
) -> tuple[Destination | None, Problem | None]:
    if not to or wrong:
        return None, wrong
    try:
        return await partner_changes.destination(db, user.partner_id, user.client_id, to), None
    except Problem as problem:
        return None, problem


async def _other(db: Db, user: ClientUser, last: Request | None) -> str:
    """The name of the partner that was asked."""
    return await partner_changes.name_of(db, user.partner_id, last.target_partner_id) if last else ""
