"""What owners decide of everybody's second factor, on the page Users."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath

from partnerhub.db.pool import Db
from partnerhub.domain.access import second_factor
from partnerhub.kit import clock
from partnerhub.surfaces.hub.partner.users import done
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner


class RequiredForm(msgspec.Struct):
    """A box that is not ticked is not sent."""

    second_factor_required: Literal["on", ""] = ""


async def require(
    request: Page, hub: InHub, partner_user: AsPartner,
    data: Annotated[RequiredForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    required = data.second_factor_required == "on"

    async def work(db: Db) -> None:
        await second_factor.require(
            db, partner_user.partner_id, required=required, scopes=partner_user.scopes, now=clock.now()
        )

    saved = "required" if required else "not_required"
    return await done(request, hub, partner_user, "second_factor.require", saved, work, user_id=partner_user.partner_id)


async def reset(request: Page, hub: InHub, partner_user: AsPartner, user_id: FromPath[str]) -> Response[Any]:
    async def work(db: Db) -> None:
        await second_factor.reset(
            db, partner_user.partner_id, user_id, scopes=partner_user.scopes, vault=hub.vault, now=clock.now()
        )

    return await done(request, hub, partner_user, "second_factor.reset", "reset", work, user_id=user_id)
