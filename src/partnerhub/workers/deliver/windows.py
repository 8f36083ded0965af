"""How much may be in flight: to each endpoint what it has shown to bear, to all together what a worker can hold.

An endpoint begins with a few, gains with each success and loses half with each failure, as a TCP sender does. So one
that hangs holds a handful of places, and one that is fast and healthy is not held back.
"""

from collections.abc import Sequence

from partnerhub.domain.webhooks.queue import DueEndpoint, Wanted

BEGIN = 4
REMEMBERED = 20_000


class Windows:
    def __init__(self, most: int) -> None:
        self._most = most
        self._size: dict[int, int] = {}
        self._held: dict[int, int] = {}
        self.in_flight = 0

    @property
    def free(self) -> int:
        return self._most - self.in_flight

    def share(self, endpoints: Sequence[DueEndpoint]) -> list[Wanted]:
        """Deal the free places out, as evenly as the windows allow."""
        rooms = {one.id: self._window(one) - self._held.get(one.id, 0) for one in endpoints}
        open_ones = [one for one in endpoints if rooms[one.id] > 0]
        free, wanted = self.free, list[Wanted]()
        for left, one in zip(range(len(open_ones), 0, -1), sorted(open_ones, key=lambda e: rooms[e.id]), strict=True):
            room = min(rooms[one.id], -(-free // left))
            if room > 0:
                wanted.append(Wanted(one, room, self._window(one)))
                free -= room
        return wanted

    def took(self, endpoint: DueEndpoint) -> None:
        self.in_flight += 1
        self._held[endpoint.id] = self._held.get(endpoint.id, 0) + 1

    def freed(self, endpoint: DueEndpoint, *, failed: bool) -> None:
        self.in_flight -= 1
        held = self._held.pop(endpoint.id) - 1
        if held:
            self._held[endpoint.id] = held
        if len(self._size) > REMEMBERED:
            self._size.clear()
        size = self._window(endpoint)
        self._size[endpoint.id] = max(size // 2, 1) if failed else min(size + 1, endpoint.max_in_flight)

    def _window(self, endpoint: DueEndpoint) -> int:
        return min(self._size.get(endpoint.id, BEGIN), endpoint.max_in_flight)
