"""Rate limits that hold across processes: each process borrows a part of a window's quota and spends it alone.

What is lent never exceeds the quota, so no caller gets more however many processes serve it.
"""

from datetime import UTC, datetime

import msgspec

from partnerhub.db.pool import Db

PARTS = 20  # a process borrows a twentieth of the quota at a time


class Policy(msgspec.Struct, frozen=True):
    """`quota` requests in each window of `seconds`; `by` names the path parameters that have a quota of their own."""

    name: str
    quota: int
    seconds: int
    by: tuple[str, ...] = ()

    @property
    def portion(self) -> int:
        """A divisor of the quota, so that what is lent adds up to it exactly."""
        most = max(1, self.quota // PARTS)
        return next(size for size in range(most, 0, -1) if self.quota % size == 0)

    def ends_at(self, now: datetime) -> datetime:
        """The end of the window that `now` lies in."""
        return datetime.fromtimestamp((int(now.timestamp()) // self.seconds + 1) * self.seconds, UTC)


async def borrow(db: Db, partner_id: str, policy: Policy, subject: str, ends_at: datetime) -> int | None:
    """How much of the quota is lent by now, this portion included; None when nothing is left to lend."""
    return await db.fetchval(
        "INSERT INTO rate_window AS w (partner_id, policy, subject, ends_at, used) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (partner_id, policy, subject, ends_at) DO UPDATE SET used = w.used + $5 WHERE w.used < $6"
        " RETURNING used",
        partner_id, policy.name, subject, ends_at, policy.portion, policy.quota,
    )  # fmt: skip
