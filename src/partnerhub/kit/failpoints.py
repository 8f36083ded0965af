"""Named steps at which a test can end this process at once, as a power cut would.

`PARTNERHUB_FAILPOINT` names the step, in tests only; without it a step is one comparison. `tests/faults` finds the
names in the source and has a crash for each.
"""

import os

ENDED = 86  # exit code
ARMED = os.environ.get("PARTNERHUB_FAILPOINT", "")


def step(name: str) -> None:
    if name == ARMED:
        os._exit(ENDED)
