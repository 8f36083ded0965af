"""Sending a message by a channel's key: the key proven, the body checked, passed on to Meta and its answer passed back.

Against a bare pass-through on the same server (no key, no database, no check), and against asking Meta's stand-in itself,
in one interleaved run.
"""

import asyncio
import sys
from contextlib import ExitStack

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain import channel_keys
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from rig.filled import SECRET, database, free_port, postgres_of, process, serving
from rig.measure import Peer, interleaved, show

PARTNER, CHANNEL = "p00500PA", "c500x1CL1CH"
CONNECTIONS, SECONDS, ROUNDS = 8, 3.0, 5
BODY = '{"messaging_product":"whatsapp","recipient_type":"individual","to":"491711234567","type":"text","text":{"body":"Hello"}}'
OPENED = (
    "UPDATE waba SET graph_token = $2 WHERE partner_id = $1",
    "UPDATE channel SET permission_granted_at = now(), app_state = 'running' WHERE partner_id = $1 AND $2::bytea IS NOT NULL",
)


def main() -> None:
    with database(1000, 100) as dsns, ExitStack() as stack:
        key, postgres = asyncio.run(_key(dsns)), asyncio.run(postgres_of(dsns))
        graph, of_graph = _server(
            stack, ["granian", "--interface", "asgi", "--loop", "uvloop", "--no-log"], "rig.graph:app"
        )
        upstream = f"http://127.0.0.1:{graph}/v23.0/1/messages"
        bare = ["uvicorn", "--loop", "uvloop", "--http", "httptools", "--log-level", "error"]
        passing, of_passing = _server(stack, bare, "rig.passing:app", BENCH_GRAPH=upstream)
        ours, of_ours = stack.enter_context(serving(dsns, graph_url=f"http://127.0.0.1:{graph}"))
        asked = [_request("/messages", f"D360-API-KEY: {key}\r\n")]
        peers = [
            Peer("PartnerHub", ours, asked, of_ours),
            Peer("bare pass-through, uvicorn and aiohttp", passing, asked, of_passing),
            Peer("Meta's stand-in itself", graph, asked, of_graph),
        ]
        show(
            interleaved(peers, rounds=ROUNDS, connections=CONNECTIONS, seconds=SECONDS, postgres=postgres), "PartnerHub"
        )


def _server(stack: ExitStack, command: list[str], app: str, **environ: str) -> tuple[int, int]:
    port = free_port()
    whole = [sys.executable, "-m", *command, "--port", str(port), app]
    return port, stack.enter_context(process(whole, environ, port, "/"))


def _request(path: str, headers: str) -> str:
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Type: application/json\r\n"
        f"Content-Length: {len(BODY)}\r\n\r\n{BODY}"
    )


async def _key(dsns: Dsns) -> str:
    """The channel is running, shared, and has a token at Meta."""
    vault, opened = Vault(bytes.fromhex(SECRET)), Database(dsns.app, dsns.worker, set_role=False, size=1)
    await opened.open()
    async with opened.writing(PARTNER) as db:
        for statement in OPENED:
            await db.execute(statement, PARTNER, vault.seal("EAA" + "x" * 200))
        _, secret = await channel_keys.create(db, PARTNER, CHANNEL, vault=vault, now=clock.now())
    await opened.close()
    return secret


if __name__ == "__main__":
    main()
