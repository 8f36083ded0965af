"""`partnerhub audit …`: whether the audit log is whole, where it ends, and what only the operator does to it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerhub.cli.options import DATA_DIR, with_settings
from partnerhub.settings import Settings

if TYPE_CHECKING:
    from partnerhub.db.pool import Connection
    from partnerhub.kit.crypto import Vault

    Work = Callable[[Connection, Vault], Awaitable[bool]]


@click.group()
def audit() -> None:
    """The audit log: is it whole, where does it end, clear old lines away."""


@audit.command()
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What `partnerhub audit ends` printed earlier: those ends must still be in the log.",
)
@DATA_DIR
@with_settings()
def verify(settings: Settings, *, against: Path | None) -> None:
    """Find lines that were changed, deleted, moved or put in by hand. Exit code 1 when there are any."""
    from partnerhub.cli.audit_log import ends_in

    try:
        noted = ends_in(against.read_text() if against else "")
    except ValueError as error:
        raise click.BadParameter("not what `partnerhub audit ends` printed.", param_hint="--against") from error

    async def work(db: "Connection", vault: "Vault") -> bool:
        from partnerhub.cli.audit_log import look, look_back

        lines, faults = await look(db, vault)
        faults += await look_back(db, noted)
        for fault in faults:
            click.echo(f"✗ {fault}")
        click.echo(f"{lines} lines of the audit log: {'not whole.' if faults else 'whole.'}")
        return not faults

    _run(settings, work)


@audit.command()
@DATA_DIR
@with_settings()
def ends(settings: Settings) -> None:
    """Print where each partner's log ends now. Kept elsewhere, it shows later that nothing was set back."""

    async def work(db: "Connection", _vault: "Vault") -> bool:
        from partnerhub.cli.audit_log import ends_now

        for line in await ends_now(db):
            click.echo(line)
        return True

    _run(settings, work)


@audit.command()
@click.option("--older-than-days", type=click.IntRange(min=1), required=True, help="How long lines are kept.")
@DATA_DIR
@with_settings()
def prune(settings: Settings, *, older_than_days: int) -> None:
    """Clear away old lines, so that the rest can still be verified. Needs the owner's PARTNERHUB_DATABASE_URL."""

    async def work(db: "Connection", vault: "Vault") -> bool:
        from partnerhub.cli.audit_log import prune_all

        cleared, refused = await prune_all(db, vault, timedelta(days=older_than_days))
        for partner_id in refused:
            click.echo(f"✗ {partner_id}: not whole, nothing was cleared away. Run: partnerhub audit verify")
        click.echo(f"{cleared} lines were cleared away.")
        return not refused

    _run(settings, work, owner=True)


@audit.command()
@click.argument("partner_id")
@DATA_DIR
@with_settings()
def accept(settings: Settings, *, partner_id: str) -> None:
    """Begin a new chain of the lines that PARTNER_ID has now, once it is known what happened to the old one."""

    async def work(db: "Connection", vault: "Vault") -> bool:
        from partnerhub.cli.audit_log import accept_as_it_is

        click.echo(f"{await accept_as_it_is(db, vault, partner_id)} lines are sealed anew.")
        return True

    _run(settings, work, owner=True)


def _run(settings: Settings, work: "Work", *, owner: bool = False) -> None:
    """As the worker, who sees all partners, or as the owner, who alone may take away. Ends with 1 when `work` says False."""
    from partnerhub.cli.audit_log import connected
    from partnerhub.cli.installation import opened

    with opened(settings) as completed:
        dsn = completed.database_url if owner else completed.worker_database_url or completed.database_url
        if not dsn:
            raise click.ClickException("Only the owner may do this: set PARTNERHUB_DATABASE_URL.")
        good = asyncio.run(connected(dsn, completed.secret_key, work))
    if not good:
        raise SystemExit(1)
