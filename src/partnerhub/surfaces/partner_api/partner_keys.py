"""The partner's own API keys, which the original keeps in its pages: made, listed, rolled and ended by API."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Request
from litestar.params import FromPath, JSONBody

from partnerhub.domain.access import keys
from partnerhub.domain.access.caller import Caller
from partnerhub.domain.access.keys import Key, NoSuchKey
from partnerhub.domain.access.scopes import SCOPES
from partnerhub.kit import clock
from partnerhub.kit.problems import Forbidden
from partnerhub.kit.texts import END, UNSEEN
from partnerhub.surfaces.partner_api.wire.bodies import DAY, Overlap
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.errors import Done, done
from partnerhub.surfaces.partner_api.wire.openapi.telling import told


class BeyondItself(Forbidden):
    """An API key cannot make one that may do more than itself."""

    code = "scope_escalation"


V4 = r"(OCTET\.){3}OCTET(/(3[0-2]|[12]?[0-9]))?".replace("OCTET", "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])")
V6 = "([0-9A-Fa-f]{1,4}:){1,6}:/(12[0-8]|1[01][0-9]|[1-9]?[0-9])"
SAYING = rf"^[^{UNSEEN}]*[^{UNSEEN}\s][^{UNSEEN}]*{END}"  # one line, and not of spaces alone
NETWORKS = [{"pattern": f"^{V4}$"}, {"pattern": f"^{V6}$"}, {"format": "ipv6"}]


class PartnerKeyIn(msgspec.Struct, kw_only=True):
    """Null `scopes`: everything. Null `addresses`: from anywhere. Null `expires_at`: never."""

    name: Annotated[str, told(minLength=1, maxLength=keys.LONGEST_NAME, pattern=SAYING, examples=["Production"])]
    scopes: list[Annotated[str, told(enum=list(SCOPES))]] | None = None
    addresses: list[Annotated[str, told(anyOf=NETWORKS)]] | None = None
    expires_at: datetime | None = None


class RollIn(msgspec.Struct):
    """How long the key itself still works; at most seven days."""

    overlap_seconds: Overlap = DAY


class PartnerKeyOut(msgspec.Struct, kw_only=True):
    """`hint` is the first characters of the key; `last_used_at` is at most a minute late."""

    id: str
    name: str
    hint: str
    scopes: list[str] | None
    addresses: list[str] | None
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_at: str | None


class NewPartnerKeyOut(PartnerKeyOut, kw_only=True):
    """`api_key` is shown this once."""

    api_key: str


class PartnerKeysOut(msgspec.Struct):
    partner_keys: list[PartnerKeyOut]


async def page(caller: Who, db: Tenant) -> PartnerKeysOut:
    return PartnerKeysOut([PartnerKeyOut(**_shown(key)) for key in await keys.of_partner(db, caller.partner_id)])


async def create(
    request: Request[Any, Any, Any], caller: Who, db: Tenant, data: JSONBody[PartnerKeyIn]
) -> NewPartnerKeyOut:
    _refuse_more(caller, data.scopes)
    key_id, secret = await keys.create(
        db,
        caller.partner_id,
        data.name,
        vault=request.app.state.vault,
        now=clock.now(),
        scopes=data.scopes,
        addresses=data.addresses,
        expires_at=data.expires_at,
    )
    return NewPartnerKeyOut(**_shown(await keys.get(db, caller.partner_id, key_id)), api_key=secret)


async def roll(
    request: Request[Any, Any, Any], caller: Who, db: Tenant, key_id: FromPath[str], data: JSONBody[RollIn]
) -> NewPartnerKeyOut:
    _refuse_more(caller, (await keys.get(db, caller.partner_id, key_id)).scopes)
    new_id, secret = await keys.roll(
        db,
        caller.partner_id,
        key_id,
        overlap=timedelta(seconds=data.overlap_seconds),
        vault=request.app.state.vault,
        now=clock.now(),
    )
    return NewPartnerKeyOut(**_shown(await keys.get(db, caller.partner_id, new_id)), api_key=secret)


async def end(caller: Who, db: Tenant, key_id: FromPath[str]) -> Done:
    if not await keys.revoke(db, caller.partner_id, key_id, now=clock.now()):
        raise NoSuchKey
    return done("The API key was revoked")


def _refuse_more(caller: Caller, scopes: list[str] | None) -> None:
    if caller.scopes is not None and (scopes is None or not all(caller.may(scope) for scope in scopes)):
        raise BeyondItself


def _shown(key: Key) -> dict[str, Any]:
    values = msgspec.structs.asdict(key)
    return {name: clock.iso(value) if isinstance(value, datetime) else value for name, value in values.items()}
