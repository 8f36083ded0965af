"""The embedded PostgreSQL of a data folder: started by the first process that needs it, joined by the others.

It listens on a Unix socket only, stops when its process stops, and is stopped by the kernel when that is killed.
"""

import fcntl
import os
import signal
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from partnerhub.db import cluster, engine, secret_file
from partnerhub.db.engine import CannotRun
from partnerhub.db.secret_file import Secrets
from partnerhub.kit.processes import signals_held

LONGEST_SOCKET = 100  # bytes; the kernel's limit is 107
SOCKET = ".s.PGSQL.5432"
READY_WITHIN = 60.0  # seconds; recovery after a crash may take some
TURN_WITHIN = 3.0  # seconds; how long another command may hold the folder before we say so
END_WITHIN = 15.0  # seconds; how long the server of a killed process may take to stop
STOP_WITHIN = 10.0  # seconds, for each of the three ways to stop
LOCKED = "postmaster.pid"


@dataclass(frozen=True)
class Dsns:
    """Where PostgreSQL is, once for each role."""

    owner: str
    app: str
    worker: str


class Embedded:
    """Use as a context manager, from the main thread: the kernel ties the server to the thread that starts it."""

    def __init__(self, data_dir: Path, *, options: Mapping[str, str] | None = None) -> None:
        """`options` are PostgreSQL settings for this start only."""
        self.folder = data_dir.absolute()
        self.data = self.folder / secret_file.DATABASE
        self.log = self.folder / "log" / "postgresql.log"
        self._options = dict(options or {})
        self._lock: int | None = None
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Dsns:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def made(self) -> bool:
        """False before the first start."""
        return self.data.exists()

    @property
    def ours(self) -> bool:
        """True when this process started the server, and so stops it."""
        return self._server is not None

    def start(self, *, alone: bool = False, say: Callable[[str], None] = lambda _: None) -> Dsns:
        """Start the server or join the one that runs. `alone`: to join is not enough, raise instead."""
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("the embedded PostgreSQL must be started from the main thread")
        for folder in (self.folder, self.log.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        passwords = secret_file.load_or_make(self.folder)
        if self._take_turn(TURN_WITHIN if alone else 0):
            try:
                self._start(passwords, say)
            except BaseException:
                self.stop()
                raise
        elif alone:
            raise CannotRun(f"Another partnerhub process runs on {self.folder}. Stop it, or choose another --data-dir.")
        else:
            _wait(self._answers, f"The PostgreSQL that another process started on {self.folder} does not answer.")
        return self.dsns(passwords)

    def dsns(self, passwords: Secrets, database: str = cluster.DATABASE) -> Dsns:
        folder = quote(str(self._socket_folder()))

        def dsn(role: str, password: str) -> str:
            return f"postgresql://{role}:{quote(password)}@/{database}?host={folder}&port=5432"

        return Dsns(
            dsn(cluster.OWNER, passwords.owner_password),
            dsn(cluster.APP, passwords.app_password),
            dsn(cluster.WORKER, passwords.worker_password),
        )

    def exited(self) -> bool:
        """True when the server that we started is gone although nobody stopped it."""
        return self._server is not None and self._server.poll() is not None

    def stop(self) -> None:
        """Stop the server if it is ours: politely, then firmly, then by force."""
        if self._server is not None:
            for way in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                self._server.send_signal(way)
                try:
                    self._server.wait(STOP_WITHIN)
                    break
                except subprocess.TimeoutExpired:
                    continue
            self._server = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _take_turn(self, patience: float) -> bool:
        """Lock the folder for the life of this process; the kernel frees it even after kill -9."""
        handle = os.open(self.folder / "postgres.lock", os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(handle)
                    return False
                time.sleep(0.05)
            else:
                self._lock = handle
                return True

    def _start(self, passwords: Secrets, say: Callable[[str], None]) -> None:
        programs = engine.find(self.data)
        self.data.parent.mkdir(mode=0o700, exist_ok=True)
        with self.log.open("ab") as log:
            if not self.made:
                say("Making the database")
                programs.give(self.data.parent)
                cluster.make(programs, self.data, passwords, log)
            cluster.check(programs, self.data)
            say("Starting PostgreSQL")
            ways_in = {"listen_addresses": "", "unix_socket_directories": self._make_socket_folder(programs)}
            arguments = [f"--{name}={value}" for name, value in {**ways_in, **self._options}.items()]
            deadline = time.monotonic() + END_WITHIN
            while not self._launched(programs, arguments):
                words = engine.last_words(self.log)
                if LOCKED not in words or time.monotonic() > deadline:
                    raise CannotRun(f"PostgreSQL did not start. {words}")
                time.sleep(0.1)  # the server of a process that was killed is still stopping

    def _launched(self, programs: engine.Engine, arguments: list[str]) -> bool:
        with self.log.open("ab") as log, signals_held():
            where = engine.data_argument(self.data)
            self._server = server = programs.spawn("postgres", "-D", where, *arguments, inside=self.data, log=log)
        _wait(lambda: server.poll() is not None or self._ready(server.pid), "PostgreSQL does not get ready.")
        if server.poll() is None:
            return True
        self._server = None
        return False

    def _ready(self, pid: int) -> bool:
        """PostgreSQL says so in the last line of its pid file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"  # noqa: PLR2004

    def _answers(self) -> bool:
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return False
        return self._ready(pid) and (self._socket_folder() / SOCKET).exists()

    def _make_socket_folder(self, programs: engine.Engine) -> str:
        """A folder that only the server's account and root can enter; the name is as the server sees it."""
        near = self.data.parent / "run"
        if len(os.fsencode(near / SOCKET)) <= LONGEST_SOCKET:
            near.mkdir(mode=0o700, exist_ok=True)
            programs.give(near)
            self._far.unlink(missing_ok=True)
            return "../run"
        uid = os.geteuid() if programs.uid is None else programs.uid
        if self._far.exists() and _is_private(Path(self._far.read_text()), uid):
            return self._far.read_text()  # whoever was connected before a restart comes back to the same address
        runtime = os.environ.get("XDG_RUNTIME_DIR", "") if programs.uid is None else ""
        far = Path(tempfile.mkdtemp(prefix="partnerhub-", dir=runtime if os.access(runtime, os.W_OK) else "/tmp"))  # noqa: S108
        programs.give(far)
        self._far.write_text(str(far))
        return str(far)

    def _socket_folder(self) -> Path:
        return Path(self._far.read_text()) if self._far.exists() else self.data.parent / "run"

    @property
    def _far(self) -> Path:
        """Names the socket's folder when it cannot lie in the data folder, whose path is too long for a socket."""
        return self.folder / "postgres.socket"


def _is_private(folder: Path, uid: int) -> bool:
    """Whether it is still there, and nobody but `uid` may enter."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not stat.S_IMODE(found.st_mode) & 0o077


def _wait(done: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not done():
        if time.monotonic() > deadline:
            raise CannotRun(otherwise)
        time.sleep(0.01)
