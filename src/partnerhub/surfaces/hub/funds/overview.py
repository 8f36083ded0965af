"""The balance, how it renews itself, and what moved it (contract §1.8 Overview, §2 Funds)."""

from decimal import Decimal
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Template

from partnerhub.db.pool import Db
from partnerhub.domain import payments
from partnerhub.domain.billing import insight_store, months_store
from partnerhub.domain.billing.insight_store import PAGE_SIZE
from partnerhub.domain.payments.payers import opened
from partnerhub.domain.payments.quoting import LEAST, MOST, read
from partnerhub.kit import clock
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.funds.purse import InPurse, Purse, funds_page
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.parts import Hub, InHub, Page


class RenewalForm(msgspec.Struct):
    renews: str = ""
    below: str = ""
    by: str = ""


NOTICES = {"renewal": t("Saved."), "paid": t("Paid.")}


async def show(request: Page, hub: InHub, purse: InPurse) -> Template:
    given = request.query_params.get("before", "")[:18]
    before = int(given) if given.isascii() and given.isdecimal() else None
    async with hub.database.reading(purse.partner_id) as db:
        return await _page(db, hub, purse, before=before, notice=NOTICES.get(request.query_params.get("saved", ""), ""))


async def change(
    request: Page, hub: InHub, purse: InPurse,
    data: Annotated[RenewalForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    below, by, wrong = read(data.below), read(data.by), dict[str, str]()
    if below is None or below > MOST:
        wrong["below"] = t("An amount from 0 to 10,000.")
    if by is None or not LEAST <= by <= MOST:
        wrong["by"] = t("An amount from 5 to 10,000.")
    async with hub.database.writing(purse.partner_id) as db:
        if wrong:
            return await _page(db, hub, purse, wrong=wrong, entered=data)
        await opened(db, purse.partner_id, purse.client_id)
        await payments.set_renewal(
            db, purse.partner_id, purse.client_id, renews=bool(data.renews), below=below or Decimal(0), by=by or LEAST,
            now=clock.now(),
        )  # fmt: skip
        await note(request, db, purse, "renewal.change", purse.client_id or purse.partner_id)
    return purse.to("?saved=renewal")


async def _page(
    db: Db, hub: Hub, purse: Purse, *, before: int | None = None, notice: str = "", wrong: dict[str, str] | None = None,
    entered: RenewalForm | None = None,
) -> Template:  # fmt: skip
    """A partner whose clients pay sees their accounts here."""
    partner_id = purse.partner_id
    of_one = purse.client_id or None
    found = await insight_store.movements(db, partner_id, client_id=of_one, before=before, limit=PAGE_SIZE + 1)
    payer = await payments.payer_of(db, partner_id, purse.client_id)
    entered = entered or RenewalForm("on" if payer.renews else "", str(payer.renew_below), str(payer.renew_by))
    return await funds_page(
        "overview.html", db, hub, purse, status=400 if wrong else 200, before=before, notice=notice, wrong=wrong or {},
        funds=await insight_store.funds(db, partner_id, of_one), movements=found[:PAGE_SIZE], more=len(found) > PAGE_SIZE,
        payer=payer, cards=await payments.cards_of(db, partner_id, purse.client_id), entered=entered,
        months=await months_store.by_month(db, partner_id, purse.client_id),
    )  # fmt: skip
