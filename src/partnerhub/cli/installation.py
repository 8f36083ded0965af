"""The installation at hand: its database, embedded or given, and its secrets, filled into the settings."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from partnerhub.cli.children import Failed
from partnerhub.db import secret_file
from partnerhub.db.embedded import Dsns, Embedded
from partnerhub.settings import Settings, check_secret

NOTHING = (
    "There is no installation in {folder} yet. Start one with `partnerhub up`, or name its folder with --data-dir."
)


def embedded_of(settings: Settings) -> Embedded | None:
    """None when the settings name a PostgreSQL of their own."""
    if settings.database_url or (settings.app_database_url and settings.worker_database_url):
        return None
    return Embedded(settings.data_dir)


@contextmanager
def at_hand(settings: Settings) -> Generator[Settings]:
    """The settings with nothing left to find out; the embedded PostgreSQL runs until the end of the block."""
    embedded = embedded_of(settings)
    if embedded is None:
        yield completed(settings, None)
        return
    with embedded as dsns:
        yield completed(settings, dsns)


def require_made(settings: Settings) -> None:
    """Raises Failed in the wrong folder, where an embedded database would begin otherwise."""
    embedded = embedded_of(settings)
    if embedded and not embedded.made:
        raise Failed(NOTHING.format(folder=settings.data_dir))


def require_secret(settings: Settings) -> None:
    """Raises Failed where the master secret would be made anew."""
    if not (settings.secret_key or (settings.data_dir / secret_file.NAME).exists()):
        raise Failed(NOTHING.format(folder=settings.data_dir))


@contextmanager
def opened(settings: Settings) -> Generator[Settings]:
    """`at_hand`, once the database has let us in and the master secret has opened what lies sealed in it; else Unsafe."""
    from partnerhub.app.logs import configure

    require_made(settings)
    configure(settings.log_level, settings.log_format)
    with at_hand(settings) as completed:
        if fault := fault_of_secret(completed, patient=True):
            raise secret_file.Unsafe(fault)
        yield completed


def fault_of_secret(completed: Settings, *, patient: bool = False) -> str | None:
    from partnerhub.db import examine
    from partnerhub.db.pool import PATIENCE
    from partnerhub.kit.crypto import Vault

    dsn = completed.app_database_url or completed.database_url
    vault = Vault(bytes.fromhex(completed.secret_key))
    return asyncio.run(examine.fault_of_secret(dsn, vault, patience=PATIENCE if patient else 0))


def completed(settings: Settings, dsns: Dsns | None) -> Settings:
    if dsns is not None:
        settings = replace(
            settings, database_url=dsns.owner, app_database_url=dsns.app, worker_database_url=dsns.worker
        )
    if not settings.secret_key:
        log_folder(settings)
        settings = replace(settings, secret_key=secret_file.load_or_make(settings.data_dir).secret_key)
    check_secret(settings)
    return settings


def log_folder(settings: Settings) -> Path:
    """The data folder and the one for logs in it, made for their owner alone."""
    logs = settings.data_dir / "log"
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    logs.mkdir(mode=0o700, exist_ok=True)
    return logs
