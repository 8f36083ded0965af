"""Cards: typed on the provider's page, kept here as tokens."""

from datetime import datetime

import structlog

from partnerhub.db.pool import Database, Db
from partnerhub.domain import billing
from partnerhub.domain.payments import card_store, payer_store, payers
from partnerhub.kit import clock, ids
from partnerhub.kit.problems import Conflict, NotFound
from partnerhub.upstream.payments import NoAnswer, Provider

log = structlog.get_logger("payments")


class NoSuchCard(NotFound):
    """There is no such card in your account."""


class NotAnswering(Conflict):
    """The payment provider does not answer at the moment. Nothing was charged; try again in a minute."""

    code = "payment_provider_unavailable"


async def card_page(
    database: Database, provider: Provider, partner_id: str, client_id: str, *, name: str, back: str
) -> str:
    """The address of the provider's page for a new card, which leads back to `back`. Raises NotAnswering, Moved."""
    async with database.writing(partner_id) as db:
        payer = await payers.opened(db, partner_id, client_id)
    try:
        customer = payer.customer or await provider.customer(f"{partner_id}/{client_id}", name=name)
        if customer != payer.customer:
            async with database.writing(partner_id) as db:
                await payer_store.set_customer(db, partner_id, client_id, customer)
        return await provider.card_page(customer, back=back)
    except NoAnswer as error:
        log.warning("provider_not_answering", error=str(error))
        raise NotAnswering from error


async def add_card(
    database: Database, provider: Provider, partner_id: str, client_id: str, session: str
) -> tuple[str, str] | None:
    """(id, "Visa ···· 4242") of the card that this payer typed in `session`; None when there is none.

    Raises NotAnswering, Moved.
    """
    try:
        card = await provider.card_of(session)
    except NoAnswer as error:
        raise NotAnswering from error
    async with database.writing(partner_id) as db:
        await payers.stay(db, partner_id, client_id)
        payer = await payers.payer_of(db, partner_id, client_id)
        if card is None or card.customer != payer.customer:
            return None
        await card_store.add(db, partner_id, client_id, ids.prefixed_uuid7("card"), card, clock.now())
        saved = await card_store.cards_of(db, partner_id, client_id)
    return next(((one.id, one.name) for one in saved if one.token == card.token), None)


async def make_primary(db: Db, partner_id: str, client_id: str, card_id: str) -> None:
    """Raises NoSuchCard."""
    if not await card_store.put_first(db, partner_id, client_id, card_id):
        raise NoSuchCard


async def remove_card(db: Db, partner_id: str, client_id: str, card_id: str, *, now: datetime) -> str:
    """Its token, for the provider to forget once this is committed. Raises NoSuchCard."""
    await billing.hold(db, partner_id, client_id)
    token = await card_store.remove(db, partner_id, client_id, card_id)
    if token is None:
        raise NoSuchCard
    await billing.renews_no_more(db, partner_id, client_id, now=now)
    return token
