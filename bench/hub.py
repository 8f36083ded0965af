"""The first byte of the Hub's pages on a demo world with its weeks of life: median and worst of many, one after the other.

Run on a quiet machine. `make bench`, or: .venv/bin/python bench/hub.py
"""

import http.client
import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

MOST = 50  # ms to the first byte
TIMES, WARM = 40, 5
HISTORY = 120.0  # seconds that the demo's history may take
PAGES = (
    "", "?view=table", "/clients", "/templates", "/insights", "/billing", "/integration", "/deliveries", "/api_keys", "/users",
    "/channels/{channel_id}", "/channels/{channel_id}/health", "/channels/{channel_id}/insights", "/clients/{client_id}",
)  # fmt: skip
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


class Person:
    """A browser on one kept connection."""

    def __init__(self, port: int) -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"}

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[float, http.client.HTTPResponse, bytes]:
        """(ms to the first byte, the answer, its body)."""
        given = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        began = time.perf_counter()
        self.http.request(method, path, body, {**self.headers, **given})
        answer = self.http.getresponse()
        took = (time.perf_counter() - began) * 1000
        for cookie in answer.headers.get_all("set-cookie") or []:
            self.headers["Cookie"] = "; ".join([cookie.partition(";")[0], *self._others(cookie.partition("=")[0])])
        return took, answer, answer.read()

    def _others(self, name: str) -> list[str]:
        kept = self.headers.get("Cookie", "").split("; ")
        return [one for one in kept if one and not one.startswith(f"{name}=")]

    def log_in(self, email: str, password: str) -> None:
        found = TOKEN.search(self.ask("GET", "/login")[2].decode())
        assert found
        self.ask("POST", "/login", urlencode({"csrf": found[1], "email": email, "password": password}))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port, data = probe.getsockname()[1], Path(folder) / "data"
        probe.close()
        command = [sys.executable, "-m", "partnerhub.cli", "up", "--demo", "--port", str(port), "--data-dir", str(data)]
        house = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            until((data / "demo.history").exists, HISTORY)
            measure(port, json.loads((data / "demo.json").read_bytes()))
        finally:
            house.terminate()
            house.wait(60)


def measure(port: int, world: dict) -> None:
    person = Person(port)
    person.log_in(world["partner_username"], world["partner_password"])
    for page in PAGES:
        path = "/dashboard/partner" + page.format(**world)
        took = [asked(person, path) for _ in range(TIMES + WARM)][WARM:]
        middle = statistics.median(took)
        mark = "ok" if middle <= MOST else "TOO SLOW"
        print(f"{middle:6.1f} ms median, {max(took):6.1f} worst   {path}   (at most {MOST}: {mark})")


def asked(person: Person, path: str) -> float:
    took, answer, _ = person.ask("GET", path)
    assert answer.status == 200, (answer.status, path)
    return took


def until(true, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "the demo world was not written in time"
        time.sleep(0.2)


if __name__ == "__main__":
    main()
