"""HTTP as the libraries of partners speak it: each stack sends what it is given in its own way, and tells what came back."""

import asyncio
import base64
import http.client
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import aiohttp
import httpx
import msgspec
import requests

PATIENCE = 60  # seconds for one answer
HERE = Path(__file__).parent
THEIRS = "http://hub.360dialog.io"  # what an integration calls that reaches us through a proxy


class Answer(NamedTuple):
    """Names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        assert self.headers["content-type"] == "application/json", self
        return msgspec.json.decode(self.body)


class Stack(ABC):
    """One library. `raw`: it sends a path as it is given, with quotes and braces in it."""

    raw = False

    def __init__(self, base: str) -> None:
        self.base = base

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> Answer:
        """`path` may hold raw braces; they are encoded for a library that would not send them."""
        return self.send(method, path if self.raw else quote(path, safe="/?&=%,-:+"), headers, body)

    @abstractmethod
    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer: ...

    def close(self) -> None:  # noqa: B027  most have nothing to let go
        """Let connections and processes go."""


class Requests(Stack):
    def __init__(self, base: str) -> None:
        super().__init__(base)
        self._session = requests.Session()

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        answer = self._session.request(method, self.base + path, headers=headers, data=body, timeout=PATIENCE)
        return Answer(answer.status_code, _lower(answer.headers), answer.content)

    def close(self) -> None:
        self._session.close()


class Httpx(Stack):
    def __init__(self, base: str) -> None:
        super().__init__(base)
        self._client = httpx.Client(timeout=PATIENCE)

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        answer = self._client.request(method, self.base + path, headers=headers, content=body)
        return Answer(answer.status_code, _lower(answer.headers), answer.content)

    def close(self) -> None:
        self._client.close()


class Aiohttp(Stack):
    def __init__(self, base: str) -> None:
        super().__init__(base)
        self._loop = asyncio.new_event_loop()
        self._session: aiohttp.ClientSession | None = None

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        return self._loop.run_until_complete(self._send(method, path, headers, body))

    async def _send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        self._session = self._session or aiohttp.ClientSession()
        async with self._session.request(method, self.base + path, headers=headers, data=body) as answer:
            return Answer(answer.status, _lower(answer.headers), await answer.read())

    def close(self) -> None:
        if self._session:
            self._loop.run_until_complete(self._session.close())
        self._loop.close()


class ThroughProxy(Stack):
    """Python's own client when HTTP_PROXY points here: the request's target is the whole address of the original."""

    raw = True

    def __init__(self, base: str) -> None:
        super().__init__(base)
        self._connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=PATIENCE)

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        self._connection.request(method, THEIRS + path, body=body, headers={"Host": "hub.360dialog.io", **headers})
        answer = self._connection.getresponse()
        return Answer(answer.status, _lower(dict(answer.getheaders())), answer.read())

    def close(self) -> None:
        self._connection.close()


class Curl(Stack):
    raw = True
    options: tuple[str, ...] = ()

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        command = ["curl", "-sS", "-g", "-i", "--max-time", str(PATIENCE), *self.options]
        command += ["--head"] if method == "HEAD" else ["-X", method]
        for name, value in headers.items():
            command += ["-H", f"{name}: {value}" if value else f"{name};"]
        if body is not None:
            command += ["--data-binary", "@-"]
            command += [] if "Content-Type" in headers else ["-H", "Content-Type:"]
        done = subprocess.run([*command, self.address(path)], input=body, capture_output=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stderr
        return _parsed(done.stdout)

    def address(self, path: str) -> str:
        return self.base + path


class CurlThroughProxy(Curl):
    """`http_proxy` set to our address: an absolute request target, and Proxy-Connection."""

    def __init__(self, base: str) -> None:
        super().__init__(base)
        self.options = ("-x", base)

    def address(self, path: str) -> str:
        return THEIRS + path


class CurlOfOld(Curl):
    """HTTP/1.0: the connection ends with the answer."""

    options = ("--http1.0",)


class CurlInChunks(Curl):
    """Bodies of unknown length."""

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        return super().send(method, path, headers if body is None else headers | {"Transfer-Encoding": "chunked"}, body)


class NodeFetch(Stack):
    """fetch of Node.js, which is undici."""

    way = "fetch"

    def __init__(self, base: str) -> None:
        super().__init__(base)
        node = found_node()
        assert node
        self._node = subprocess.Popen(  # noqa: S603
            [node, str(HERE / "stack.mjs"), self.way], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        asked = {"method": method, "url": self.base + path, "headers": headers, "body": body}
        self._node.stdin.write(msgspec.json.encode(asked) + b"\n")
        told = msgspec.json.decode(self._node.stdout.readline())
        assert "failed" not in told, told
        return Answer(told["status"], told["headers"], base64.b64decode(told["body"]))

    def close(self) -> None:
        self._node.kill()
        self._node.communicate()


class NodeHttp(NodeFetch):
    """The module node:http with kept connections, which axios, got and request stand on."""

    way = "http"

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        """As axios does it: node:http alone sends the body of a DELETE without saying that there is one."""
        return super().send(method, path, headers | ({"Content-Length": str(len(body))} if body else {}), body)


STACKS: dict[str, type[Stack]] = {
    "requests": Requests,
    "httpx": Httpx,
    "aiohttp": Aiohttp,
    "http.client through a proxy": ThroughProxy,
    "curl": Curl,
    "curl through a proxy": CurlThroughProxy,
    "curl by HTTP 1.0": CurlOfOld,
    "curl in chunks": CurlInChunks,
    "fetch of Node": NodeFetch,
    "http of Node": NodeHttp,
}


def missing(stack: type[Stack]) -> str:
    """Why the stack cannot be tried on this machine; empty if it can."""
    if issubclass(stack, NodeFetch) and not found_node():
        return "Node.js is missing here; `make setup` brings it"
    if issubclass(stack, Curl) and not shutil.which("curl"):
        return "curl is missing here"
    return ""


def found_node() -> str | None:
    beside = Path(sys.executable).with_name("node")
    return str(beside) if beside.exists() else shutil.which("node")


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _parsed(answer: bytes) -> Answer:
    """What curl prints with -i; before the answer there may be an interim one, `100 Continue`."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.split(" ")[1])
    if status < 200:
        return _parsed(body)
    return Answer(status, _lower(dict(line.split(": ", 1) for line in lines)), body)
