"""A server that stands still most of the time, and is awake again when those who stopped it are gone, however they went.

PostgreSQL ends with the process that started it, by a signal of the kernel's; but who stands still hears no signal except two.
"""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

SLOW, AWAKE = 4, 0.4  # seconds of sleep, and of work between


@contextmanager
def dozing(pid: int) -> Iterator[None]:
    """The process and its children."""
    over = threading.Event()
    with _waker(pid):
        thread = threading.Thread(target=_doze, args=(psutil.Process(pid), over))
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


@contextmanager
def _waker(pid: int) -> Iterator[None]:
    """Waits beside us, in a session of its own, for the end of its standard input: ours, if nothing else."""
    waker = subprocess.Popen(  # noqa: S603
        [sys.executable, __file__, str(pid)], stdin=subprocess.PIPE, start_new_session=True
    )
    with waker:  # closes the pipe, then waits
        yield


def _doze(server: psutil.Process, over: threading.Event) -> None:
    while not over.is_set():
        _each(server, signal.SIGSTOP)
        over.wait(SLOW)
        _each(server, signal.SIGCONT)
        over.wait(AWAKE)


def _each(server: psutil.Process, sign: signal.Signals) -> None:
    try:
        family = [server, *server.children()]
    except psutil.NoSuchProcess:
        return
    for one in family:
        try:
            one.send_signal(sign)
        except psutil.NoSuchProcess:
            continue


def main() -> None:
    server = psutil.Process(int(sys.argv[1]))
    sys.stdin.buffer.read()
    _each(server, signal.SIGCONT)


if __name__ == "__main__":
    main()
