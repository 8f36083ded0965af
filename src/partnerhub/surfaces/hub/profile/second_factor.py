"""One's own second factor: set up with the password and a first code, switched off with both."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain.access import second_factor, sessions, users
from partnerhub.kit import clock, qr
from partnerhub.kit.problems import NotFound, Problem
from partnerhub.kit.words import said, t
from partnerhub.surfaces.hub.logging_in.password import prove
from partnerhub.surfaces.hub.noted import note, origin
from partnerhub.surfaces.hub.notices.viewer import AsEither, User, hub_of, is_client
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.wide import either_page

TEMPLATE = "profile/second_factor.html"
NOTICES = {"off": t("Your second factor is off.")}


class ProofForm(msgspec.Struct, kw_only=True):
    """The password, the code, or both: as the step asks."""

    password: str = ""
    code: str = ""


Proof = Annotated[ProofForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def show(request: Page, hub: InHub, user: AsEither) -> Template:
    async with hub.database.reading(user.partner_id) as db:
        return await _page(hub, db, user, notice=NOTICES.get(request.query_params.get("saved", ""), ""))


async def begin(request: Page, hub: InHub, user: AsEither, data: Proof) -> Response[Any]:
    try:
        await _prove_password(request, hub, user, data.password)
        async with hub.database.writing(user.partner_id) as db:
            await second_factor.begin(db, user.partner_id, user.user_id, vault=hub.vault, now=clock.now())
            await note(request, db, user, "second_factor.begin", user.user_id)
    except Problem as problem:
        return await _wrong(hub, user, "password", problem)
    return Redirect(here(user), status_code=303)


async def confirm(request: Page, hub: InHub, user: AsEither, data: Proof) -> Response[Any]:
    """The answer holds the recovery codes; nothing can show them again. This person's other sessions end."""
    try:
        async with hub.database.writing(user.partner_id) as db:
            made = await second_factor.confirm(
                db, user.partner_id, user.user_id, data.code, vault=hub.vault, now=clock.now()
            )
            secret = request.cookies.get(hub.cookies.name("session"), "")
            await sessions.end_others(db, user.partner_id, user.user_id, vault=hub.vault, secret=secret)
            await note(request, db, user, "second_factor.confirm", user.user_id)
            return await _page(hub, db, user, codes=made)
    except Problem as problem:
        return await _wrong(hub, user, "code", problem)


async def renew_codes(request: Page, hub: InHub, user: AsEither, data: Proof) -> Response[Any]:
    """The answer holds them; the ones before count no more."""
    try:
        await _prove_code(request, hub, user, data.code)
    except Problem as problem:
        return await _wrong(hub, user, "new_codes", problem)
    async with hub.database.writing(user.partner_id) as db:
        made = await second_factor.new_codes(db, user.partner_id, user.user_id, vault=hub.vault)
        await note(request, db, user, "second_factor.renew_codes", user.user_id)
        return await _page(hub, db, user, codes=made)


async def end(request: Page, hub: InHub, user: AsEither, data: Proof) -> Response[Any]:
    try:
        await _prove_password(request, hub, user, data.password)
        await _prove_code(request, hub, user, data.code)
        async with hub.database.writing(user.partner_id) as db:
            await second_factor.remove(db, user.partner_id, user.user_id, vault=hub.vault, now=clock.now())
            await note(request, db, user, "second_factor.end", user.user_id)
    except Problem as problem:
        return await _wrong(hub, user, "end", problem)
    return Redirect(f"{here(user)}?saved=off", status_code=303)


def here(user: User) -> str:
    return f"{hub_of(user)}/second_factor"


async def _prove_password(request: Page, hub: Hub, user: User, password: str) -> None:
    async with hub.database.reading(user.partner_id) as db:
        person = await users.find(db, user.partner_id, user.user_id)
    if person is None:
        raise NotFound
    await prove(request, hub, person.email, password)


async def _prove_code(request: Page, hub: Hub, user: User, code: str) -> None:
    now = clock.now()
    await second_factor.prove(
        hub.database, hub.vault, user.partner_id, user.user_id, code,
        proved_at=now, origin=origin(request, user.actor), now=now,
    )  # fmt: skip


async def _wrong(hub: Hub, user: User, where: str, problem: Problem) -> Template:
    """The page with what is wrong at the form `where`."""
    async with hub.database.reading(user.partner_id) as db:
        return await _page(hub, db, user, status=problem.status, wrong={where: problem.sentence})


async def _page(
    hub: Hub, db: Db, user: User, *, status: int = 200, codes: list[str] | None = None, notice: str = "",
    wrong: dict[str, str] | None = None,
) -> Template:  # fmt: skip
    state = await second_factor.state(db, user.partner_id, user.user_id)
    person = await users.find(db, user.partner_id, user.user_id)
    secret, drawn = "", ""
    if state and state.confirmed_at is None and person:
        secret, address = second_factor.shown(state, person.email, hub.vault)
        drawn = qr.svg(address, said(t("QR code for your authenticator")))
    return await either_page(
        TEMPLATE, db, user, status=status, here=here(user), home=hub_of(user), of_client=is_client(user), state=state,
        secret=secret, qr=drawn, codes=codes, notice=notice, wrong=wrong or {},
    )  # fmt: skip
