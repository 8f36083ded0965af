"""Every answer has the full set of headers, error pages of each kind too."""

from collections.abc import AsyncIterator

import httpx
import pytest
from tests.hub.browser import Browser
from tests.serving import served
from tests.world import NO_META, VAULT

from partnerhub.db.pool import Database
from partnerhub.domain.access import sessions
from partnerhub.kit.crypto import new_secret
from partnerhub.settings import Settings
from partnerhub.surfaces import hub

REQUESTS = [
    ("GET", "/login", b"", 200),
    ("GET", "/static/favicon.svg", b"", 200),
    ("GET", "/favicon.ico", b"", 200),
    ("GET", "/robots.txt", b"", 200),
    ("GET", "/", b"", 303),
    ("GET", "/dashboard/partner", b"", 303),
    ("POST", "/logout", b"", 403),
    ("GET", "/dashboard/nothing", b"", 404),
    ("GET", "/static/nothing.css", b"", 404),
    ("GET", "/static/manifest.json", b"", 404),
    ("GET", "/static/..%2fpages.py", b"", 404),
    ("DELETE", "/login", b"", 405),
    ("POST", "/login", b"email=" + b"x" * 70_000, 413),
]
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(("method", "path", "body", "status"), REQUESTS)
async def test_every_answer_has_the_headers(browser: Browser, method: str, path: str, body: bytes, status: int) -> None:
    await browser.token("/login")  # as a visitor with a cookie, so that the form is read
    answer = await browser.http.request(method, path, content=body, headers=FORM if body else {})
    assert answer.status_code == status
    complete(answer)


async def test_an_error_of_ours_has_them_too_and_tells_nothing(broken: str) -> None:
    cookie = {"partnerhub_session": new_secret(sessions.PREFIX)}
    async with httpx.AsyncClient(base_url=broken, cookies=cookie, timeout=60) as http:
        answer = await http.get("/dashboard/partner")
    assert answer.status_code == 500
    complete(answer)
    assert "Something went wrong on our side" in answer.text
    assert "Traceback" not in answer.text
    assert "pool" not in answer.text


async def test_each_page_has_its_own_nonce(browser: Browser) -> None:
    one, other = await browser.get("/login"), await browser.get("/login")
    assert one.headers["content-security-policy"] != other.headers["content-security-policy"]


async def test_with_https_cookies_are_secure_and_browsers_keep_to_https(database: Database) -> None:
    app = hub.create(database, VAULT, NO_META, Settings(base_url="https://hub.example"))
    async with served(app) as address, httpx.AsyncClient(base_url=address, timeout=60) as http:
        answer = await http.get("/login")
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-partnerhub_visit=")
    assert "Secure" in cookie


@pytest.fixture
async def broken() -> AsyncIterator[str]:
    """The hub with a database that was never opened."""
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    async with served(hub.create(Database(nowhere, nowhere, set_role=False), VAULT, NO_META, Settings())) as address:
        yield address


def complete(answer: httpx.Response) -> None:
    headers = answer.headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["script-src"].startswith("'nonce-")
    assert {policy[name] for name in ("default-src", "object-src", "base-uri", "frame-ancestors")} == {"'none'"}
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "cache-control" in headers
    assert "cross-origin-opener-policy" not in headers
    assert "strict-transport-security" not in headers
