"""Letting a number go at Meta after the end of its channel: tried for a day, required for nothing."""

from datetime import datetime, timedelta

from partnerhub.db.pool import Database
from partnerhub.domain import wabas
from partnerhub.domain.channels.at_meta import errand_store as store
from partnerhub.domain.channels.at_meta.errand_store import Errand
from partnerhub.domain.channels.ending_store import is_waba_in_use
from partnerhub.kit.crypto import Unsealable, Vault
from partnerhub.upstream.graph import Graph, GraphError
from partnerhub.upstream.graph.onboarding import deregister, unsubscribe

NOT_REGISTERED = 133010
AGAIN_AFTER = (30, 300, 3600, 6 * 3600, 24 * 3600)  # seconds; then the number stays as it is at Meta


async def leave(database: Database, graph: Graph, vault: Vault, errand: Errand, now: datetime) -> None:
    """The WABA is let go with its last number."""
    refused = await _let_go(graph, vault, errand)
    async with database.writing(errand.partner_id) as db:
        if refused and refused.transient and errand.attempts <= len(AGAIN_AFTER):
            due = now + timedelta(seconds=AGAIN_AFTER[errand.attempts - 1])
            await store.put_off(
                db, errand.partner_id, errand.channel_id, "leave", errand.leased_until, due, errand.attempts
            )
            return
        if not await is_waba_in_use(db, errand.partner_id, errand.waba_id):
            await wabas.remove(db, errand.partner_id, errand.waba_id, now=now)
        await store.remove(db, errand.partner_id, errand.channel_id, "leave")


async def _let_go(graph: Graph, vault: Vault, errand: Errand) -> GraphError | None:
    """A number in the Business App stays registered there, and one that came back to us stays here."""
    if errand.graph_token is None:
        return None
    try:
        token = vault.unseal(errand.graph_token)
        if not errand.number_in_use and not errand.is_on_biz_app:
            await _deregister(graph, token, errand.external_id)
        if not errand.waba_in_use:
            await unsubscribe(graph, token, errand.waba_external_id)
    except Unsealable:
        return None
    except GraphError as error:
        return error
    return None


async def _deregister(graph: Graph, token: str, external_id: str) -> None:
    try:
        await deregister(graph, token, external_id)
    except GraphError as error:
        if error.code != NOT_REGISTERED:
            raise
