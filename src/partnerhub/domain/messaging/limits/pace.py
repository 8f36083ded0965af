"""How fast messages may leave (contract messaging-and-meta B.8): a short queue for each number, a refusal beyond it.

Each process paces what it sends. What several send together Meta counts, and its refusals are heeded here.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.kit.problems import TooMany

STANDARD, HIGH, COEXISTENCE = 80, 1000, 20  # messages a second of one number
AT_ONCE = 100  # messages of a number that Meta has not answered yet: one slow number leaves room to the others
LONGEST_WAIT = 2.0  # seconds in the queue
PAIR_EVERY, PAIR_AHEAD = 6.0, 44  # a message in so many seconds to one person; so many more before their time
THROUGHPUT_REACHED, PAIR_REACHED = 130429, 131056  # codes of Meta's
HOLD = 1.0  # seconds that a number rests when Meta says that it is too fast
REMEMBERED = 100_000  # numbers, or people


class TooFast(TooMany):
    """You have exceeded the limit of messages that this number may send each second. Try again later."""

    status = 400
    code = "too_fast"


class PairTooFast(TooMany):
    """Too many messages to this recipient in a short time: one in six seconds, 45 at once. Try again later."""

    status = 400
    code = "pair_too_fast"


class Pace:
    """The turns of one process. With `enforced` off everything goes at once."""

    def __init__(self, *, enforced: bool, now: Callable[[], float] = time.monotonic) -> None:
        self._enforced = enforced
        self._numbers, self._pairs = Schedule(now), Schedule(now)
        self._on_their_way: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, channel: EnteredChannel, to: str | None) -> AsyncGenerator[None]:
        """Waits for the turn of one message; `to` is who gets it, None: nobody alone.

        Raises TooFast, PairTooFast. Then nothing has left.
        """
        if not self._enforced:
            yield
            return
        number = channel.phone_number_id
        if wait := self._wait_of(channel, to):
            await asyncio.sleep(wait)
        self._on_their_way[number] += 1
        try:
            yield
        finally:
            self._on_their_way[number] -= 1
            if not self._on_their_way[number]:
                del self._on_their_way[number]

    def heed(self, channel: EnteredChannel, to: str | None, code: int) -> None:
        """What Meta answered: its word holds over our own count."""
        if code == THROUGHPUT_REACHED:
            self._numbers.hold(channel.phone_number_id, HOLD + _room(channel)[1])
        elif code == PAIR_REACHED and to:
            self._pairs.hold(_pair(channel, to), PAIR_EVERY * (1 + PAIR_AHEAD))

    def _wait_of(self, channel: EnteredChannel, to: str | None) -> float:
        """Seconds; the turn is taken with it."""
        number = channel.phone_number_id
        every, ahead = _room(channel)
        wait = self._numbers.wait(number, ahead)
        if wait > LONGEST_WAIT or self._on_their_way[number] >= max(AT_ONCE, rate_of(channel) // 4):
            raise TooFast(retry_after=int(wait) + 1)
        if to:
            pair = _pair(channel, to)
            if rest := self._pairs.wait(pair, PAIR_EVERY * PAIR_AHEAD):
                raise PairTooFast(retry_after=int(rest) + 1)
            self._pairs.take(pair, PAIR_EVERY)
        self._numbers.take(number, every)
        return wait


class Schedule:
    """When the next may go, of many that have each a pace of their own (virtual scheduling, ITU-T I.371)."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._next: dict[str, float] = {}

    def wait(self, key: str, ahead: float) -> float:
        """Seconds until one may go; `ahead`: so much before its time."""
        return max(0.0, self._next.get(key, 0.0) - ahead - self._now())

    def take(self, key: str, every: float) -> None:
        self._next[key] = max(self._next.get(key, 0.0), self._now()) + every
        if len(self._next) > REMEMBERED:
            self._next = {key: at for key, at in self._next.items() if at > self._now()}

    def hold(self, key: str, seconds: float) -> None:
        self._next[key] = max(self._next.get(key, 0.0), self._now() + seconds)


def rate_of(channel: EnteredChannel) -> int:
    """Messages a second that Meta takes of the number."""
    if channel.is_on_biz_app:
        return COEXISTENCE
    return HIGH if channel.throughput == "HIGH" else STANDARD


def _room(channel: EnteredChannel) -> tuple[float, float]:
    """Seconds between messages, and how far they may go before their time: a tenth of a second's."""
    rate = rate_of(channel)
    return 1 / rate, (rate // 10) / rate


def _pair(channel: EnteredChannel, to: str) -> str:
    return f"{channel.phone_number_id} {''.join(filter(str.isdigit, to)) or to}"
