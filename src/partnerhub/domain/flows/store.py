"""Which flows were seen in which WABA."""

from collections.abc import Iterable

from partnerhub.db.pool import Db


async def is_known(db: Db, partner_id: str, waba_id: str, flow_id: str) -> bool:
    return await db.fetchval(
        "SELECT EXISTS (SELECT 1 FROM waba_flow WHERE partner_id = $1 AND waba_id = $2 AND id = $3)",
        partner_id, waba_id, flow_id,
    )  # fmt: skip


async def add(db: Db, partner_id: str, waba_id: str, flow_ids: Iterable[str]) -> None:
    """Meta never gives an id twice, so rows of flows that are gone do no harm."""
    await db.execute(
        "INSERT INTO waba_flow (partner_id, waba_id, id) SELECT $1, $2, unnest($3::text[]) ON CONFLICT DO NOTHING",
        partner_id, waba_id, sorted(flow_ids),
    )  # fmt: skip
