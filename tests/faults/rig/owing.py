"""Deliveries owed without a request: many at once, straight into the tables."""

from datetime import UTC, datetime

from tests.conftest import run
from tests.faults.rig.messages import Number
from tests.faults.rig.postgres import Shared

from partnerhub.db.pool import Database
from partnerhub.kit import ids

OWE = """
WITH target AS (
    SELECT e.partner_id, e.id AS endpoint_id, c.id AS channel_id FROM endpoint e JOIN channel c ON c.id = e.owner_id
    WHERE c.external_id = $1
), recorded AS (
    INSERT INTO event (partner_id, id, audience, type, channel_id, body, created_at)
    SELECT partner_id, id, 'channel', 'messages', channel_id, $3, $4 FROM target, unnest($2::text[]) AS i (id)
)
INSERT INTO delivery (partner_id, endpoint_id, event_id, attempt)
SELECT partner_id, endpoint_id, id, $5 FROM target, unnest($2::text[]) AS i (id)
"""
AT_ONCE = 10_000
BODY = b'{"object":"whatsapp_business_account","entry":[]}'


STILL_OWED = """
SELECT count(*) FROM delivery d JOIN endpoint e ON e.partner_id = d.partner_id AND e.id = d.endpoint_id
WHERE e.url LIKE '%/' || $1 || '/%'
"""


def owed_at(postgres: Shared, path: str) -> int:
    """How much is owed to receivers there."""
    return postgres.ask(STILL_OWED, path)


def owe(postgres: Shared, number: Number, count: int, *, attempts: int = 0) -> None:
    """Owe `count` events to the number's receiver, as if `attempts` had been made."""
    run(_owe(postgres, number, count, attempts))


async def _owe(postgres: Shared, number: Number, count: int, attempts: int) -> None:
    database = Database(postgres.dsns.owner, postgres.dsns.owner, set_role=False, size=1)
    await database.open()
    async with database.working() as db:
        for begin in range(0, count, AT_ONCE):
            made = [ids.prefixed_uuid7("evt") for _ in range(begin, min(begin + AT_ONCE, count))]
            await db.execute(OWE, number.phone_number_id, made, BODY, datetime.now(UTC), attempts)
    await database.close()
