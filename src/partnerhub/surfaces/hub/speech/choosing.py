"""The language of a person's pages and letters: chosen on the page of one's own account."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from partnerhub.domain.access import users
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.notices.viewer import AsEither, hub_of
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.speech import NAMES, WHOLE

CHOICES = [("", t("The browser's")), *((one, NAMES[one]) for one in WHOLE)]  # only those that are complete


class LanguageForm(msgspec.Struct):
    """Empty: the browser says it."""

    language: str = ""


async def choose(
    request: Page, hub: InHub, user: AsEither,
    data: Annotated[LanguageForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    if data.language not in dict(CHOICES):
        raise BadInput(t("Choose one of these."), field="language")
    async with hub.database.writing(user.partner_id) as db:
        await users.set_language(db, user.partner_id, user.user_id, data.language or None, now=clock.now())
        await note(request, db, user, "users.change", user.user_id, language=data.language)
    return Redirect(f"{hub_of(user)}/profile?saved=language#spoken", status_code=303)
