"""Partners with many numbers, each number with a webhook URL of its own at the sink."""

from collections.abc import Callable, Sequence
from typing import Literal

from tests import world
from tests.faults.rig.messages import OF_A_WABA, Number

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain import webhooks

PLATFORM_SECRET = "a platform secret"


async def populate(
    dsns: Dsns, base: str, wabas: int, manner: Callable[[int], str], kind: Literal["channel", "waba"]
) -> Sequence[Number]:
    """`wabas` times OF_A_WABA numbers, two WABAs a partner; `base` is the sink, `manner(n)` how number n's receiver answers.

    `kind`: each number has a receiver of its own, or each WABA one for all its numbers.
    """
    database = Database(dsns.app, dsns.worker, set_role=False, size=2)
    await database.open()
    numbers: list[Number] = []
    for which in range(wabas):
        if which % 2 == 0:
            side = await world.make_side(database, world.VAULT, f"Partner {which}")
        else:
            await world.add_client(database, side, f"Client {which}")
        for n in range(which * OF_A_WABA, (which + 1) * OF_A_WABA):
            if n % OF_A_WABA:
                await world.add_channel(database, side)
            owner = side.waba_id if kind == "waba" else side.more_channels[-1]
            path = f"/{manner(n)}/{owner}"
            async with database.writing(side.partner_id) as db:
                await webhooks.set_target(db, side.partner_id, kind, owner, base + path, {}, world.VAULT)
            numbers.append(Number(side.phone_number_id, side.waba_external_id, path))
    await database.close()
    return numbers
