"""The commands and their options. Each imports its work when it is called, so that none pays for another."""

import asyncio
import errno
from pathlib import Path
from typing import Any

import click

from partnerhub import __version__
from partnerhub.cli.audit import audit
from partnerhub.cli.options import DATA_DIR, HOST, PORT, with_settings
from partnerhub.settings import BadSetting, Settings

CREDENTIALS = click.option(
    "--credentials",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the demo's logins and keys to this file.  [DIR/demo.json]",
)


class Plain(click.Group):
    """Errors that we foresee end the command with one sentence instead of a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        from partnerhub.cli.children import Failed
        from partnerhub.db.engine import CannotRun
        from partnerhub.db.secret_file import Unsafe

        try:
            return super().invoke(ctx)
        except (BadSetting, Failed, CannotRun, Unsafe) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise click.ClickException("The disk is full. Make room, then start again.") from error
            if not error.filename:
                raise
            raise click.ClickException(f"Cannot use {error.filename}: {error.strerror}.") from error


@click.group(cls=Plain, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="PartnerHub")
def main() -> None:
    """The partner layer of the WhatsApp Business Platform, self-hosted.

    Every setting is a PARTNERHUB_* variable; `partnerhub doctor` lists them with their values in force.
    """


@main.command()
@HOST
@PORT
@DATA_DIR
@click.option("--demo", is_flag=True, default=None, help="Fill an empty data folder with a demo world.")
@CREDENTIALS
@with_settings()
def up(settings: Settings, *, credentials: Path | None) -> None:
    """Run everything on this machine: database, web, workers, sandbox.

    Without PARTNERHUB_DATABASE_URL it starts a PostgreSQL of its own in the data folder. Says "ready" when every
    part answers. Ctrl-C stops everything; the data stay for the next start.
    """
    from partnerhub.cli.up import up as run

    run(settings, credentials)


@main.command()
@HOST
@PORT
@DATA_DIR
@with_settings("uvicorn", "partnerhub.app.build")
def serve(settings: Settings) -> None:
    """Serve HTTP: all surfaces and the sandbox, no workers.

    Run as many as needed against one PARTNERHUB_DATABASE_URL. Applies no migrations: see `partnerhub migrate`.
    """
    from partnerhub.cli.addresses import require_free
    from partnerhub.cli.installation import opened
    from partnerhub.cli.serve import serve as run

    require_free(settings.host, settings.port)
    with opened(settings) as completed:
        run(completed)


@main.command()
@DATA_DIR
@with_settings("partnerhub.app.work")
def work(settings: Settings) -> None:
    """Run the workers: deliver webhooks, step signups.

    Run as many as needed against one PARTNERHUB_DATABASE_URL.
    """
    import uvloop

    from partnerhub.app.work import work as run
    from partnerhub.cli.addresses import require_free
    from partnerhub.cli.children import tell_ready
    from partnerhub.cli.installation import opened

    if settings.worker_metrics_port:
        require_free(settings.host, settings.worker_metrics_port, choose="PARTNERHUB_WORKER_METRICS_PORT")
    with opened(settings) as completed:
        uvloop.run(run(completed, tell_ready))


@main.command()
@DATA_DIR
@with_settings("partnerhub.db.migrate")
def migrate(settings: Settings) -> None:
    """Bring the database up to date. Needs the owner's PARTNERHUB_DATABASE_URL, or the embedded one."""
    from partnerhub.cli.installation import at_hand
    from partnerhub.db.migrate import migrate as run

    with at_hand(settings) as completed:
        if not completed.database_url:
            raise click.ClickException("Migrations are applied by the owner: set PARTNERHUB_DATABASE_URL.")
        applied = asyncio.run(run(completed.database_url))
    click.echo(f"Applied: {', '.join(applied)}." if applied else "Nothing to apply.")


@main.command()
@HOST
@PORT
@DATA_DIR
@CREDENTIALS
@click.option("--quiet", is_flag=True, help="Show nothing.")
@with_settings("partnerhub.demo")
def demo(settings: Settings, *, credentials: Path | None, quiet: bool) -> None:
    """Fill the running installation's empty database with a demo world, and show its logins and keys."""
    from partnerhub.cli.children import tell_ready
    from partnerhub.cli.demo import fill, lacks_history, shown, write_history
    from partnerhub.cli.installation import at_hand, require_made

    require_made(settings)
    with at_hand(settings) as completed:
        world = fill(completed, credentials)
        tell_ready()
        if not quiet:
            click.echo(shown(world))
        if lacks_history(completed):
            write_history(completed, world)


