"""PATCH of a client with its audit, its document and those of its channels, against the bare UPDATE over HTTP.

Each request changes another of the partner's clients, ten channels each, and commits before it is answered.
"""

import asyncio
import sys
from contextlib import ExitStack

from rig.filled import database, free_port, key_of, postgres_of, process, serving
from rig.measure import Peer, interleaved, show

PARTNER = "p00010PA"
CONNECTIONS, SECONDS, ROUNDS = 8, 3.0, 5
BODIES = [f'{{"partner_payload":"crm-{number:02}"}}' for number in range(30)]  # none repeats what the client has


def main() -> None:
    with database(20, 100) as dsns, serving(dsns) as (port, pid), ExitStack() as stack:
        key, postgres = asyncio.run(key_of(dsns, PARTNER)), asyncio.run(postgres_of(dsns))
        heads = [
            f"PATCH /api/v2/partners/{PARTNER}/clients/c10x{number}CL HTTP/1.1\r\nHost: localhost\r\nx-api-key: {key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
            for body in BODIES
            for number in range(1, 11)
        ]
        bare = free_port()
        environ = {"BENCH_DSN": dsns.app, "BENCH_PARTNER": PARTNER}
        command = ["--interface", "asgi", "--loop", "uvloop", "--no-log", "--port", str(bare), "rig.bare_write:app"]
        bare_pid = stack.enter_context(process([sys.executable, "-m", "granian", *command], environ, bare, "/c10x1CL"))
        peers = [
            Peer("PartnerHub", port, heads, pid),
            Peer("bare Granian callable, same UPDATE", bare, heads, bare_pid),
        ]
        found = interleaved(peers, rounds=ROUNDS, connections=CONNECTIONS, seconds=SECONDS, postgres=postgres)
        show(found, "PartnerHub")


if __name__ == "__main__":
    main()
