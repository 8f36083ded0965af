"""Who may direct this Meta: anybody in the demo, whoever has the key elsewhere, nobody without one."""

import base64
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest
from tests.sandbox.meta import Meta
from tests.serving import client_of, served

from partnerhub import sandbox
from partnerhub.app import parts
from partnerhub.db.pool import Database
from partnerhub.settings import Settings

PATHS = ("/sandbox/api/", "/sandbox/api/customers", "/sandbox/handset", "/sandbox/switchboard", "/sandbox/partner/hook")
OPEN = ("/sandbox", "/sandbox/sdk.js", "/sandbox/partner/back", "/sandbox/static/handset.css")
BASIC = "Basic " + base64.b64encode(b"anyone:the key").decode()
Opened = Callable[[str | None], AbstractAsyncContextManager[aiohttp.ClientSession]]


@pytest.fixture
def opened(meta: Meta, database: Database) -> Opened:
    @asynccontextmanager
    async def running(key: str | None) -> AsyncIterator[aiohttp.ClientSession]:
        app = sandbox.create(database, replace(meta.config, control_key=key))
        async with served(app) as base, client_of(base) as http:
            yield http

    return running


async def statuses(http: aiohttp.ClientSession, paths: tuple[str, ...], **more: object) -> set[int]:
    found: set[int] = set()
    for path in paths:
        async with http.get(path, **more) as answer:  # pyright: ignore[reportArgumentType]
            found.add(answer.status)
    return found


async def test_it_is_closed_without_a_key(opened: Opened) -> None:
    async with opened("") as http:
        assert await statuses(http, PATHS) == {403}
        assert await statuses(http, PATHS, headers={"x-sandbox-key": ""}) == {403}
        assert await statuses(http, OPEN) == {200}
        async with http.post("/sandbox/partner/hook", json={}) as answer:
            assert answer.status == 403


async def test_the_key_opens_it_in_a_header_or_as_a_password(opened: Opened) -> None:
    async with opened("the key") as http:
        assert await statuses(http, PATHS) == {401}
        assert await statuses(http, PATHS, headers={"x-sandbox-key": "the kez"}) == {401}
        assert await statuses(http, PATHS, headers={"Authorization": "Basic !"}) == {401}
        assert await statuses(http, PATHS, headers={"x-sandbox-key": "the key"}) == {200}
        assert await statuses(http, PATHS, headers={"Authorization": BASIC}) == {200}
        for path in PATHS:
            async with http.get(path) as answer:
                assert answer.headers["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_page_of_another_site_directs_nothing(opened: Opened, site: str) -> None:
    async with opened(None) as http:
        for path in ("/sandbox/api/customers", "/sandbox/handset"):
            async with http.post(path, json={}, headers={"sec-fetch-site": site}) as answer:
                assert answer.status == 403


def test_only_the_demo_is_open_by_itself() -> None:
    assert parts.sandbox_config(Settings(demo=True)).control_key is None
    assert parts.sandbox_config(Settings(demo=True, sandbox_key="k")).control_key == "k"
    assert parts.sandbox_config(Settings()).control_key == ""
    assert parts.sandbox_config(Settings(sandbox_key="k")).control_key == "k"
    assert [parts.sandbox_config(Settings(demo=demo)).travels for demo in (True, False)] == [True, False]