@main.command()
@click.argument("brand")
@click.argument("email")
@click.option("--name", default="Owner", show_default=True, help="Name of the first user.")
@click.option("--country", default="US", show_default=True, help="Two letters, ISO 3166.")
@click.option(
    "--payment", default="partner", show_default=True, type=click.Choice(["partner", "direct"]), help="Who pays."
)
@DATA_DIR
@with_settings()
def partner(settings: Settings, *, brand: str, email: str, name: str, country: str, payment: str) -> None:
    """Add a partner: BRAND is its name, EMAIL its first user's. Shows the log-in, an API key and the platform secret."""
    from partnerhub.cli.installation import opened
    from partnerhub.cli.partner import add, shown
    from partnerhub.domain.newcomers import asked_of, errors_of
    from partnerhub.kit.problems import Problem

    asked = asked_of(brand=brand, email=email, name=name, country=country, payment_model=payment)
    for field, sentence in errors_of(asked).items():
        raise click.BadParameter(sentence, param_hint=field)
    with opened(settings) as completed:
        try:
            made = asyncio.run(add(completed, asked))
        except Problem as problem:
            raise click.ClickException(problem.message) from problem
        click.echo(shown(made, completed))


@main.command()
@click.argument("partner_id")
@click.argument("amount")
@click.argument("currency", type=click.Choice(["usd", "eur"]))
@click.option("--client", default="", help="The client whose funds they are, with direct payment.")
@click.option("--text", default="Prepaid balance", show_default=True, help="What the invoice calls it.")
@DATA_DIR
@with_settings()
def fund(settings: Settings, *, partner_id: str, amount: str, currency: Any, client: str, text: str) -> None:
    """Book money that did not come by card, like a bank transfer: to the balance, with an invoice."""
    _book(settings, partner_id, amount, currency, client, text or "Prepaid balance")


@main.command()
@click.argument("partner_id")
@click.argument("amount")
@click.argument("currency", type=click.Choice(["usd", "eur"]))
@click.option("--client", default="", help="The client whose funds they were, with direct payment.")
@DATA_DIR
@with_settings()
def refund(settings: Settings, *, partner_id: str, amount: str, currency: Any, client: str) -> None:
    """Book unused funds that you paid back, out of the balance. Auto-renewal goes off by it."""
    _book(settings, partner_id, amount, currency, client, "")


def _book(settings: Settings, partner_id: str, amount: str, currency: Any, client: str, text: str) -> None:
    from partnerhub.cli.installation import opened
    from partnerhub.cli.partner import fund as run
    from partnerhub.domain.payments.quoting import read
    from partnerhub.kit.problems import Problem

    given = read(amount)
    if given is None:
        raise click.BadParameter("an amount in whole cents, like 250 or 99.50", param_hint="AMOUNT")
    with opened(settings) as completed:
        try:
            balance = asyncio.run(run(completed, partner_id, given, currency, client=client, text=text))
        except Problem as problem:
            raise click.ClickException(problem.message) from problem
        except LookupError as error:
            raise click.ClickException(f"There is no partner or client {error.args[0]} here.") from error
        click.echo(f"Balance: {balance:,.2f} {currency}")


@main.command()
@PORT
@DATA_DIR
@with_settings()
def operator(settings: Settings) -> None:
    """Print a link that opens the operator's pages for ten minutes.

    Whoever may read the master secret is the operator.
    """
    from partnerhub.cli.installation import completed, require_secret
    from partnerhub.domain.installation.entering import ticket
    from partnerhub.kit import clock
    from partnerhub.kit.crypto import Vault

    require_secret(settings)
    given = ticket(Vault(bytes.fromhex(completed(settings, None).secret_key)), now=clock.real())
    click.echo(f"{settings.url}/operator/login?ticket={given}")


@main.command()
@HOST
@PORT
@DATA_DIR
@with_settings()
def doctor(settings: Settings) -> None:
    """Check the installation, and say what to do about each fault. Exit code 1 when there is one."""
    from partnerhub.cli.doctor import examine_all

    raise SystemExit(examine_all(settings))


main.add_command(audit)
