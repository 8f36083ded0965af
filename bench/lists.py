"""The channel list of a partner with 100 among 100,000 channels of 1,000 partners: key, tenant, grammar, exact total.

Against the limit (a bare Granian callable with the same SQL) and the peer (Prism answering the same operation from
its example, where npm can install it), in one interleaved run.
"""

import asyncio
import json
import shutil
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from partnerhub.db.embedded import Dsns
from rig.filled import database, free_port, key_of, postgres_of, process, serving
from rig.measure import Peer, interleaved, show

PARTNER = "p00500PA"
CONNECTIONS, SECONDS, ROUNDS = 8, 3.0, 5
CACHE = Path(__file__).parents[1] / ".cache/prism"
PRISM = "@stoplight/prism-cli@5"


def main() -> None:
    with database(1000, 100) as dsns, serving(dsns) as (port, pid), ExitStack() as stack:
        key, postgres = asyncio.run(key_of(dsns, PARTNER)), asyncio.run(postgres_of(dsns))
        path = f"/api/v2/partners/{PARTNER}/channels"
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nx-api-key: {key}\r\n\r\n"
        answer = _asked(port, path, key)
        assert answer["total"] == len(answer["partner_channels"]) == 100, answer["total"]
        two = stack.enter_context(serving(dsns, processes=2))
        peers = [
            Peer("PartnerHub", port, [head], pid),
            Peer("PartnerHub, two processes", two[0], [head], two[1]),
            _bare(stack, dsns, head, 1),
            _bare(stack, dsns, head, 2),
        ]
        if (mocked := _prism(stack, port, answer)) is not None:
            peers.append(Peer("Prism, from its example", mocked[0], [head], mocked[1]))
        found = interleaved(peers, rounds=ROUNDS, connections=CONNECTIONS, seconds=SECONDS, postgres=postgres)
        show(found, "PartnerHub")


def _bare(stack: ExitStack, dsns: Dsns, head: str, workers: int) -> Peer:
    port = free_port()
    environ = {"BENCH_DSN": dsns.app, "BENCH_PARTNER": PARTNER}
    command = ["--interface", "asgi", "--loop", "uvloop", "--no-log", "--workers", str(workers), "--port", str(port)]
    pid = stack.enter_context(process([sys.executable, "-m", "granian", *command, "rig.bare:app"], environ, port, "/"))
    return Peer(f"bare Granian callable, {workers} worker{'s' * (workers > 1)}", port, [head], pid)


def _asked(port: int, path: str, key: str) -> dict:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"x-api-key": key})
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return json.load(answer)


def _prism(stack: ExitStack, ours: int, answer: dict) -> tuple[int, int] | None:
    """Prism on the document of this very server, the real answer as the operation's example."""
    npm = shutil.which("npm")
    if npm is None or not _installed(npm):
        print("Prism: not measured, npm could not install it", file=sys.stderr)
        return None
    with urllib.request.urlopen(f"http://127.0.0.1:{ours}/openapi.json") as document:
        spec = json.load(document)
    operation = spec["paths"]["/api/v2/partners/{partner_id}/channels"]["get"]
    operation["responses"]["200"]["content"]["application/json"]["example"] = answer
    spec["paths"] = {"/api/v2/partners/{partner_id}/channels": {"get": operation}}
    (CACHE / "spec.json").write_text(json.dumps(spec))
    port = free_port()
    command = [str(CACHE / "node_modules/.bin/prism"), "mock", "-p", str(port), "-v", "fatal", str(CACHE / "spec.json")]
    path = f"/api/v2/partners/{PARTNER}/channels"
    return port, stack.enter_context(process(command, {}, port, path))


def _installed(npm: str) -> bool:
    if (CACHE / "node_modules/.bin/prism").exists():
        return True
    CACHE.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(CACHE), PRISM]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


if __name__ == "__main__":
    main()
