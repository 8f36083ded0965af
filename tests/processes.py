"""Watching processes in tests: wait for what should come true, follow a family of processes."""

import time
from collections.abc import Callable, Iterable

import psutil


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Polls until `true`; fails when that takes longer."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not true within {seconds} s"
        time.sleep(0.02)


def family(pid: int) -> list[psutil.Process]:
    """The process and all below it, as they are now."""
    head = psutil.Process(pid)
    return [head, *head.children(recursive=True)]


def all_gone(processes: Iterable[psutil.Process]) -> bool:
    """psutil tells a process from a later one with the same pid."""
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes)
