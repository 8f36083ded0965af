"""Making the embedded PostgreSQL's files: initdb, who may log in, the roles and the database."""

import ctypes
import os
import shutil
from pathlib import Path
from typing import IO

from partnerhub.db.engine import CannotRun, Engine, data_argument
from partnerhub.db.secret_file import Secrets

VERSION = "18"
DATABASE = "partnerhub"
OWNER, APP, WORKER = "partnerhub", "partnerhub_app", "partnerhub_worker"
HBA = """\
# Passwords only, and only through the socket. The superuser has none: nobody logs in as it.
local all all scram-sha-256
"""

# Written to postgresql.conf once, so that an operator can change them there. Durability stays at its defaults: on.
LAPTOP = {
    "shared_buffers": "32MB",
    "work_mem": "2MB",
    "maintenance_work_mem": "32MB",
    "max_connections": "100",
    "io_method": "sync",
    "jit": "off",
    "wal_compression": "on",
    "max_wal_size": "256MB",
    "min_wal_size": "48MB",
    "autovacuum_vacuum_scale_factor": "0.01",
    "autovacuum_max_workers": "2",
    "max_logical_replication_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}

ROLES = """\
CREATE ROLE {owner} LOGIN CREATEDB CREATEROLE PASSWORD '{passwords.owner_password}';
CREATE ROLE {app} LOGIN PASSWORD '{passwords.app_password}';
CREATE ROLE {worker} LOGIN PASSWORD '{passwords.worker_password}';
CREATE DATABASE {database} OWNER {owner};
REVOKE ALL ON DATABASE {database} FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO {app}, {worker};
"""


def make(engine: Engine, data: Path, passwords: Secrets, log: IO[bytes]) -> None:
    """Make the files at `data`; they appear there only when complete and on the disk."""
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    engine.give(fresh)
    where = data_argument(fresh)
    locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
    settings = [f"--set={name}={value}" for name, value in LAPTOP.items()]
    fixed = ("-D", where, "-U", "postgres", "--auth=reject", "--data-checksums", "--no-sync", "--no-instructions")
    engine.run("initdb", *fixed, *locale, *settings, inside=fresh, log=log)
    _rewrite(fresh / "pg_hba.conf", HBA)
    roles = ROLES.format(owner=OWNER, app=APP, worker=WORKER, database=DATABASE, passwords=passwords)
    engine.run("postgres", "--single", "-j", "-D", where, "postgres", inside=fresh, log=log, text=_single(roles))
    _sync(fresh)
    fresh.rename(data)
    _sync(data.parent)


def check(engine: Engine, data: Path) -> None:
    """Raise with what to do when these files are not for this account or this PostgreSQL."""
    uid = os.geteuid() if engine.uid is None else engine.uid
    if data.stat().st_uid != uid:
        owner = data.stat().st_uid
        raise CannotRun(f"{data} belongs to user {owner}, not to us ({uid}). Run as the user who made it, or as root.")
    version = (data / "PG_VERSION").read_text().strip()
    if version != VERSION:
        raise CannotRun(
            f"{data} was made by PostgreSQL {version}; this is {VERSION}. Use pg_upgrade or dump and restore."
        )


def _single(statements: str) -> str:
    """With -j, a statement ends at a semicolon followed by an empty line."""
    return statements.replace(";\n", ";\n\n")


def _rewrite(path: Path, text: str) -> None:
    """Replace what the file holds; its owner stays, and a link in its place is not followed."""
    handle = os.open(path, os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
    with os.fdopen(handle, "w") as file:
        file.write(text)


def _sync(folder: Path) -> None:
    """One sync of the whole file system instead of one for each of a thousand files."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        syncfs = getattr(ctypes.CDLL(None), "syncfs", None)
        if syncfs is None or syncfs(handle) != 0:
            os.sync()
    finally:
        os.close(handle)
