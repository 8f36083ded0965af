"""Headers of the partner's own that are sent with its webhooks, for gateways and firewalls (contract hub-and-onboarding §1.4)."""

from typing import Annotated

import msgspec
from litestar.params import JSONBody

from partnerhub.domain import webhooks
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.partner_api.wire.entrance import Secrets, Tenant, Who
from partnerhub.surfaces.partner_api.wire.errors import Done, done
from partnerhub.surfaces.partner_api.wire.openapi.telling import told

MASK = "***"


Value = Annotated[str, told(**webhooks.HEADER, **{"not": {"type": "string", "const": MASK}})]


class HeadersIn(msgspec.Struct):
    """All of them: what is left out is taken away."""

    headers: Annotated[dict[str, Value], told(**webhooks.HEADERS)]


class HeadersOut(msgspec.Struct):
    """Values are masked: they may hold credentials."""

    headers: dict[str, str]


async def read(caller: Who, db: Tenant, vault: Secrets) -> HeadersOut:
    return _masked(await webhooks.partner_headers(db, caller.partner_id, vault))


async def replace(caller: Who, db: Tenant, vault: Secrets, data: JSONBody[HeadersIn]) -> HeadersOut:
    for name, value in data.headers.items():
        if value == MASK:
            raise BadInput("Give the header's value, not its mask.", field=f"headers.{name}")
    await webhooks.set_partner_headers(db, caller.partner_id, data.headers, vault)
    return _masked(data.headers)


async def remove(caller: Who, db: Tenant, vault: Secrets) -> Done:
    await webhooks.set_partner_headers(db, caller.partner_id, {}, vault)
    return done("The headers were taken away")


def _masked(headers: dict[str, str]) -> HeadersOut:
    return HeadersOut(dict.fromkeys(headers, MASK))
