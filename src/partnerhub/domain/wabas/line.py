"""A WABA's line to Meta: the rows around it, and the token that opens Graph for it."""

from contextlib import AbstractAsyncContextManager

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain.wabas.store import find, get_token
from partnerhub.kit.crypto import Unsealable, Vault
from partnerhub.kit.problems import Conflict, NotFound
from partnerhub.upstream.graph import Graph


class NoSuchWaba(NotFound):
    """WABA account not found."""


class NotConnected(Conflict):
    """Meta gives no access to this WhatsApp Business Account any more: its client has to connect it again."""

    code = "waba_not_connected"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """`external_id` and `token` are Meta's. What goes over the line is asked with no transaction open."""

    database: Database
    graph: Graph
    partner_id: str
    waba_id: str
    external_id: str
    token: str

    def reading(self) -> AbstractAsyncContextManager[Db]:
        return self.database.reading(self.partner_id)

    def writing(self) -> AbstractAsyncContextManager[Db]:
        return self.database.writing(self.partner_id)


async def opened(database: Database, graph: Graph, vault: Vault, partner_id: str, waba_id: str) -> Line:
    """Raises NoSuchWaba, NotConnected."""
    async with database.reading(partner_id) as db:
        waba = await find(db, partner_id, waba_id)
        if waba is None:
            raise NoSuchWaba
        sealed = await get_token(db, partner_id, waba_id)
    return Line(
        database=database,
        graph=graph,
        partner_id=partner_id,
        waba_id=waba_id,
        external_id=waba.external_id,
        token=_unsealed(vault, sealed),
    )


def _unsealed(vault: Vault, sealed: bytes | None) -> str:
    if sealed is None:
        raise NotConnected
    try:
        return vault.unseal(sealed)
    except Unsealable as error:
        raise NotConnected from error
