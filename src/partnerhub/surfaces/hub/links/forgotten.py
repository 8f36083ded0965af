"""The page for who forgot their password."""

from typing import Annotated

import msgspec
from litestar.background_tasks import BackgroundTask
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Template

from partnerhub.domain.access import users
from partnerhub.kit import clock
from partnerhub.surfaces.hub.noted import origin
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import InHub, Page


class EmailForm(msgspec.Struct):
    email: str = ""


async def show() -> Template:
    return page("forgotten.html", sent=False)


async def send(
    request: Page, hub: InHub, data: Annotated[EmailForm, Body(media_type=RequestEncodingType.URL_ENCODED)]
) -> Template:
    """The letter is written after the answer, so that neither its words nor its time say who has an account."""
    answer = page("forgotten.html", sent=True)
    answer.background = BackgroundTask(
        users.forgotten, hub.database, hub.vault, data.email,
        url=hub.settings.url, origin=origin(request, "visitor"), now=clock.now(),
    )  # fmt: skip
    return answer
