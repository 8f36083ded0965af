"""The installation's own secrets: made once, kept in `secrets.json` of the data folder for its owner alone."""

import os
import secrets
import tempfile
from pathlib import Path

import msgspec

NAME = "secrets.json"
DATABASE = Path("postgres", "data")  # of the data folder: what these secrets open


class Unsafe(Exception):
    """The secrets cannot be used; the message says what to do."""


class Secrets(msgspec.Struct, frozen=True, kw_only=True):
    """`secret_key` is the master secret; the others are passwords of the embedded PostgreSQL."""

    secret_key: str
    owner_password: str
    app_password: str
    worker_password: str


def load_or_make(folder: Path) -> Secrets:
    """The secrets of this data folder; of two processes that come first together, both get the same."""
    path = folder / NAME
    if not path.exists():
        if (folder / DATABASE).exists():
            raise Unsafe(
                f"{path} is missing, and new secrets would not open the database. Put it back from your backup."
            )
        _make(path)
    return _load(path)


def _make(path: Path) -> None:
    made = Secrets(
        secret_key=secrets.token_hex(32),
        owner_password=secrets.token_urlsafe(24),
        app_password=secrets.token_urlsafe(24),
        worker_password=secrets.token_urlsafe(24),
    )
    handle, fresh = tempfile.mkstemp(prefix=f".{NAME}-", dir=path.parent)  # only its owner may read it
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(made)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        Path(fresh).unlink()


def _load(path: Path) -> Secrets:
    try:
        mode = path.stat().st_mode
        text = path.read_bytes()
    except PermissionError:
        raise Unsafe(
            f"{path} belongs to another user. Run as that user, or give the whole folder to this one."
        ) from None
    if mode & 0o077:
        raise Unsafe(f"{path} can be read by others. Run: chmod 600 {path}")
    try:
        return msgspec.json.decode(text, type=Secrets)
    except msgspec.DecodeError as error:
        raise Unsafe(f"{path} cannot be read: {error}. Put it back from your backup.") from None
