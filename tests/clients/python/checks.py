"""What a drive in Python is made of: checks, run one after the other in the client's own environment.

Standard library only: this is imported by interpreters that know nothing of the project.
"""

import json
import os
import threading
import time
import traceback
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

WORLD: dict[str, Any] = json.loads(os.environ["CLIENTS_WORLD"])
WITHIN = 60.0  # seconds
CHECKS: list[Callable[[], None]] = []

Answer = tuple[str, int]


def check(one: Callable[[], None]) -> Callable[[], None]:
    CHECKS.append(one)
    return one


def main() -> None:
    """A line of JSON for each check, at once: its name, and what went wrong."""
    for one in CHECKS:
        fault = ""
        try:
            one()
        except Exception:  # noqa: BLE001 — told to the test
            fault = traceback.format_exc()
        print(json.dumps({"check": one.__name__, "fault": fault}), flush=True)  # noqa: T201
    os._exit(0)  # clients leave threads behind


def until(found: Callable[[], Any]) -> Any:
    """What `found` returns, once that is something."""
    deadline = time.monotonic() + WITHIN
    while not (value := found()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)
    return value


def failure(kind: type[Exception], act: Callable[[], Any]) -> Any:
    """What `act` raises."""
    try:
        act()
    except kind as error:
        return error
    raise AssertionError("nothing was refused")


def control(method: str, path: str, **body: Any) -> dict[str, Any]:
    """The sandbox's control API: Meta and the customers, played."""
    return called(method, f"{WORLD['control']}/{path}", body, {})


def called(method: str, url: str, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
    data = json.dumps(body).encode() if body else None
    headers = {"Content-Type": "application/json", **headers}
    request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        return json.load(response)


def receiving(challenged: Callable[[dict[str, str]], Answer], posted: Callable[[bytes, Any], Answer]) -> str:
    """A server of webhooks at the URL that is returned: `challenged` gets the query, `posted` the raw body and headers."""

    class Hook(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(challenged({name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(posted(body, self.headers))

        def _answer(self, answer: Answer) -> None:
            content, status = answer[0].encode(), answer[1]
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://localhost:{server.server_port}"
