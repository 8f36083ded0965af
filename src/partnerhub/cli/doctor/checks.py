"""`partnerhub doctor`: check each part of the installation; for each fault, what is wrong and what to do."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

import partnerhub
from partnerhub.cli import audit_log
from partnerhub.cli.addresses import answers, taken
from partnerhub.cli.children import READY_FD, WAITS
from partnerhub.cli.doctor import payments
from partnerhub.cli.installation import at_hand, embedded_of, fault_of_secret
from partnerhub.cli.serve import SERVER
from partnerhub.db import engine, examine, secret_file
from partnerhub.db.engine import CannotRun
from partnerhub.settings import PREFIX, BadSetting, Settings, check_secret, described

LEAST_SPACE = 500_000_000  # bytes
MARK = {"good": "✓", "note": "·", "fault": "✗"}
LOCAL = ("localhost", "127.0.0.1", "::1")


class Finding(NamedTuple):
    kind: Literal["good", "note", "fault"]
    sentence: str


def examine_all(settings: Settings) -> int:
    """Print what was found, then the settings in force. 1 when there is a fault, else 0."""
    findings: list[Finding] = []
    for check in (_settings, _meta, _mail, _payments, _data_folder, _programs, _database, _port, _frontend, _tools):
        for finding in check(settings):
            print(f"{MARK[finding.kind]} {finding.sentence}", flush=True)
            findings.append(finding)
    print("\nSettings in force:")
    for name, value, sentence in described(settings):
        print(f"  {name}={value}\n      {sentence}")
    faults = sum(finding.kind == "fault" for finding in findings)
    print(f"\n{faults} fault{'' if faults == 1 else 's'} found." if faults else "\nAll is well.")
    return 1 if faults else 0


def _settings(settings: Settings) -> Iterator[Finding]:
    known = {PREFIX + one.name.upper() for one in fields(Settings)} | {SERVER, READY_FD, WAITS}
    for name in sorted(set(os.environ) - known):
        if name.startswith(PREFIX):
            yield Finding("fault", f"{name} is not a setting; see the list below for the right name.")
    if settings.secret_key:
        try:
            check_secret(settings)
        except BadSetting as error:
            yield Finding("fault", str(error))
    url = urlsplit(settings.url)
    if url.scheme != "https" and url.hostname not in LOCAL:
        yield Finding("fault", f"PARTNERHUB_BASE_URL is {settings.url}: keys would travel unencrypted. Use https.")
    if settings.demo and url.hostname not in LOCAL:
        yield Finding(
            "fault", "PARTNERHUB_DEMO is on at a public address: webhooks may reach your network. Switch it off."
        )
    if settings.web_processes > (os.cpu_count() or 1) * 2:
        yield Finding("note", f"PARTNERHUB_WEB_PROCESSES is {settings.web_processes} on {os.cpu_count()} cores.")


def _meta(settings: Settings) -> Iterator[Finding]:
    if settings.sandbox:
        yield Finding(
            "note", "WhatsApp is the sandbox. For the real one, set PARTNERHUB_SANDBOX=off and PARTNERHUB_META_*."
        )
        return
    for name in settings.left_at_sandbox:
        yield Finding(
            "fault", f"The sandbox is off, but {name} is still the sandbox's. Set your own, from Meta's dashboard."
        )
    if not settings.url.startswith("https://"):
        yield Finding(
            "fault", "Meta calls webhooks by https only. Set PARTNERHUB_BASE_URL to your public https address."
        )


def _mail(settings: Settings) -> Iterator[Finding]:
    if settings.mailbox_url:
        yield Finding("note", f"Mail to people stays here, at {settings.sandbox_url}/mailbox.")
    elif not settings.smtp_host:
        yield Finding("note", "Mail to people waits: invitations are not sent. Set PARTNERHUB_SMTP_HOST.")


def _payments(settings: Settings) -> Iterator[Finding]:
    yield from (Finding(kind, sentence) for kind, sentence in payments.look(settings))


def _data_folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir.absolute()
    if not folder.exists():
        yield Finding("note", f"{folder} does not exist yet; the first start makes it.")
        return
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(
            "fault", f"{folder} cannot be written by this user. Run as its owner, or choose another --data-dir."
        )
        return
    try:
        secret_file.load_or_make(folder)
        yield Finding("good", f"{folder} and its secrets are ours.")
    except secret_file.Unsafe as error:
        yield Finding("fault", str(error))
    if shutil.disk_usage(folder).free < LEAST_SPACE:
        yield Finding("fault", f"Less than {LEAST_SPACE // 1_000_000} MB are free at {folder}. Make room.")


def _programs(settings: Settings) -> Iterator[Finding]:
    embedded = embedded_of(settings)
    if embedded is None:
        yield Finding("good", "PostgreSQL is an external one.")
        return
    try:
        found = engine.find(embedded.data)
        if found.starts():
            user = "" if found.uid is None else f", run as user {found.uid}"
            yield Finding("good", f"PostgreSQL's programs start ({found.programs}{user}).")
        else:
            yield Finding("fault", f"PostgreSQL's programs in {found.programs} do not start. Run make setup again.")
    except (CannotRun, OSError) as error:
        yield Finding("fault", str(error))


def _database(settings: Settings) -> Iterator[Finding]:
    embedded = embedded_of(settings)
    if embedded is not None and not embedded.made:
        yield Finding("note", "There is no database yet; the first start makes it.")
        return
    try:
        with at_hand(settings) as completed:
            faults = asyncio.run(_faults_of(completed))
            secret = None if faults else fault_of_secret(completed)
            lines, log = (0, []) if faults or secret else asyncio.run(_audit_log(completed))
    except (BadSetting, secret_file.Unsafe):
        return  # said above
    except (CannotRun, OSError) as error:
        yield Finding("fault", str(error))
        return
    yield from (Finding("fault", one) for one in faults)
    if not faults:
        yield Finding("good", "The database answers and is up to date; its roles are under row-level security.")
        yield Finding("fault", secret) if secret else Finding("good", "What lies sealed in the database can be read.")
        yield from (Finding("fault", f"The audit log is not whole. {one}") for one in log)
        if not (secret or log):
            yield Finding("good", f"The audit log is whole: {lines} lines.")


async def _audit_log(settings: Settings) -> tuple[int, list[str]]:
    dsn = settings.worker_database_url or settings.database_url
    return await audit_log.connected(dsn, settings.secret_key, audit_log.look)


async def _faults_of(settings: Settings) -> list[str]:
    faults = await examine.faults_as_owner(settings.database_url) if settings.database_url else []
    for dsn, role in (
        (settings.app_database_url, "partnerhub_app"),
        (settings.worker_database_url, "partnerhub_worker"),
    ):
        faults += await examine.faults_of_log_in(dsn, role) if dsn else []
    return faults


def _port(settings: Settings) -> Iterator[Finding]:
    reason = taken(settings.host, settings.port)
    if reason is None:
        yield Finding("good", f"Port {settings.port} on {settings.host} is free: PartnerHub is not running there.")
    elif answers(settings.host, settings.port, "/healthz"):
        ready = answers(settings.host, settings.port, "/readyz")
        yield (
            Finding("good", f"PartnerHub answers on port {settings.port}.")
            if ready
            else Finding(
                "fault", f"What runs on port {settings.port} is not ready. Look into {settings.data_dir / 'log'}."
            )
        )
    else:
        yield Finding("fault", reason)


def _frontend(_settings: Settings) -> Iterator[Finding]:
    static = Path(partnerhub.__file__).parent / "surfaces" / "hub" / "static"
    if static.is_dir() and any(static.iterdir()):
        yield Finding("good", "The Hub's style and script are built.")
    else:
        yield Finding("fault", "The Hub's style and script are not built. Run: make setup")


def _tools(_settings: Settings) -> Iterator[Finding]:
    if not shutil.which("node"):
        yield Finding("note", "There is no Node.js; make setup brings its own to build the frontend.")
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        yield Finding("note", "There is no Chromium; only the browser tests need it (Debian: apt install chromium).")
