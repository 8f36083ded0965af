"""How much is done: little in the suite, all of it by `make faults` (FAULTS=full); FAULTS_SEED chooses other faults."""

import os

FULL = os.environ.get("FAULTS") == "full"
SEED = int(os.environ.get("FAULTS_SEED", "1"))


def of(short: int, full: int) -> int:
    return full if FULL else short
