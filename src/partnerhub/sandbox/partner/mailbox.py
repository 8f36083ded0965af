"""`/sandbox/mailbox`: letters to people. In the demo they do not leave the machine; they are posted to a hook of this name."""

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.sandbox.pages import render
from partnerhub.sandbox.store import received

NAME = "mailbox"
SHOWN = 50


class Letter(msgspec.Struct):
    recipient: str
    subject: str
    text: str


@get("/sandbox/mailbox")
async def show(database: NamedDependency[SkipValidation[Database]]) -> Response[str]:
    """Newest first."""
    async with database.working() as db:
        rows = await received.latest(db, NAME, SHOWN)
    letters = [(clock.iso(row["received_at"]), _read(row["body"])) for row in rows]
    return render("mailbox.html", letters=[(at, letter) for at, letter in letters if letter])


def _read(body: str) -> Letter | None:
    """None: somebody posted something else."""
    try:
        return msgspec.json.decode(body, type=Letter)
    except msgspec.DecodeError:
        return None
