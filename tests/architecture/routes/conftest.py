"""The house, our partner whose things nobody else may see, and a rival that tries."""

from collections.abc import AsyncIterator

import pytest
from tests import world
from tests.architecture.routes import house as house_module
from tests.architecture.routes.house import House
from tests.messaging_api.upstream import upstream
from tests.world import VAULT, Side, World

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain import partner_changes, webhooks
from partnerhub.domain.audit import Origin
from partnerhub.domain.partner_changes import Post
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.kit import clock, ids


@pytest.fixture(scope="session")
async def house(dsns: Dsns) -> AsyncIterator[House]:
    async with upstream() as meta, house_module.opened(dsns, meta) as opened:
        yield opened


@pytest.fixture
async def sides(database: Database) -> World:
    """Both with a webhook, a secret, a token and a name that occur nowhere else."""
    made = World(
        partner=await world.make_side(database, VAULT, f"Canary{ids.random_id(8)}"),
        rival=await world.make_side(database, VAULT, f"Rival{ids.random_id(8)}"),
    )
    for side in (made.partner, made.rival):
        side.platform_secret = f"secret of {side.partner_id}"
        async with database.writing(side.partner_id) as db:
            secret, sealed = VAULT.seal(side.platform_secret), VAULT.seal(graph_token(side))
            await db.execute("UPDATE partner SET platform_secret = $2 WHERE id = $1", side.partner_id, secret)
            await db.execute("UPDATE waba SET graph_token = $2 WHERE partner_id = $1", side.partner_id, sealed)
            url = f"https://{side.partner_id.lower()}.example/hook"
            await webhooks.set_partner_url(db, side.partner_id, url)
            await webhooks.set_target(db, side.partner_id, "channel", side.channel_id, url, {}, VAULT)
            mine = await db.fetchval(
                "SELECT id FROM endpoint WHERE kind = 'partner' AND partner_id = $1", side.partner_id
            )
            side.endpoint_id = name_of(mine)
        side.change_id = await asked_to_come(database, side)
    return made


async def asked_to_come(database: Database, side: Side) -> str:
    """The id of the request of a client of neither: what the two see of their requests is nothing of each other."""
    third = await world.make_side(database, VAULT, "Third")
    async with database.writing(third.partner_id) as db:
        asked = await partner_changes.ask(
            db, third.partner_id, third.client_id, side.partner_id,
            origin=Origin(actor="user:third"), post=Post(vault=VAULT, url="http://hub.test"), now=clock.now(),
        )  # fmt: skip
    return asked.id


def graph_token(side: Side) -> str:
    """What Meta knows the side's WABA by."""
    return f"EAA{side.partner_id}"
