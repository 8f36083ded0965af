"""Processes that stop when their parent is killed (Linux: the kernel sends the signal)."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int | None = None, sig: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel for `sig` when our parent dies; `parent` is its pid: if it is dead already, exit at once."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, sig, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os._exit(128 + sig)
