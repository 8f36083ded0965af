"""What people change is written down with who did it and from where, in the transaction of the change."""

from typing import Any, Protocol

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain import audit
from partnerhub.domain.audit import Origin
from partnerhub.kit import clock
from partnerhub.surfaces.hub.headers import request_id
from partnerhub.surfaces.hub.parts import Page


class Person(Protocol):
    """A user of a partner or of a client, on whatever page."""

    @property
    def partner_id(self) -> str: ...
    @property
    def actor(self) -> str: ...


def origin(request: Page, actor: str) -> Origin:
    address = request.client.host if request.client else None
    return Origin(actor=actor, address=address, request_id=request_id(request.scope) or None)


async def note(request: Page, db: Db, person: Person, action: str, subject: str | None = None, **detail: Any) -> None:
    """`action` as the Partner API calls it, where that has the same; without `subject`: the first thing that was changed.

    `detail` never holds a secret.
    """
    await audit.record(
        db, person.partner_id, origin(request, person.actor), action=action, subject=subject, now=clock.now(),
        detail=msgspec.json.encode(detail).decode(),
    )  # fmt: skip


def noting(request: Page, database: Database, person: Person, action: str, subject: str) -> Database:
    """The same pools, for what asks Meta between its transactions: each of them ends with a line for what it has changed."""

    async def last(db: Db) -> None:
        await audit.record_changes(
            db, person.partner_id, origin(request, person.actor), action=action, now=clock.now(), subject=subject,
            detail="{}",
        )  # fmt: skip

    return database.ending_with(last)
