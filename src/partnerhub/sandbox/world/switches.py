"""The switchboard's switches: how this Meta behaves, and how it behaves when nobody has touched them."""

from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.sandbox.store import switches as store

DELAYS_MS = {"sent": 0, "delivered": 120, "read": 400, "failed": 120, "answer": 700, "verdict": 1500}


class Switches(msgspec.Struct, frozen=True, kw_only=True):
    delays_ms: dict[str, int] = msgspec.field(default_factory=lambda: dict(DELAYS_MS))
    bsuid: bool = True  # webhooks name customers by user_id too, as from v25 on; off: the classic shape
    conversation: bool = True  # statuses carry a conversation block, as before v24
    latency_ms: int = 0  # that each call of the Graph waits for its answer
    copies: int = 1  # of each webhook: Meta sends some twice
    spread_ms: int = 0  # within which webhooks leave in any order
    limits: bool = (
        False  # Meta's paces are kept: 80 messages a second, one in six to a person, calls an hour about a WABA
    )
    ahead_s: int = 0  # by which the clocks of the demo are ahead


async def current(db: Db) -> Switches:
    set_by_hand: dict[str, Any] = {row["name"]: msgspec.json.decode(row["value"]) for row in await store.every(db)}
    switches = msgspec.convert(set_by_hand, Switches)
    return msgspec.structs.replace(switches, delays_ms={**DELAYS_MS, **switches.delays_ms})
