"""HTTP that is not: requests as bytes, broken in the ways that servers were taken down or deceived by."""

import random
from collections.abc import Iterator

PATHS = (
    b"/api/v2/token", b"/api/v2/partners/examplePA/channels", b"/v1/configs/webhook", b"/messages", b"/media", b"/login",
    b"/dashboard", b"/meta/webhook", b"/healthz", b"/docs", b"/static/hub.css", b"/sandbox/graph/v23.0/me", b"/",
)  # fmt: skip
METHODS = (b"GET", b"POST", b"PATCH", b"PUT", b"DELETE", b"OPTIONS", b"HEAD")
HOST = b"host: localhost\r\n"
JSON = b"content-type: application/json\r\n"
FORM = b"content-type: application/x-www-form-urlencoded\r\n"
BAD_TEXT = (
    b"%00",
    b"%ff%fe",
    b"%c0%ae%c0%ae",
    b"%",
    b"%zz",
    b"\xff\xfe",
    b"\x00",
    b"\x7f",
    b"..%2f..%2fetc",
    b"%ed%a0%80",
    b" ",
)


def request(
    chance: random.Random, *, path: bytes = b"", headers: bytes = b"", body: bytes = b"", method: bytes = b""
) -> bytes:
    """A whole request, with what is given in place of what is usual."""
    line = (method or chance.choice(METHODS)) + b" " + (path or chance.choice(PATHS)) + b" HTTP/1.1\r\n"
    length = b"" if b"length" in headers or b"chunked" in headers else b"content-length: %d\r\n" % len(body)
    return line + HOST + headers + length + b"\r\n" + body


def requests(seed: int, count: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.choice(WAYS)(chance)


def chunks(chance: random.Random) -> bytes:
    size = chance.choice(
        [b"zz", b"-1", b"", b"f" * 20, b"5;" + b"x" * 70_000, b"0x5", b"5\x00", b" 5", b"5 ", b"1e1", b"5\n"]
    )
    end = chance.choice([b"\r\n", b"\n", b"\r", b"", b"\r\n\r\n"])
    return request(
        chance, headers=JSON + b"transfer-encoding: chunked\r\n", body=size + end + b'{"a":' + end + b"0\r\n\r\n"
    )


def lengths(chance: random.Random) -> bytes:
    """Lengths that are none, that disagree, or that hide a second request from whoever believes the other header."""
    length = chance.choice([b"-1", b"+5", b"5, 5", b"5,6", b"9" * 40, b"0x5", b"five", b"", b"\x00", b"5\x0b"])
    more = chance.choice(
        [b"", b"content-length: 7\r\n", b"transfer-encoding: chunked\r\n", b"Transfer-Encoding: xchunked\r\n"]
    )
    return request(
        chance,
        headers=JSON + b"content-length: " + length + b"\r\n" + more,
        body=b"0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n",
    )


def heads(chance: random.Random) -> bytes:
    """Headers that are too long, too many, or no headers."""
    headers = chance.choice(
        [
            b"x-long: " + b"a" * chance.choice([8_000, 66_000, 300_000]) + b"\r\n",
            b"".join(b"x-%d: y\r\n" % number for number in range(chance.choice([200, 9_000]))),
            b"cookie: " + b"a=b; " * 3_000 + b"\r\n",
            b"no colon here\r\n", b": empty name\r\n", b"x y: space\r\n", b"x: a\r\n folded\r\n", b"x: a\x00b\r\n",
            b"x-api-key: " + bytes(range(128, 256)) + b"\r\n", b"authorization: Bearer " + b"." * 9_000 + b"\r\n",
            b"content-type: \xff/\xfe; charset=none\r\n", b"host: a\r\nhost: b\r\n", b"expect: 200-nonsense\r\n",
            b"idempotency-key: \x01\x02\r\n", b"connection: upgrade\r\nupgrade: websocket\r\n", b"content-encoding: gzip\r\n",
        ]
    )  # fmt: skip
    return request(chance, headers=headers, body=b"{}")


def lines(chance: random.Random) -> bytes:
    return chance.choice(
        [
            b"GET / HTTP/9.9\r\n\r\n", b"GET /\r\n\r\n", b"get / http/1.1\r\n\r\n", b"GET  /  HTTP/1.1\r\n\r\n",
            b"\r\n\r\n\r\n",
            b"CONNECT a:1 HTTP/1.1\r\n\r\n", b"OPTIONS * HTTP/1.1\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"\x16\x03\x01\x02",
            b"GET http://[::1 HTTP/1.1\r\n\r\n", b"GET " + b"/a" * 40_000 + b" HTTP/1.1\r\n\r\n",
            b"GET //evil.example/.. HTTP/1.1\r\n\r\n",
            b"GET ?a=b HTTP/1.1\r\n\r\n", b"\x00" * 500, bytes(chance.randrange(256) for _ in range(300)),
            b"GET /healthz HTTP/1.0\r\n\r\n",
        ]
    )  # fmt: skip


def texts(chance: random.Random) -> bytes:
    """Paths, queries and forms in no alphabet."""
    bad = chance.choice(BAD_TEXT)
    path, query = chance.choice(PATHS), b"?limit=" + bad + b"&" + bad + b"=1&filters={" + bad
    return request(
        chance, path=path + chance.choice([b"/" + bad, query]), headers=FORM, body=b"username=" + bad + b"&" + bad
    )


def bodies(chance: random.Random) -> bytes:
    body = chance.choice(
        [
            b"[" * 100_000, b'{"a":' * 50_000, b"{" + b'"\xff":1}', b'{"a":"\\ud800"}', b'{"a":1e999}',
            b'{"a":' + b"9" * 20_000 + b"}",
            b'{"username":"a\\u0000","password":"b"}', b"null", b'"text"', b"\xef\xbb\xbf{}", b'{"a":1,"a":2}', b"{}" * 1_000,
            b"\x1f\x8b\x08",
            b"--x\r\ncontent-disposition: form-data; name=\x00\r\n\r\n", b"a" * 900_000, b'{"username":' + b"[]" * 9 + b"}",
        ]
    )  # fmt: skip
    kind = chance.choice(
        [
            JSON,
            FORM,
            b"content-type: multipart/form-data; boundary=x\r\n",
            b"content-type: multipart/form-data\r\n",
            b"",
        ]
    )
    return request(chance, method=chance.choice([b"POST", b"PATCH", b"PUT", b"DELETE"]), headers=kind, body=body)


def halves(chance: random.Random) -> bytes:
    """A good request that stops somewhere, or goes on with another that is broken."""
    good = request(chance, headers=JSON, body=b'{"username": "a", "password": "b"}')
    return chance.choice(
        [good[: chance.randrange(1, len(good))], good + lines(chance), good + lengths(chance), good * 20]
    )


def flips(chance: random.Random) -> bytes:
    """A good request with some bytes turned into others."""
    given = bytearray(request(chance, headers=JSON, body=b'{"webhook_url": "https://example.com/"}'))
    for _ in range(chance.randrange(1, 6)):
        given[chance.randrange(len(given))] = chance.randrange(256)
    return bytes(given)


WAYS = (chunks, lengths, heads, lines, texts, bodies, halves, flips, flips)
