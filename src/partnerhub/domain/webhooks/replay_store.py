"""Owing an event once more."""

from partnerhub.db.pool import Db
from partnerhub.domain.events import Event

# As `store` owes an event the first time; what a worker holds is on its way already.
REPLAY = """
INSERT INTO delivery (partner_id, endpoint_id, event_id, bucket, followed)
SELECT partner_id, id, $2, CASE WHEN fifo THEN coalesce($3, '-') ELSE '' END, EXISTS (
    SELECT 1 FROM endpoint c WHERE c.partner_id = $1 AND c.kind = 'channel' AND c.owner_id = $6 AND c.multi_webhook)
FROM endpoint WHERE partner_id = $1 AND url IS NOT NULL AND (kind, owner_id) IN (('partner', $4), ('waba', $5), ('channel', $6))
ORDER BY (kind = 'waba' AND override_all) DESC, kind = 'channel' DESC LIMIT 1
ON CONFLICT (partner_id, endpoint_id, event_id)
DO UPDATE SET next_at = CASE WHEN delivery.claim_id IS NULL THEN now() ELSE delivery.next_at END RETURNING true
"""


async def owe_again(db: Db, partner_id: str, event: Event) -> bool:
    """Owe it to the endpoint that is there today, at once; False when there is none."""
    owners = (partner_id, None, None) if event.audience == "partner" else (None, event.waba_id, event.channel_id)
    return bool(await db.fetchval(REPLAY, partner_id, event.id, event.channel_id, *owners))
