"""The permission page: which numbers the partner may make API keys for; then back to the partner (§3.5.4, §3.6)."""

from datetime import datetime
from typing import Any

from litestar import Response

from partnerhub.domain import onboarding
from partnerhub.domain.channels import ClientChannel
from partnerhub.kit import clock
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.onboarding.answers import branded, leads_away, to
from partnerhub.surfaces.hub.onboarding.arrival import Guest, InGuest
from partnerhub.surfaces.hub.onboarding.connect import may_add
from partnerhub.surfaces.hub.parts import InHub, Page


async def show(request: Page, hub: InHub, guest: InGuest) -> Response[Any]:
    asked = guest.visit.parameters.digits
    async with hub.database.reading(guest.partner.id) as db:
        numbers = await onboarding.shareable(db, guest.partner.id, guest.client_id, first=asked)
    if not numbers:
        return to(guest.path("connect"))
    leads_away(request)
    ticked = _ticked(numbers, asked, guest.visit.created_at)
    return branded("permissions.html", guest, numbers=numbers, ticked=ticked, may_add=may_add(guest))


async def choose(request: Page, hub: InHub, guest: InGuest) -> Response[Any]:
    ticked = {str(value) for value in (await request.form()).getall("channel", [])}
    now = clock.now()
    async with hub.database.writing(guest.partner.id) as db:
        choice = await onboarding.choose(db, guest.partner.id, guest.client_id, ticked, actor=guest.actor, now=now)
        address = await onboarding.finish(
            db,
            guest.visit,
            guest.partner,
            guest.client_id,
            permitted=choice.permitted,
            revoked=choice.revoked,
            now=now,
        )
        await note(request, db, guest, "permission.choose", guest.client_id)
    return to(address)


def _ticked(numbers: list[ClientChannel], asked: str, begun: datetime) -> set[str]:
    """All; when the link asks for one number, that one, those added in this visit and those that are shared already."""
    if asked not in {number.phone_number for number in numbers}:
        return {number.id for number in numbers}
    return {
        number.id for number in numbers
        if number.phone_number == asked or number.created_at >= begun or number.permission_granted_at
    }  # fmt: skip


async def next_step(hub: InHub, guest: InGuest) -> Response[Any]:
    """Where a visit goes on: a signup under way, the permissions of a client with numbers, else Meta's dialog."""
    async with hub.database.reading(guest.partner.id) as db:
        signup = await onboarding.signup_of(db, guest.visit, guest.client_id)
        numbers = await onboarding.shareable(db, guest.partner.id, guest.client_id)
    if signup is not None:
        return to(guest.path("progress"))
    return to(guest.path("permissions" if _is_settled(guest, numbers) else "connect"))


def _is_settled(guest: Guest, numbers: list[ClientChannel]) -> bool:
    """A link that asks for a number the client does not have yet is there to add it."""
    asked = guest.visit.parameters.digits
    missing = asked and asked not in {number.phone_number for number in numbers}
    return bool(numbers) and not (missing and may_add(guest))
