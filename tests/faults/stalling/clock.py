"""PostgreSQL with a clock that can be put ahead and back: the one it gets of the system, plus so many seconds."""

import struct
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

from partnerhub.db import engine

SHIM = """
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile long long *ahead;

__attribute__((constructor)) static void begin(void) {
    int file = open(getenv("CLOCK_AHEAD"), O_RDONLY);
    void *found = file < 0 ? MAP_FAILED : mmap(0, sizeof *ahead, PROT_READ, MAP_SHARED, file, 0);
    ahead = found == MAP_FAILED ? 0 : found;
}

int clock_gettime(clockid_t which, struct timespec *now) {
    int failed = syscall(SYS_clock_gettime, which, now);
    if (!failed && which == CLOCK_REALTIME && ahead) now->tv_sec += *ahead;
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec fine;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &fine);
    now->tv_sec = fine.tv_sec;
    now->tv_usec = fine.tv_nsec / 1000;
    return 0;
}
"""


class Clock:
    def __init__(self, file: Path) -> None:
        self._file = file
        file.write_bytes(bytes(8))
        file.chmod(0o644)

    def put(self, seconds: int) -> None:
        """So much ahead of the machine's; below zero: behind. In place, for PostgreSQL has the file's page in memory."""
        with self._file.open("r+b") as file:
            file.write(struct.pack("q", seconds))


@contextmanager
def clock_of_postgresql(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Of those that are started in the block. Skips where nothing can be compiled."""
    compiler = which("cc")
    if compiler is None:
        pytest.skip("no C compiler here, so no clock of PostgreSQL's own")
    with tempfile.TemporaryDirectory(prefix="partnerhub-clock-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL is another user
        source, shim = folder / "clock.c", folder / "clock.so"
        source.write_text(SHIM)
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(shim), str(source)], check=True)  # noqa: S603
        clock = Clock(folder / "ahead")
        monkeypatch.setitem(engine.ENVIRON, "LD_PRELOAD", str(shim))
        monkeypatch.setitem(engine.ENVIRON, "CLOCK_AHEAD", str(folder / "ahead"))
        yield clock
