"""Rate limits on the wire: 429 with Retry-After, and the RateLimit headers on every answer (IETF draft 11)."""

from contextlib import suppress
from datetime import datetime
from typing import Any

import msgspec
from litestar.connection import ASGIConnection
from litestar.types import Message, Scope

from partnerhub.db.pool import Database, Db
from partnerhub.domain.access import limits
from partnerhub.domain.access.limits import Policy
from partnerhub.kit import clock
from partnerhub.kit.problems import TooMany

DEFAULT = Policy("default", 600, 60)
STRANGER = Policy("stranger", 120, 60)  # answers to callers that prove nothing, by address
TOKENS = Policy("tokens", 120, 60)  # for those, too; what else a stranger does must not lock out who logs in
REMEMBERED = 50_000  # windows in one process; more are forgotten all at once

Told = tuple[Policy, int, int]  # policy, requests left, seconds until the window ends


class RateLimited(TooMany):
    """Too many requests. Try again later."""

    code = "rate_limited"

    def __init__(self, told: "Told") -> None:
        """`told` is what the headers of the refusal say."""
        super().__init__(retry_after=told[2])
        self.told = told


class _Window(msgspec.Struct):
    ends_at: datetime
    mine: int = 0
    lent: int = 0


class Limiter:
    """The windows that this process has borrowed from. With `enforced` off nothing is refused and nothing stored."""

    def __init__(self, database: Database, *, enforced: bool) -> None:
        self._database = database
        self._enforced = enforced
        self._windows: dict[tuple[str, str, str], _Window] = {}

    async def spend(self, partner_id: str, policy: Policy, subject: str = "", db: Db | None = None) -> Told:
        """One request. Raises RateLimited. `db` is the partner's own connection where the caller has one already."""
        now = clock.now()
        window = self._window(partner_id, policy, subject, now)
        if window.mine == 0 and (window.lent < policy.quota or not self._enforced):
            await self._borrow(window, partner_id, policy, subject, db)
        seconds = max(1, int((window.ends_at - now).total_seconds() + 0.999))
        if window.mine == 0 and self._enforced:
            raise RateLimited((policy, 0, seconds))
        window.mine = max(0, window.mine - 1)
        return policy, policy.quota - window.lent + window.mine, seconds

    def has_room(self, partner_id: str, policy: Policy, subject: str = "") -> bool:
        """False when this process knows that nothing is left."""
        window = self._windows.get((partner_id, policy.name, subject))
        if window is None or not self._enforced or window.mine or window.lent < policy.quota:
            return True
        return window.ends_at <= clock.now()

    def _window(self, partner_id: str, policy: Policy, subject: str, now: datetime) -> _Window:
        key = (partner_id, policy.name, subject)
        window = self._windows.get(key)
        if window is None or window.ends_at <= now:
            if len(self._windows) > REMEMBERED:
                self._windows.clear()
            window = self._windows[key] = _Window(policy.ends_at(now))
        return window

    async def _borrow(self, window: _Window, partner_id: str, policy: Policy, subject: str, db: Db | None) -> None:
        if not (partner_id and self._enforced):  # strangers have no tenant: this process counts them alone
            lent = min(window.lent + policy.portion, policy.quota)
        elif db is not None:
            lent = await limits.borrow(db, partner_id, policy, subject, window.ends_at)
        else:
            async with self._database.reading(partner_id) as own:
                lent = await limits.borrow(own, partner_id, policy, subject, window.ends_at)
        if lent is None:
            window.lent = policy.quota
            return
        window.lent = max(window.lent, lent)
        window.mine += policy.portion


async def spend(connection: Any, db: Db | None, partner_id: str, policy: Policy, subject: str) -> None:
    """One request, and what the headers of its answer will say. Raises RateLimited."""
    limiter: Limiter = connection.app.state.limiter
    told: list[Told] = connection.scope.setdefault("rate", [])
    try:
        told.append(await limiter.spend(partner_id, policy, subject, db))
    except RateLimited as refused:
        told.append(refused.told)
        raise


async def add_headers(message: Message, scope: Scope) -> None:
    """Before an answer is sent. What no route serves passed no guard: it counts as a stranger's, and costs nothing."""
    if message["type"] != "http.response.start":
        return
    connection = ASGIConnection[Any, Any, Any, Any](scope)
    if "rate" not in scope:
        with suppress(RateLimited):
            await spend(connection, None, "", STRANGER, connection.client.host if connection.client else "")
    told: list[Told] = connection.scope["rate"]  # pyright: ignore[reportGeneralTypeIssues]
    message["headers"] = [*message.get("headers", ()), *headers_of(told)]


def headers_of(told: list[Told]) -> list[tuple[bytes, bytes]]:
    policies = ", ".join(f'"{policy.name}";q={policy.quota};w={policy.seconds}' for policy, _, _ in told)
    states = ", ".join(f'"{policy.name}";r={left};t={seconds}' for policy, left, seconds in told)
    return [(b"ratelimit-policy", policies.encode()), (b"ratelimit", states.encode())]
