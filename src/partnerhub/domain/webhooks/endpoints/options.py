"""How endpoints stand, and the options that each has."""

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks import standing
from partnerhub.domain.webhooks.endpoints import store
from partnerhub.domain.webhooks.endpoints.ids import name_of, number_of
from partnerhub.domain.webhooks.endpoints.store import Endpoint
from partnerhub.domain.webhooks.standing.judging import NoSuchEndpoint
from partnerhub.kit.problems import BadInput
from partnerhub.kit.words import t

MOST_IN_FLIGHT = 256


async def page(db: Db, partner_id: str, *, before: int | None, standing: str | None, limit: int) -> list[Endpoint]:
    """Newest first, older than the endpoint `before`; `standing` as the column has it."""
    return await store.page(db, partner_id, before, standing, limit)


async def get(db: Db, partner_id: str, endpoint_id: str) -> Endpoint:
    """`endpoint_id` as anyone may have written it. Raises NoSuchEndpoint."""
    number = number_of(endpoint_id)
    found = await store.find(db, partner_id, number) if number is not None else None
    if found is None:
        raise NoSuchEndpoint
    return found


async def change(
    db: Db, partner_id: str, endpoint: Endpoint, *, in_order: bool | None, max_in_flight: int | None
) -> Endpoint:
    """`in_order`: of what is owed from now on, a channel's events go one after the other. None leaves an option alone."""
    if max_in_flight is not None and not 1 <= max_in_flight <= MOST_IN_FLIGHT:
        raise BadInput(t("max_in_flight must be between 1 and {most}.", most=MOST_IN_FLIGHT), field="max_in_flight")
    await store.change(db, partner_id, endpoint.id, in_order, max_in_flight)
    return await get(db, partner_id, name_of(endpoint.id))


async def activate(db: Db, partner_id: str, endpoint: Endpoint) -> Endpoint:
    """What waits goes on at once, as if the URL had been set again."""
    await standing.enable(db, partner_id, endpoint.id)
    return await get(db, partner_id, name_of(endpoint.id))
