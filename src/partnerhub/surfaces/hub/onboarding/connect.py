"""The connect step: Meta's Embedded Signup, opened by Meta's SDK on our page (contract messaging-and-meta B.1)."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body

from partnerhub.domain import onboarding
from partnerhub.domain.onboarding import Finish
from partnerhub.kit import clock
from partnerhub.kit.urls import origin
from partnerhub.kit.words import t
from partnerhub.settings import Settings
from partnerhub.surfaces.hub.headers import allow
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.onboarding import payment
from partnerhub.surfaces.hub.onboarding.answers import branded, to
from partnerhub.surfaces.hub.onboarding.arrival import Guest, InGuest
from partnerhub.surfaces.hub.parts import InHub, Page

FACEBOOK = ("https://www.facebook.com", "https://web.facebook.com")
METAS_SDK = "https://connect.facebook.net"
FAILURES = {  # what the page's script shows
    "sdk_not_loaded": (
        t(
            "Facebook's sign-up did not load. Allow connect.facebook.net in your browser or blocker, then reload this page."
        )
    ),
    "popup_blocked": t("Your browser blocked Facebook's window. Allow pop-ups for this page, then try again."),
    "cancelled": t("The sign-up was closed before it was finished. Nothing was changed. You can start it again."),
    "facebook_auth_failed": t("Facebook did not give access. Try again, and confirm the permissions it asks for."),
    "facebook_error": t("Facebook reported an error. Try again, or ask your provider for help."),
}


class ConnectForm(msgspec.Struct, kw_only=True):
    """What the page's script fills in when the dialog is done."""

    code: str = ""
    event: str = ""
    waba_id: str = ""
    phone_number_id: str = ""


async def show(request: Page, hub: InHub, guest: InGuest) -> Response[Any]:
    if await payment.is_needed(hub, guest):
        return to(guest.path("payment"))
    async with hub.database.reading(guest.partner.id) as db:
        numbers = await onboarding.shareable(db, guest.partner.id, guest.client_id)
    if numbers and not may_add(guest):
        return to(guest.path("permissions"))
    sdk = origin(hub.settings.sdk_url)
    allow(request, "script-src", sdk)
    for directive in ("connect-src", "frame-src"):
        allow(request, directive, sdk, "https://*.facebook.com")
    return branded("connect.html", guest, numbers=numbers, dialog=_dialog(guest, hub.settings), failures=FAILURES)


async def start(
    request: Page,
    hub: InHub,
    guest: InGuest,
    data: Annotated[ConnectForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    if await payment.is_needed(hub, guest):
        return to(guest.path("payment"))
    given = Finish(code=data.code, event=data.event, waba_id=data.waba_id, phone_number_id=data.phone_number_id)
    async with hub.database.writing(guest.partner.id) as db:
        await onboarding.begin_signup(
            db, hub.vault, guest.visit, guest.partner, guest.client_id, given, now=clock.now()
        )
        await note(request, db, guest, "signup.start", guest.client_id)
    return to(guest.path("progress"))


def may_add(guest: Guest) -> bool:
    """Whether a client that has a number may add another; the first is always welcome."""
    return guest.partner.allow_client_to_add_phone_no and not guest.partner.blocked_new_submission


def _dialog(guest: Guest, settings: Settings) -> dict[str, str]:
    """What the script needs, as attributes of the form."""
    given = guest.visit.parameters
    sdk = origin(settings.sdk_url)
    setup: dict[str, Any] = {}
    business = {key: value for key, value in (("name", given.name), ("email", given.email)) if value}
    if business:
        setup["business"] = business
    if given.preverified_phone_number_id:
        setup["preVerifiedPhone"] = {"ids": [given.preverified_phone_number_id]}
    return {
        "sdk": settings.sdk_url,
        "app": settings.meta_app_id,
        "config": settings.meta_config_id,
        "version": settings.graph_version,
        "origins": " ".join(FACEBOOK if sdk == METAS_SDK else (*FACEBOOK, sdk)),
        "setup": msgspec.json.encode(setup).decode(),
    }
