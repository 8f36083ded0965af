"""Partner changes in tests: asking, accepting, and what came of them."""

from tests.world import VAULT, Side, World

from partnerhub.db.pool import Database
from partnerhub.domain import partner_changes
from partnerhub.domain.access import users
from partnerhub.domain.audit import Origin
from partnerhub.domain.partner_changes import Post, Request
from partnerhub.kit import clock

POST = Post(vault=VAULT, url="http://hub.test")
BOSS = Origin(actor="user:boss")


async def ask(database: Database, sides: World, asker: users.User, target: str = "") -> Request:
    mine = sides.partner
    async with database.writing(mine.partner_id) as db:
        return await partner_changes.ask(
            db, mine.partner_id, mine.client_id, target or sides.rival.partner_id,
            origin=Origin(actor=f"user:{asker.id}"), post=POST, now=clock.now(),
        )  # fmt: skip


async def accept(database: Database, side: Side, request: Request) -> Request:
    async with database.writing(side.partner_id) as db:
        return await partner_changes.accept(
            db, side.partner_id, request.id, origin=BOSS, post=POST, now=clock.now()
        )  # fmt: skip


async def set_partner(database: Database, side: Side, change: str) -> None:
    async with database.writing(side.partner_id) as db:
        await db.execute(f"UPDATE partner SET {change} WHERE id = $1", side.partner_id)


async def events(database: Database, side: Side, *, prefix: str = "partner_change") -> list[str]:
    async with database.reading(side.partner_id) as db:
        rows = await db.fetch("SELECT type FROM event WHERE partner_id = $1 ORDER BY id", side.partner_id)
    return [row["type"] for row in rows if row["type"].startswith(prefix)]
