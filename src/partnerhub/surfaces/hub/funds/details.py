"""How and as whom one pays: cards, and the billing details on invoices (contract §1.8 Billing, §2 Billing)."""

import re
from contextlib import suppress
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import invoices, payments
from partnerhub.domain.invoices import Details
from partnerhub.domain.partners import COUNTRIES
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.kit.texts import is_email
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.funds.purse import InPurse, Purse, funds_page, name_of, till
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.onboarding.answers import leads_away
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.upstream.payments import NoAnswer

LONGEST = 300
VAT_ID = re.compile(r"[A-Z]{2}[A-Z0-9]{2,13}")
NOTICES = {
    "details": t("Saved. They hold from the next invoice on."), "card": t("The card is saved."),
    "removed": t("The card is removed."),
    "primary": t("This card is charged first now."), "no_card": t("No card was added."),
}  # fmt: skip


class DetailsForm(msgspec.Struct):
    legal_name: str = ""
    email: str = ""
    address: str = ""
    country: str = ""
    vat_id: str = ""


async def show(request: Page, hub: InHub, purse: InPurse) -> Template:
    leads_away(request)
    saved = request.query_params.get("saved", "")
    async with hub.database.reading(purse.partner_id) as db:
        return await _page(db, hub, purse, saved=saved)


async def change(
    request: Page, hub: InHub, purse: InPurse,
    data: Annotated[DetailsForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    given = _read(data)
    wrong = _faults(given)
    async with hub.database.writing(purse.partner_id) as db:
        try:
            if not wrong:
                await invoices.change(db, purse.partner_id, purse.client_id, given)
                await note(request, db, purse, "billing_details.change", purse.client_id or purse.partner_id)
                return purse.to("details?saved=details")
        except Problem as problem:
            wrong = {"": problem.sentence}
        leads_away(request)
        return await _page(db, hub, purse, entered=given, wrong=wrong)


async def add_card(hub: InHub, purse: InPurse) -> Response[Any]:
    """To the provider's page, where the card is typed."""
    counter = till(hub)
    async with hub.database.reading(purse.partner_id) as db:
        name = await name_of(db, purse)
    back = f"{hub.settings.url}{purse.here}/cards/back"
    page = await payments.card_page(
        hub.database, counter.provider, purse.partner_id, purse.client_id, name=name, back=back
    )
    return Redirect(page, status_code=303)


async def card_added(request: Page, hub: InHub, purse: InPurse) -> Response[Any]:
    """Back from there, with the session in which a card was typed, or without."""
    session = request.query_params.get("session", "")
    if not re.fullmatch(r"\w{1,200}", session):
        return purse.to("details?saved=no_card#cards")
    added = await payments.add_card(hub.database, till(hub).provider, purse.partner_id, purse.client_id, session)
    if added:
        async with hub.database.writing(purse.partner_id) as db:
            await note(request, db, purse, "cards.add", added[0], card=added[1])
    return purse.to(f"details?saved={'card' if added else 'no_card'}#cards")


async def make_primary(request: Page, hub: InHub, purse: InPurse, card_id: FromPath[str]) -> Response[Any]:
    async with hub.database.writing(purse.partner_id) as db:
        await payments.make_primary(db, purse.partner_id, purse.client_id, card_id)
        await note(request, db, purse, "cards.primary", card_id)
    return purse.to("details?saved=primary#cards")


async def remove_card(request: Page, hub: InHub, purse: InPurse, card_id: FromPath[str]) -> Response[Any]:
    async with hub.database.writing(purse.partner_id) as db:
        token = await payments.remove_card(db, purse.partner_id, purse.client_id, card_id, now=clock.now())
        await note(request, db, purse, "cards.remove", card_id)
    with suppress(NoAnswer):  # nobody here can charge it any more
        await till(hub).provider.forget(token)
    return purse.to("details?saved=removed#cards")


def _read(data: DetailsForm) -> Details:
    address = "\n".join(line.strip() for line in data.address.replace("\0", "").splitlines() if line.strip())
    name, email = (" ".join(text.replace("\0", "").split()) for text in (data.legal_name, data.email))
    vat_id = re.sub(r"[\s.-]", "", data.vat_id).upper()
    return Details(legal_name=name, email=email, address=address, country=data.country.strip().upper(), vat_id=vat_id)


def _faults(given: Details) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not 0 < len(given.legal_name) <= LONGEST:
        wrong["legal_name"] = t("Enter the company's legal name.")
    if not is_email(given.email):
        wrong["email"] = t("Enter an e-mail address, like billing@company.com.")
    if not 0 < len(given.address) <= LONGEST:
        wrong["address"] = t("Enter the address.")
    if given.country not in COUNTRIES:
        wrong["country"] = t("Choose a country.")
    if given.vat_id and not VAT_ID.fullmatch(given.vat_id):
        wrong["vat_id"] = t("A VAT ID begins with the country's two letters, like DE123456789.")
    return wrong


async def _page(
    db: Db, hub: Hub, purse: Purse, *, saved: str = "", entered: Details | None = None, wrong: dict[str, str] | None = None
) -> Template:  # fmt: skip
    known = await invoices.details_of(db, purse.partner_id, purse.client_id)
    return await funds_page(
        "details.html", db, hub, purse, status=400 if wrong else 200, saved=NOTICES.get(saved, ""),
        failed=saved == "no_card", entered=entered or known,
        fixed=bool(known.invoices and known.legal_name), wrong=wrong or {}, now=clock.now(),
        cards=await payments.cards_of(db, purse.partner_id, purse.client_id),
    )  # fmt: skip
