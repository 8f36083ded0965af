"""API Keys of the partner: each is shown once, several may live side by side (contract §1.5)."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from partnerhub.domain.access import keys
from partnerhub.kit import clock
from partnerhub.kit.problems import NotFound
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/api_keys"
LONGEST_NAME = 80


class NoSuchKey(NotFound):
    """There is no such key, or it is revoked already."""


class KeyForm(msgspec.Struct):
    name: str = ""


async def show(hub: InHub, partner_user: AsPartner) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        listed = await keys.of_partner(db, partner_user.partner_id)
        return await partner_page("partner/api_keys.html", db, partner_user, keys=listed, name="", error="", secret="")


async def create(
    request: Page,
    hub: InHub,
    partner_user: AsPartner,
    data: Annotated[KeyForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Template:
    """The answer holds the secret; nothing can show it again. The key may do what the person may, who makes it."""
    name, secret = data.name.strip(), ""
    error = fault(name)
    async with hub.database.writing(partner_user.partner_id) as db:
        if not error:
            scopes = None if partner_user.scopes is None else sorted(partner_user.scopes)
            key_id, secret = await keys.create(
                db, partner_user.partner_id, name, vault=hub.vault, now=clock.now(), scopes=scopes
            )
            await note(request, db, partner_user, "partner_keys.create", key_id)
        listed = await keys.of_partner(db, partner_user.partner_id)
        return await partner_page(
            "partner/api_keys.html", db, partner_user, status=400 if error else 200, keys=listed,
            name=name if error else "", error=error, secret=secret,
        )  # fmt: skip


async def revoke(request: Page, hub: InHub, partner_user: AsPartner, key_id: FromPath[str]) -> Response[Any]:
    async with hub.database.writing(partner_user.partner_id) as db:
        if not await keys.revoke(db, partner_user.partner_id, key_id, now=clock.now()):
            raise NoSuchKey
        await note(request, db, partner_user, "partner_keys.end", key_id)
    return Redirect(HERE, status_code=303)


def fault(name: str) -> str:
    """What is wrong with a key's name, or ""."""
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return t("A name has 1 to {most} letters, digits and signs.", most=LONGEST_NAME)
    return ""
