"""Whether the database's clock runs as time does. The queue goes by it: put back, what was due waits; put forward, leases end."""

from datetime import datetime

JUMP = 3.0  # seconds; what a lease has to spare


class Clocks:
    """Of one who looks again and again."""

    def __init__(self) -> None:
        self._before: tuple[datetime, float, float] | None = None

    def jump(self, theirs: datetime, asked: float, answered: float) -> float:
        """Seconds by which it went ahead since the last look, below zero: back; 0 when it did not jump.

        `theirs` was told between `asked` and `answered` of this machine's steady clock.
        """
        before, self._before = self._before, (theirs, asked, answered)
        if before is None:
            return 0
        went = (theirs - before[0]).total_seconds()
        least, most = asked - before[2], answered - before[1]
        off = went - min(max(went, least), most)
        return off if abs(off) >= JUMP else 0
