"""The short cut: the plain GET of a list, answered without the framework, whose layers cost more than the page.

It only ever says yes. What it would refuse, or what is unusual in any way, it leaves untouched to the framework, so that
refusals are made in one place. Both ways give the same answer, byte for byte: a test compares them.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from partnerhub.db import paging
from partnerhub.db.listing import Listing, Query
from partnerhub.db.pool import Database
from partnerhub.domain.access import keys
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Problem
from partnerhub.settings import Settings
from partnerhub.surfaces.partner_api.wire.documentation import Doc
from partnerhub.surfaces.partner_api.wire.limits import DEFAULT, Limiter, headers_of
from partnerhub.surfaces.partner_api.wire.lists import Asked

PLACE = re.compile(r"/api/v2/partners/([^/]+)/([^/]+)")
USUAL_HOST = re.compile(rb"[0-9A-Za-z.:\-\[\]]+")
PARAMETERS = {"filters", "sort", "limit", "offset"}
JSON = (b"content-type", b"application/json")


class Target(NamedTuple):
    """A list that takes the short cut, and what a key needs to read it."""

    listing: Listing
    scope: str


class Request(NamedTuple):
    """One that may be answered, if its key is live and good for it."""

    target: Target
    partner_id: str
    query: Query
    secret: str
    address: str | None


class Answer(NamedTuple):
    headers: list[tuple[bytes, bytes]]
    body: bytes


class ShortCut:
    """`docs`: the routes; those take it that list what a partner has, and do nothing else."""

    def __init__(
        self, docs: Iterable[Doc], database: Database, vault: Vault, limiter: Limiter, settings: Settings
    ) -> None:
        self._database, self._vault, self._limiter = database, vault, limiter
        self._lenient = settings.lenient_filters
        self._targets = {
            doc.address.rpartition("/")[2]: Target(doc.lists, doc.scope)
            for doc in docs
            if doc.lists and doc.names == ["partner_id"] and not doc.upstream and not doc.limits
        }

    async def answer(self, scope: Any) -> Answer | None:
        """None: the long way."""
        try:
            request = self._understood(scope)
            return await self._answer(request) if request else None
        except Problem:
            return None

    def _understood(self, scope: Any) -> Request | None:
        """Raises BadInput."""
        place = PLACE.fullmatch(scope["path"])
        target = self._targets.get(place[2]) if place and scope["method"] == "GET" else None
        if place is None or target is None or not self._limiter.has_room(place[1], DEFAULT):
            return None
        secret, asked = _key(scope), _asked(scope["query_string"], lenient=self._lenient)
        if secret is None or asked is None:
            return None
        address = scope["client"][0] if scope["client"] else None
        return Request(target, place[1], asked.of(target.listing), secret, address)

    async def _answer(self, asked: Request) -> Answer | None:
        """Raises WrongAddress, RateLimited."""
        what, query, partner_id = asked.target.listing, asked.query, asked.partner_id
        entered = keys.entered(
            self._database,
            self._vault,
            asked.secret,
            address=asked.address,
            reads=paging.docs_behind_entry(what, query),
        )
        async with entered as found:
            if found is None or found.caller.partner_id != partner_id or not found.caller.may(asked.target.scope):
                return None
            told = await self._limiter.spend(partner_id, DEFAULT, db=found.db)
            body = paging.encoded(what, await paging.counted(found.db, what, partner_id, query, found.read))
        return Answer([JSON, (b"content-length", b"%d" % len(body)), *headers_of([told])], body)


def _key(scope: Any) -> str | None:
    """The key of a request whose headers are as usual."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    is_usual = len(headers) == len(scope["headers"]) and USUAL_HOST.fullmatch(headers.get(b"host", b""))
    return headers[b"x-api-key"].decode("latin-1").strip() if is_usual and b"x-api-key" in headers else None


def _asked(query_string: bytes, *, lenient: bool) -> Asked | None:
    if not query_string:
        return Asked(None, [], None, None, lenient)
    pairs = parse_qsl(query_string.decode("latin-1"))
    given = dict(pairs)
    if len(given) != len(pairs) or not given.keys() <= PARAMETERS or "null" in given.values():
        return None
    sort = [given["sort"]] if "sort" in given else []
    return Asked(given.get("filters"), sort, given.get("limit"), given.get("offset"), lenient)
