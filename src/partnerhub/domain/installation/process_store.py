"""Processes say that they live; whoever looks sees which have stopped saying so. Of the installation, not of a partner."""

import os
import socket
import uuid
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from partnerhub import __version__
from partnerhub.db.pool import Db

SILENT_AFTER = timedelta(seconds=35)  # three times missed
FORGOTTEN_AFTER = timedelta(days=1)
BEAT = """
INSERT INTO process_seen (id, kind, host, pid, version, started_at, seen_at) VALUES ($1, $2, $3, $4, $5, now(), now())
ON CONFLICT (id) DO UPDATE SET seen_at = now()
"""


class Me(msgspec.Struct, frozen=True):
    """This process, from its start to its end."""

    kind: Literal["serve", "work"]
    id: uuid.UUID = msgspec.field(default_factory=uuid.uuid4)


class Process(msgspec.Struct, frozen=True, kw_only=True):
    kind: Literal["serve", "work"]
    host: str
    pid: int
    version: str
    started_at: datetime
    seen_at: datetime
    silent: bool


async def beat(db: Db, me: Me) -> None:
    """Of the installation: this process lives."""
    await db.execute(BEAT, me.id, me.kind, socket.gethostname(), os.getpid(), __version__)
    await db.execute("DELETE FROM process_seen WHERE seen_at < now() - $1::interval", FORGOTTEN_AFTER)


async def end(db: Db, me: Me) -> None:
    """Of the installation: this process ends in order."""
    await db.execute("DELETE FROM process_seen WHERE id = $1", me.id)


async def processes(db: Db) -> list[Process]:
    """Of the installation: those that lived within a day and did not end in order, workers first."""
    rows = await db.fetch(
        "SELECT kind, host, pid, version, started_at, seen_at, seen_at < now() - $1::interval AS silent FROM process_seen"
        " ORDER BY kind DESC, host, started_at",
        SILENT_AFTER,
    )
    return [Process(**row) for row in rows]
