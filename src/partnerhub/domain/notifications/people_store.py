"""Those who hear of things, and what they chose, in the database."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.domain.access.scopes import SCOPES_OF
from partnerhub.domain.notifications.kinds import USUAL, Choices, kinds_for, known

PEOPLE = """
SELECT u.id, u.email, u.role, u.client_id, u.language, r.hidden, r.at_once, r.daily, r.digest_hour
FROM hub_user u LEFT JOIN notice_reader r ON r.partner_id = u.partner_id AND r.user_id = u.id
WHERE u.partner_id = $1 AND u.disabled_at IS NULL AND u.person_id IS NOT NULL
"""
CONCERNED = f"{PEOPLE} AND (u.client_id IS NULL OR u.client_id = ANY($2)) ORDER BY u.id"
ONE = f"{PEOPLE} AND u.id = $2"
CHOOSE = """
INSERT INTO notice_reader AS r (partner_id, user_id, hidden, at_once, daily, digest_hour) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (partner_id, user_id) DO UPDATE SET
    hidden = excluded.hidden, at_once = excluded.at_once, daily = excluded.daily, digest_hour = excluded.digest_hour
"""
FALL_DUE = """
INSERT INTO notice_reader AS r (partner_id, user_id, digest_at) VALUES ($1, $2, $3)
ON CONFLICT (partner_id, user_id) DO UPDATE SET digest_at = coalesce(r.digest_at, excluded.digest_at)
"""
DUE = "SELECT DISTINCT partner_id FROM notice_reader WHERE digest_at <= $1 LIMIT $2"
# Locked: who comes second finds it done.
TAKE_DUE = """
UPDATE notice_reader SET digest_at = NULL WHERE partner_id = $1 AND user_id IN (
    SELECT user_id FROM notice_reader WHERE partner_id = $1 AND digest_at <= $2
    ORDER BY user_id LIMIT $3 FOR UPDATE SKIP LOCKED)
RETURNING user_id
"""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A user who can log in; `kinds` are those that its role may see. `client_id` is None for the partner's own."""

    id: str
    email: str
    client_id: str | None
    language: str | None
    kinds: frozenset[str]
    choices: Choices

    def hears(self, kind: str, client_id: str | None, *, client_sees: bool) -> bool:
        """Of a notice of this kind about this client."""
        return kind in self.kinds and (self.client_id is None or (client_sees and client_id == self.client_id))


async def concerned(db: Db, partner_id: str, client_ids: Collection[str]) -> list[Person]:
    """The partner's people, and those of these clients."""
    return [_person(row) for row in await db.fetch(CONCERNED, partner_id, list(client_ids))]


async def find(db: Db, partner_id: str, user_id: str) -> Person | None:
    row = await db.fetchrow(ONE, partner_id, user_id)
    return _person(row) if row else None


async def choose(db: Db, partner_id: str, user_id: str, choices: Choices) -> None:
    await db.execute(
        CHOOSE, partner_id, user_id, sorted(choices.hidden), sorted(choices.at_once), sorted(choices.daily),
        choices.digest_hour,
    )  # fmt: skip


async def fall_due(db: Db, partner_id: str, user_id: str, at: datetime) -> None:
    """When the daily letter goes, unless one is on its way already."""
    await db.execute(FALL_DUE, partner_id, user_id, at)


async def postpone(db: Db, partner_id: str, user_id: str, at: datetime) -> None:
    """The hour has changed: so does that of the letter on its way, if there is one."""
    await db.execute(
        "UPDATE notice_reader SET digest_at = $3 WHERE partner_id = $1 AND user_id = $2 AND digest_at IS NOT NULL",
        partner_id, user_id, at,
    )  # fmt: skip


async def digest_at(db: Db, partner_id: str, user_id: str) -> datetime | None:
    """When the user's next daily letter goes; None: there is nothing to tell yet."""
    return await db.fetchval(
        "SELECT digest_at FROM notice_reader WHERE partner_id = $1 AND user_id = $2", partner_id, user_id
    )


async def due(db: Db, *, now: datetime, limit: int) -> list[str]:
    """Partners whose people are to get a daily letter: the worker asks for all."""
    return [row["partner_id"] for row in await db.fetch(DUE, now, limit)]


async def take_due(db: Db, partner_id: str, *, now: datetime, limit: int) -> list[str]:
    """Users whose daily letter goes now."""
    return [row["user_id"] for row in await db.fetch(TAKE_DUE, partner_id, now, limit)]


def _person(row: Row) -> Person:
    client_id: str | None = row["client_id"]
    scopes = SCOPES_OF[row["role"]] if client_id is None else None  # a client's members see what its owners see
    return Person(
        id=row["id"],
        email=row["email"],
        client_id=client_id,
        language=row["language"],
        kinds=frozenset(kinds_for(scopes, client=client_id is not None)),
        choices=Choices(
            hidden=known(row["hidden"] or ()),
            at_once=USUAL.at_once if row["at_once"] is None else known(row["at_once"]),
            daily=USUAL.daily if row["daily"] is None else known(row["daily"]),
            digest_hour=USUAL.digest_hour if row["digest_hour"] is None else row["digest_hour"],
        ),
    )
