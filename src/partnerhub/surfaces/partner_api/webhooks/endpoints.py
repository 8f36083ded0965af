"""The endpoints that webhooks go to: how each stands, its options, and enabling it again."""

from collections.abc import Sequence
from typing import Annotated, Literal, get_args

import msgspec
from litestar.params import FromPath, JSONBody, QueryParameter

from partnerhub.db.pool import Db
from partnerhub.domain import channels
from partnerhub.domain.webhooks.endpoints import options
from partnerhub.domain.webhooks.endpoints.ids import name_of, number_of
from partnerhub.domain.webhooks.endpoints.options import MOST_IN_FLIGHT
from partnerhub.domain.webhooks.endpoints.store import COUNTED, Endpoint
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.openapi.telling import told
from partnerhub.surfaces.partner_api.wire.pages import LIMIT, Cursor, rows_at_most

Standing = Literal["healthy", "failing", "disabled", "resuming"]
PLACE = Cursor("whe_[0-9]{12}", "whe_000000000017")
STANDING = QueryParameter(
    name="standing",
    description="How it stands: `healthy`, `failing`, `disabled` or `resuming`.",
    schema_extra={"enum": ["", *get_args(Standing)]},
)


class WebhookEndpointIn(msgspec.Struct, kw_only=True):
    """What is left out stays as it is."""

    in_order: bool | msgspec.UnsetType = msgspec.UNSET
    max_in_flight: Annotated[int, told(minimum=1, maximum=MOST_IN_FLIGHT)] | msgspec.UnsetType = msgspec.UNSET


class WebhookEndpointOut(msgspec.Struct, kw_only=True):
    """Where webhooks go, and how that place stands."""

    id: str
    kind: str
    owner_id: str
    name: str | None
    url: str | None
    standing: Standing
    failures: int
    failing_since: str | None
    resumes_at: str | None
    disabled_at: str | None
    disabled_reason: str | None
    in_order: bool
    max_in_flight: int
    waiting: Annotated[int, told(maximum=COUNTED)]


class WebhookEndpointsOut(msgspec.Struct):
    """Newest first. `next_cursor` is null on the last page."""

    webhook_endpoints: list[WebhookEndpointOut]
    next_cursor: str | None


async def page(
    caller: Who,
    db: Tenant,
    cursor: Annotated[str | None, PLACE.parameter] = None,
    limit: Annotated[str | None, LIMIT] = None,
    standing: Annotated[str | None, STANDING] = None,
) -> WebhookEndpointsOut:
    if standing and standing not in get_args(Standing):
        raise BadInput("standing must be one of healthy, failing, disabled and resuming.", field="standing")
    most, before = rows_at_most(limit), number_of(PLACE.read(cursor) or "")
    found = await options.page(db, caller.partner_id, before=before, standing=standing or None, limit=most + 1)
    more, found = len(found) > most, found[:most]
    return WebhookEndpointsOut(await _shown(db, caller.partner_id, found), name_of(found[-1].id) if more else None)


async def read(caller: Who, db: Tenant, endpoint_id: FromPath[str]) -> WebhookEndpointOut:
    return await _one(db, caller.partner_id, await options.get(db, caller.partner_id, endpoint_id))


async def change(
    caller: Who, db: Tenant, endpoint_id: FromPath[str], data: JSONBody[WebhookEndpointIn]
) -> WebhookEndpointOut:
    endpoint = await options.get(db, caller.partner_id, endpoint_id)
    given = {name: None if value is msgspec.UNSET else value for name, value in msgspec.structs.asdict(data).items()}
    return await _one(db, caller.partner_id, await options.change(db, caller.partner_id, endpoint, **given))


async def activate(caller: Who, db: Tenant, endpoint_id: FromPath[str]) -> WebhookEndpointOut:
    endpoint = await options.get(db, caller.partner_id, endpoint_id)
    return await _one(db, caller.partner_id, await options.activate(db, caller.partner_id, endpoint))


async def _one(db: Db, partner_id: str, endpoint: Endpoint) -> WebhookEndpointOut:
    return (await _shown(db, partner_id, [endpoint]))[0]


async def _shown(db: Db, partner_id: str, found: Sequence[Endpoint]) -> list[WebhookEndpointOut]:
    of_channels = {one.owner_id for one in found if one.kind in {"channel", "destination"}}
    shared = await channels.shared_among(db, partner_id, of_channels) if of_channels else set[str]()
    return [_out(one, hidden=one.owner_id in of_channels - shared) for one in found]


def _out(endpoint: Endpoint, *, hidden: bool) -> WebhookEndpointOut:
    paused_until = endpoint.paused_until if endpoint.paused_until and endpoint.paused_until > clock.now() else None
    return WebhookEndpointOut(
        id=name_of(endpoint.id),
        kind=endpoint.kind,
        owner_id=endpoint.owner_id,
        name=endpoint.name or None,
        url=None if hidden else endpoint.url,
        standing=endpoint.standing,
        failures=endpoint.failures,
        failing_since=clock.iso(endpoint.failing_since) if endpoint.failing_since else None,
        resumes_at=clock.iso(paused_until) if paused_until else None,
        disabled_at=clock.iso(endpoint.disabled_at) if endpoint.disabled_at else None,
        disabled_reason=endpoint.disabled_reason,
        in_order=endpoint.fifo,
        max_in_flight=endpoint.max_in_flight,
        waiting=endpoint.waiting,
    )
