"""What a process asks of the system it runs on."""

import ctypes
import os
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
KEPT = 4 * 1024 * 1024  # bytes


def die_with_parent(parent: int | None = None, sig: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel (Linux) for `sig` when our parent dies; `parent` is its pid: if it is dead already, exit at once."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, sig, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os._exit(128 + sig)


@contextmanager
def signals_held() -> Generator[None]:
    """What asks us to stop waits for the end of this: a process that is just being made is known by then. Main thread only."""
    came: list[int] = []

    def keep(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {one: signal.signal(one, keep) for one in STOPPING if callable(signal.getsignal(one))}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    for number in came:
        signal.raise_signal(number)


def keep_freed_memory() -> None:
    """Have glibc keep what is freed, up to a few MB.

    It gives the heap's end back to the kernel above 128 KB, and an answer of 100 KB takes more: each then faults its memory in
    anew, page by page, which can cost more than all else about it.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_TRIM_THRESHOLD, KEPT)
        mallopt(M_MMAP_THRESHOLD, KEPT)
