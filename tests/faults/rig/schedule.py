"""Which fault strikes when: all of it follows from the seed, and goes by how many messages were acknowledged."""

import random
import time
from typing import Literal, NamedTuple

from tests.faults.rig.installation import Installation

Kind = Literal["kill", "stop", "cut"]
LONGEST_STOP = 1.0  # seconds without PostgreSQL
ALL_CONNECTIONS = 0.2  # of the cuts end every connection


class Planned(NamedTuple):
    """Strikes once `after` messages are acknowledged."""

    after: int
    kind: Kind
    chance: float


class Struck(NamedTuple):
    """`at`: seconds of the monotonic clock."""

    at: float
    kind: Kind
    victim: str


def plan(seed: int, messages: int, *, kills: int, stops: int, cuts: int) -> list[Planned]:
    chance = random.Random(seed)
    kinds: list[Kind] = ["kill"] * kills + ["stop"] * stops + ["cut"] * cuts
    return sorted(Planned(chance.randrange(messages), kind, chance.random()) for kind in kinds)


def strike(installation: Installation, planned: Planned) -> Struck | None:
    """None when there was nothing to strike; then it is tried again."""
    chance, at = random.Random(planned.chance), time.monotonic()
    if planned.kind == "kill":
        alive = [part for part in installation.parts if part.runs]
        if not alive:
            return None
        victim = chance.choice(alive)
        victim.kill()
        return Struck(at, "kill", victim.name)
    if planned.kind == "stop":
        installation.postgres.stop_immediately()
        time.sleep(chance.uniform(0, LONGEST_STOP))
        installation.postgres.start()
        return Struck(at, "stop", "PostgreSQL")
    ended = installation.postgres.cut(chance, every=chance.random() < ALL_CONNECTIONS)
    return Struck(at, "cut", f"{ended} connections") if ended else None
