"""Invoices: listed, looked at, printed, taken away as a file; and the rate card (contract §1.8 Invoices)."""

from litestar import Response
from litestar.params import FromPath
from litestar.response import Template

from partnerhub.db.pool import Db
from partnerhub.domain import invoices
from partnerhub.domain.billing import insight_store
from partnerhub.domain.invoices import Invoice
from partnerhub.kit.problems import NotFound
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.funds import card
from partnerhub.surfaces.hub.funds.purse import InPurse, Purse, funds_page
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import InHub, Page

PAGE_SIZE = 25
MOST_PAGES = 1000
STATES = {
    "pending": (t("Pending"), "wait", t("Your card will be charged by itself.")),
    "unpaid": (t("Unpaid"), "bad", t("Add to your balance to pay it.")),
    "paid": (t("Paid"), "good", ""),
}
KINDS = {"prepayment": t("Top-up"), "closing": t("Monthly closing")}


class NoSuchInvoice(NotFound):
    """There is no such invoice in your account."""


async def show_all(request: Page, hub: InHub, purse: InPurse) -> Template:
    given = request.query_params.get("page", "1")[:4]
    at = min(int(given), MOST_PAGES) if given.isascii() and given.isdecimal() and int(given) else 1
    async with hub.database.reading(purse.partner_id) as db:
        found = await invoices.of_payer(
            db, purse.partner_id, purse.client_id, limit=PAGE_SIZE + 1, skip=(at - 1) * PAGE_SIZE
        )
        return await funds_page(
            "invoices.html", db, hub, purse, invoices=found[:PAGE_SIZE], more=len(found) > PAGE_SIZE, at=at, states=STATES,
            kinds=KINDS,
        )  # fmt: skip


async def show(hub: InHub, purse: InPurse, invoice_id: FromPath[str]) -> Template:
    async with hub.database.reading(purse.partner_id) as db:
        found = await _own(db, purse, invoice_id)
        return await funds_page("invoice.html", db, hub, purse, invoice=found, states=STATES, kinds=KINDS)


async def download(hub: InHub, purse: InPurse, invoice_id: FromPath[str]) -> Response[str] | Template:
    """One file of HTML that needs nothing else: any browser prints it."""
    async with hub.database.reading(purse.partner_id) as db:
        found = await _own(db, purse, invoice_id)
    answer = page("funds/invoice_file.html", invoice=found, states=STATES, kinds=KINDS)
    answer.headers["content-disposition"] = f'attachment; filename="invoice-{found.number}.html"'
    return answer


async def rates(hub: InHub, purse: InPurse) -> Template:
    async with hub.database.reading(purse.partner_id) as db:
        return await funds_page("rates.html", db, hub, purse, card=card(await insight_store.rate_card(db)))


async def _own(db: Db, purse: Purse, invoice_id: str) -> Invoice:
    found = await invoices.find(db, purse.partner_id, purse.client_id, invoice_id)
    if found is None:
        raise NoSuchInvoice
    return found
