"""WABA accounts (contract partner-api §10), and the line to Meta that requests about one of them go over."""

from typing import Any

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from partnerhub.domain import wabas
from partnerhub.domain.wabas import Line, NoSuchWaba
from partnerhub.surfaces.partner_api.wire.entrance import Rows, Secrets, Tenant, Upstream, Who
from partnerhub.surfaces.partner_api.wire.lists import document

Wire = NamedDependency[SkipValidation[Line]]


class WabaOut(msgspec.Struct, kw_only=True):
    """`external_id` is Meta's id. Keys without a value are left out."""

    id: str
    name: str
    namespace: str
    partner_id: str
    client_id: str
    external_id: str
    status: str
    timezone_id: int
    fb_business_id: str | msgspec.UnsetType = msgspec.UNSET
    settings: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET


async def read(caller: Who, db: Tenant, waba_id: FromPath[str]) -> WabaOut:
    return document(await wabas.find_doc(db, caller.partner_id, waba_id) or _missing())


async def line(rows: Rows, graph: Upstream, vault: Secrets, waba_id: FromPath[str]) -> Line:
    """Proves that the WABA is the caller's, before its path is followed any further."""
    return await wabas.opened(rows.database, graph, vault, rows.partner_id, waba_id)


def _missing() -> bytes:
    raise NoSuchWaba
