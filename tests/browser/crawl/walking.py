"""Over all pages as one person, from a few first addresses, by every link and every GET form, without JavaScript."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

import aiohttp
from tests.browser.conftest import Person
from tests.browser.crawl.sheet import Sheet, faults, fragment_faults, queries
from tests.waiting import PATIENCE

AT_ONCE = 4
SEEN_ENOUGH = 6  # pages of one shape: the seventh number's page finds what the first six found
AN_ID = re.compile(r"[A-Za-z0-9]{6,}[A-Z]{2}|(\w+_)?[0-9a-f-]{32,}|PH[A-Z]{2}\w{20,}|[0-9]{5,}|[\w-]{30,}")


@dataclass
class Walk:
    """`faults` are said with their address; `sheets` are the pages by shape, the first of each."""

    person: Person
    base: str
    faults: list[str] = field(default_factory=list)
    sheets: dict[str, list[Sheet]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    shapes: Counter[str] = field(default_factory=Counter)
    cookies: dict[str, str] = field(default_factory=dict)


def shape(address: str) -> str:
    """An address without its ids and values: `/dashboard/partner/channels/{}/templates?page`."""
    parts = urlsplit(address)
    path = "/".join("{}" if AN_ID.fullmatch(one) else one for one in parts.path.split("/"))
    names = sorted({name for name, value in parse_qsl(parts.query) if value})
    return path + ("?" + "&".join(names) if names else "")


async def walk(person: Person, base: str, first: Iterable[str]) -> Walk:
    done, waiting = Walk(person, base), asyncio.Queue[str]()
    cookies = {"partnerhub_session": person.session} if person.session else {}
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookies=cookies, cookie_jar=jar) as http:
        for (
            one
        ) in first:  # one after the other, as a person: the first answers give the cookies that the next ones carry
            _offer(done, waiting, [one], "")
            await _visit(http, done, waiting, waiting.get_nowait())
            waiting.task_done()
        walkers = [asyncio.create_task(_keep_on(http, done, waiting)) for _ in range(AT_ONCE)]
        await waiting.join()
        for one in walkers:
            one.cancel()
        failed = await asyncio.gather(*walkers, return_exceptions=True)
        done.cookies = {one.key: one.value for one in jar}
    done.faults += [repr(one) for one in failed if not isinstance(one, asyncio.CancelledError)]
    return done


async def _keep_on(http: aiohttp.ClientSession, done: Walk, waiting: asyncio.Queue[str]) -> None:
    while True:
        address = await waiting.get()
        try:
            await _visit(http, done, waiting, address)
        finally:
            waiting.task_done()


async def _visit(http: aiohttp.ClientSession, done: Walk, waiting: asyncio.Queue[str], address: str) -> None:
    link, _, place = address.partition(" from ")
    async with http.get(link, timeout=aiohttp.ClientTimeout(PATIENCE)) as answer:
        body, there = await answer.read(), str(answer.url)
        if answer.status != HTTPStatus.OK:
            done.faults.append(f"{answer.status} {link} from {place or 'the start'}")
            return
        if done.person.session and urlsplit(there).path == "/login":
            done.faults.append(f"{link} from {place} asks to log in")
        if answer.content_type != "text/html" or "content-disposition" in answer.headers:
            return  # a file, which a browser keeps and does not show
    sheet = Sheet(there, body.decode())
    done.faults += [f"{there}: {one}" for one in (*faults(sheet), *fragment_faults(sheet))]
    done.sheets.setdefault(shape(there), []).append(sheet)
    letters = urlsplit(there).path == "/sandbox/mailbox"  # their links are for whoever got them
    _offer(done, waiting, () if letters else (*sheet.links, *queries(sheet)), there)


def _offer(done: Walk, waiting: asyncio.Queue[str], links: Iterable[str], place: str) -> None:
    for link in links:
        bare = link.partition("#")[0]
        if not bare.startswith(done.base) or bare in done.met:
            continue
        done.met.add(bare)
        kind = shape(bare)
        done.shapes[kind] += 1
        if done.shapes[kind] <= SEEN_ENOUGH:
            waiting.put_nowait(f"{bare} from {place}")
