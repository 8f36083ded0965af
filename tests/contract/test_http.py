"""HTTP itself as stacks and proxies use it: HEAD, OPTIONS, compression, kept connections, interim answers."""

import socket
from collections.abc import Iterator

import pytest
from tests.contract.conftest import JSON, Demo, Integration


def test_options_names_the_methods(us: Integration) -> None:
    answer = us.bare("OPTIONS", us.keys)
    assert (answer.status, answer.body) == (204, b"")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "DELETE", "OPTIONS"}


def test_head_is_get_without_the_body(us: Integration) -> None:
    got, head = us.ask("GET", us.client), us.ask("HEAD", us.client)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(got.body))
    assert us.ask("GET", us.client).body == got.body, "the connection goes on where it was"


@pytest.mark.parametrize("codings", ["gzip, deflate, br, zstd", "identity", "*", ""])
def test_whatever_compression_is_offered_the_answer_can_be_read(us: Integration, codings: str) -> None:
    answer = us.ask("GET", us.client, Accept_Encoding=codings)
    assert (answer.status, answer.json["id"]) == (200, us.demo.client_id)


@pytest.mark.parametrize("wanted", ["*/*", "text/plain, */*;q=0.1", "application/xml", "text/html"])
def test_whatever_type_is_wished_for_the_answer_is_json(us: Integration, wanted: str) -> None:
    assert us.ask("GET", us.client, Accept=wanted).json["id"] == us.demo.client_id


def test_a_wrong_method_and_a_wrong_path_are_told_in_meta(us: Integration) -> None:
    for method, path, status in (("PUT", us.partner, 405), ("GET", us.partner + "/nothing", 404)):
        answer = us.ask(method, path)
        assert (answer.status, answer.json["meta"]["http_code"]) == (status, status)


class Line:
    """One connection, byte by byte."""

    def __init__(self, demo: Demo) -> None:
        host, _, port = demo.base_url.removeprefix("http://").partition(":")
        self._socket = socket.create_connection((host, int(port)), timeout=60)
        self._file = self._socket.makefile("rb")

    def say(self, text: bytes) -> None:
        self._socket.sendall(text)

    def hear(self, *, body: bool = True) -> tuple[int, bytes]:
        """One answer: (status, body)."""
        status, size = int(self._file.readline().split(b" ")[1]), 0
        while (line := self._file.readline()) not in {b"\r\n", b""}:
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        return status, self._file.read(size if body else 0)

    def ended(self) -> bool:
        return self._file.read(1) == b""

    def close(self) -> None:
        self._file.close()
        self._socket.close()


@pytest.fixture
def line(demo: Demo) -> Iterator[Line]:
    opened = Line(demo)
    yield opened
    opened.close()


def head(demo: Demo, method: str, path: str, *more: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: hub.360Dialog.io:443", f"X-API-KEY:{demo.partner_api_key}", *more]
    return "\r\n".join([*lines, "", ""]).encode()


@pytest.mark.parametrize(
    "root", ["", "http://hub.360dialog.io", "https://hub.360Dialog.io", "HTTPS://hub.360dialog.io:443"]
)
def test_a_request_may_name_the_whole_address(line: Line, demo: Demo, root: str) -> None:
    line.say(head(demo, "GET", f"{root}/api/v2/partners/{demo.partner_id}/channels?limit=1"))
    status, body = line.hear()
    assert (status, demo.channel_id.encode() in body) == (200, True)


def test_a_connection_is_kept_for_many_requests_also_when_they_come_at_once(line: Line, demo: Demo) -> None:
    path = f"/api/v2/partners/{demo.partner_id}/webhook_url"
    for _ in range(30):
        line.say(head(demo, "GET", path))
        assert line.hear()[0] == 200
    line.say(head(demo, "GET", path) * 5)
    assert [line.hear()[0] for _ in range(5)] == [200] * 5


def test_nothing_follows_the_answer_to_head(line: Line, demo: Demo) -> None:
    path = f"/api/v2/partners/{demo.partner_id}"
    line.say(head(demo, "HEAD", path) + head(demo, "GET", path))
    assert line.hear(body=False)[0] == 200
    status, body = line.hear()
    assert (status, body[:1]) == (200, b"{")


def test_a_client_that_waits_for_100_is_told_to_go_on(line: Line, demo: Demo) -> None:
    body = b'{"partner_payload":"crm-9"}'
    path = f"/api/v2/partners/{demo.partner_id}/clients/{demo.client_id}"
    line.say(head(demo, "PATCH", path, f"Content-Type: {JSON}", f"Content-Length: {len(body)}", "Expect: 100-continue"))
    assert line.hear() == (100, b"")
    line.say(body)
    status, told = line.hear()
    assert (status, b'"crm-9"' in told) == (200, True)


def test_a_body_may_come_in_pieces(line: Line, demo: Demo) -> None:
    path = f"/api/v2/partners/{demo.partner_id}/clients/{demo.client_id}"
    line.say(head(demo, "PATCH", path, f"Content-Type: {JSON}", "Transfer-Encoding: chunked"))
    for piece in (b'{"partner_', b'payload":', b'"crm-10"}'):
        line.say(b"%x\r\n%b\r\n" % (len(piece), piece))
    line.say(b"0\r\n\r\n")
    status, told = line.hear()
    assert (status, b'"crm-10"' in told) == (200, True)


def test_whoever_asks_for_the_end_gets_it(line: Line, demo: Demo) -> None:
    line.say(head(demo, "GET", f"/api/v2/partners/{demo.partner_id}", "Connection: close"))
    assert line.hear()[0] == 200
    assert line.ended()
