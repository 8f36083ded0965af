"""The log of deliveries: what came of an event at each endpoint, and one event sent once more."""

from collections.abc import Iterable
from datetime import timedelta

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.events import Event
from partnerhub.domain.partners import find_secrets
from partnerhub.domain.webhooks import log_store as store
from partnerhub.domain.webhooks.log_store import Attempt, Owed
from partnerhub.domain.webhooks.replay_store import owe_again
from partnerhub.domain.webhooks.targets import unsealed_headers
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Conflict

CLOCKS_DIFFER = timedelta(minutes=5)  # between the one that made the event and the database's
SHORTEST_SECRET = 6  # characters; what is shorter hides nothing, and `1` would be masked everywhere
MASK = b"***"


class NoEndpoint(Conflict):
    """There is no webhook URL to send this event to."""

    code = "no_endpoint"


async def attempts(db: Db, partner_id: str, event: Event, vault: Vault) -> list[Attempt]:
    """In order of time. What the receiver repeated of our headers or of the platform secret is masked in its answer."""
    kept = await find_secrets(db, partner_id)
    ours = [vault.unseal(sealed) for sealed in (kept.current, kept.previous) if sealed]
    made = await store.attempts(db, partner_id, event.id, event.created_at - CLOCKS_DIFFER)
    return [
        msgspec.structs.replace(one, answer=masked(one.answer, [*ours, *unsealed_headers(one.headers, vault).values()]))
        for one in made
    ]


async def owed(db: Db, partner_id: str, event: Event) -> list[Owed]:
    """Deliveries of the event that wait, and those that were given up."""
    return await store.owed(db, partner_id, event)


async def replay(db: Db, partner_id: str, event: Event) -> None:
    """Owe the event, with the same id and bytes, to its endpoint of today; what is owed already is due now."""
    if not await owe_again(db, partner_id, event):
        raise NoEndpoint


def masked(answer: bytes, secrets: Iterable[str]) -> bytes:
    """`answer` without the secrets that it repeats."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            answer = answer.replace(secret.encode(), MASK)
    return answer
