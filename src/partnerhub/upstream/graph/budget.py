"""Calls an hour for one WABA (contract messaging-and-meta B.8), as Meta tells them in `X-Business-Use-Case-Usage`.

Meta counts the calls of the whole app, so its word holds for all processes; each learns it by its own calls. Asking on
when the calls are used up prolongs the time until Meta answers again.
"""

import time
from collections.abc import Callable

import msgspec

from partnerhub.upstream.graph.errors import GraphExhausted

COUNTED = {"", "assigned_users", "phone_numbers", "message_templates", "subscribed_apps"}  # edges; "": the node itself
FRESH = 300  # seconds for which a reading is believed; then one call learns a new one
ALL, MINUTE = 100, 60
REMEMBERED = 50_000  # nodes; more are forgotten all at once


class Usage(msgspec.Struct):
    """In percent of what Meta allows; minutes until it answers again."""

    call_count: int = 0
    total_cputime: int = 0
    total_time: int = 0
    estimated_time_to_regain_access: int = 0

    @property
    def percent(self) -> int:
        return max(self.call_count, self.total_cputime, self.total_time)


class Budget:
    """`leaving`: percent of the calls that are left to others, who have more need of them."""

    def __init__(self, leaving: int = 0, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._now = ALL - leaving, now
        self._waba_of: dict[str, str] = {}
        self._again_at: dict[str, float] = {}

    def check(self, path: str) -> None:
        """Raises GraphExhausted for a call that counts and would be refused."""
        if not self._again_at:
            return
        node, edge = _parts(path)
        again_at = self._again_at.get(self._waba_of.get(node, node), 0.0)
        if edge in COUNTED and again_at > self._now():
            raise GraphExhausted(int(again_at - self._now()) + 1)

    def note(self, path: str, header: str) -> None:
        """`header`: `{"<waba>":[{"call_count":1,…}]}`. One that cannot be read says nothing."""
        try:
            told = msgspec.json.decode(header, type=dict[str, list[Usage]], strict=False)
        except msgspec.MsgspecError:
            return
        if len(self._waba_of) > REMEMBERED:
            self._waba_of.clear()
        for waba, usages in told.items():
            self._waba_of[_parts(path)[0]] = waba
            self._take(waba, usages)

    def _take(self, waba: str, usages: list[Usage]) -> None:
        wait = max((one.estimated_time_to_regain_access * MINUTE for one in usages), default=0)
        if not wait and any(one.percent >= self._most for one in usages):
            wait = FRESH
        if wait:
            self._again_at[waba] = self._now() + wait
        else:
            self._again_at.pop(waba, None)


def _parts(path: str) -> tuple[str, str]:
    """Node and edge of `/123/message_templates`."""
    node, _, edge = path[1:].partition("/")
    return node, edge.partition("/")[0]
