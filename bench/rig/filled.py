"""A database with many partners and channels, and a running Partner API in front of it."""

import asyncio
import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import psutil

from partnerhub.db.embedded import Dsns, Embedded
from partnerhub.db.migrate import migrate
from partnerhub.db.pool import Database
from partnerhub.domain.access import keys
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from partnerhub.settings import Settings, to_env

SECRET = "00" * 32
BENCH = Path(__file__).parents[1]
# $1 to $2: the numbers of partners; $3: how many channels each has.
FILL = (
    "INSERT INTO partner (id, brand_name) SELECT 'p' || lpad(p::text, 5, '0') || 'PA', 'Partner ' || p FROM generate_series($1, $2) p",
    "INSERT INTO client (partner_id, id, name, contact_info, partner_payload) SELECT 'p' || lpad(p::text, 5, '0') || 'PA',"
    " 'c' || p || 'x' || c || 'CL', 'Client ' || c, jsonb_build_object('email', 'c' || c || '@client.example', 'country', 'DE'),"
    " 'payload-' || c FROM generate_series($1, $2) p, generate_series(1, greatest(1, $3 / 10)) c",
    "INSERT INTO waba (partner_id, id, client_id, external_id, name, namespace) SELECT partner_id, 'w' || id || 'WA', id, id, name,"
    " '092819ec_f801_461b_b975_3a2d464f50a8' FROM client c WHERE NOT EXISTS (SELECT FROM waba w WHERE w.client_id = c.id)",
    "INSERT INTO channel (partner_id, id, client_id, waba_id, external_id, status, account_mode, availability_status, hub_status,"
    " app_id, app_state, current_limit, current_quality_rating, created_at, setup_info) SELECT w.partner_id, w.client_id || n || 'CH', w.client_id,"
    " w.id, w.client_id || n, CASE n WHEN 1 THEN 'created' ELSE 'ready' END, 'live', 'ready', 'live', '104148', 'running', 'TIER_1K',"
    " 'GREEN', now() - row_number() OVER () * interval '1 second', jsonb_build_object('phone_number', '4930' || n || w.client_id, 'phone_name', w.name, 'was_in_use', false, 'ivr', false,"
    " 'verification_method', 'sms') FROM waba w, generate_series(1, least($3, 10)) n"
    " WHERE $1 > 0 AND NOT EXISTS (SELECT FROM channel h WHERE h.waba_id = w.id)",
)
COUNTED = (  # at once what a trigger does for each row, where rows come one by one
    "INSERT INTO holding (partner_id, clients, channels) SELECT p.id, c.count, h.count FROM partner p,"
    " LATERAL (SELECT count(*) FROM client WHERE partner_id = p.id) c, LATERAL (SELECT count(*) FROM channel WHERE partner_id = p.id) h"
)


@contextmanager
def database(partners: int, channels: int, *, big: int = 0) -> Iterator[Dsns]:
    """`channels` for each of `partners`, and `big` for one more, whose number follows theirs."""
    with tempfile.TemporaryDirectory(prefix="partnerhub-bench-") as folder:
        server = Embedded(Path(folder) / "data")
        dsns = server.start()
        try:
            asyncio.run(_fill(dsns, partners, channels, big))
            yield dsns
        finally:
            server.stop()


async def _fill(dsns: Dsns, partners: int, channels: int, big: int) -> None:
    logging.disable(logging.WARNING)  # a line for each migration
    await migrate(dsns.owner)
    db = await asyncpg.connect(dsns.owner)
    await db.execute("ALTER TABLE client DISABLE TRIGGER holding; ALTER TABLE channel DISABLE TRIGGER holding")
    for low, high, each in ((1, partners, channels), (partners + 1, partners + bool(big), big)):
        for statement in FILL if high >= low else ():
            await db.execute(statement.replace("$1", str(low)).replace("$2", str(high)).replace("$3", str(each)))
    await db.execute(COUNTED)
    await db.execute("ALTER TABLE client ENABLE TRIGGER holding; ALTER TABLE channel ENABLE TRIGGER holding")
    await db.execute("VACUUM ANALYZE")
    await db.close()


async def postgres_of(dsns: Dsns) -> int:
    """The process of the database's server."""
    db = await asyncpg.connect(dsns.owner)
    head = psutil.Process(db.get_server_pid()).ppid()
    await db.close()
    return head


async def key_of(dsns: Dsns, partner_id: str) -> str:
    opened = Database(dsns.app, dsns.worker, set_role=False, size=1)
    await opened.open()
    async with opened.writing(partner_id) as db:
        _, secret = await keys.create(db, partner_id, "bench", vault=Vault(bytes.fromhex(SECRET)), now=clock.now())
    await opened.close()
    return secret


@contextmanager
def serving(dsns: Dsns, processes: int = 1, **more: str) -> Iterator[tuple[int, int]]:
    """The whole application in so many processes, with `more` settings; yields its port and first process. Rate limits are off, or they would be what is measured."""
    port = free_port()
    settings = Settings(
        port=port,
        app_database_url=dsns.app,
        worker_database_url=dsns.worker,
        secret_key=SECRET,
        rate_limits="off",
        log_level="warning",
        web_processes=processes,
        **more,
    )
    with process([sys.executable, "-m", "partnerhub.cli", "serve"], to_env(settings), port, "/readyz") as pid:
        yield port, pid


@contextmanager
def process(command: list[str], environ: dict[str, str], port: int, path: str) -> Iterator[int]:
    """A server that answers `path` on `port` once the block begins; yields its process."""
    server = subprocess.Popen(command, env=os.environ | environ, cwd=BENCH, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
                break
            except urllib.error.HTTPError:
                break  # it answers
            except OSError:
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{command} did not start") from None
                time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
