"""The progress page: what the worker has done of the signup, until it is live or has failed with a reason."""

from typing import Any

from litestar import Response

from partnerhub.domain import onboarding
from partnerhub.domain.onboarding import Signup, failures, states
from partnerhub.domain.onboarding.states import Failed, Live, State
from partnerhub.kit import clock
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.onboarding.answers import branded, to
from partnerhub.surfaces.hub.onboarding.arrival import Guest, InGuest
from partnerhub.surfaces.hub.parts import InHub, Page

STEPS = (  # the state by which each is done
    ("authorised", t("Access to your WhatsApp account")),
    ("found", t("Your phone number")),
    ("subscribed", t("Receiving messages")),
    ("registered", t("Registration of the number")),
    ("live", t("Ready to send")),
)
ANOTHER_HELPS = {"number_taken", "waba_taken", "pin_mismatch", "too_many_registrations", "registration_failed"}


async def show(hub: InHub, guest: InGuest) -> Response[Any]:
    """Once live, on to the permissions."""
    async with hub.database.writing(guest.partner.id) as db:
        signup = await onboarding.signup_of(db, guest.visit, guest.client_id)
        if signup is None:
            return to(guest.path())
        if isinstance(signup.state, Live):
            await onboarding.leave_signup(db, guest.visit)
            return to(guest.path("permissions"))
        numbers = await onboarding.shareable(db, guest.partner.id, guest.client_id)
    return _page(guest, signup, has_numbers=bool(numbers))


async def try_again(request: Page, hub: InHub, guest: InGuest) -> Response[Any]:
    """Go on from the step that failed, or from Meta's dialog where that is needed."""
    async with hub.database.writing(guest.partner.id) as db:
        signup = await onboarding.signup_of(db, guest.visit, guest.client_id)
        state = signup and signup.state
        if signup is None or not isinstance(state, Failed):
            return to(guest.path())
        if onboarding.can_be_tried_again(state):
            await onboarding.try_again(db, signup, now=clock.now())
            await note(request, db, guest, "signup.try_again", guest.client_id)
            return to(guest.path("progress"))
        await onboarding.leave_signup(db, guest.visit)
    return to(guest.path("connect"))


def _page(guest: Guest, signup: Signup, *, has_numbers: bool) -> Response[Any]:
    state = signup.state
    failed = state if isinstance(state, Failed) else None
    return branded(
        "progress.html",
        guest,
        error=failed.code if failed else "cancelled",
        marks=_marked(failed.before if failed else state, failed=failed is not None),
        failed=failed,
        reason=failures.text_of(failed.code) if failed else "",
        has_channels=has_numbers or bool(states.channels_of(state)),
        other=failed is not None and failed.code in ANOTHER_HELPS,
    )


def _marked(state: State, *, failed: bool) -> list[tuple[str, str]]:
    """(what, "done" | "now" | "failed" | "later") for each step."""
    reached = states.place(states.tag(state))
    marks: list[tuple[str, str]] = []
    for name, what in STEPS:
        place = states.place(name)
        if place <= reached:
            marks.append((what, "done"))
        elif place == reached + 1:
            marks.append((what, "failed" if failed else "now"))
        else:
            marks.append((what, "later"))
    return marks
