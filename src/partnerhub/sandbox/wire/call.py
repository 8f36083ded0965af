"""One call of the Graph API: its parameters wherever they stood, and who makes it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Database
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.wire.envelope import GraphError, missing

FALSE = frozenset({"", "0", "false", "no"})


@dataclass(frozen=True)
class Upload:
    filename: str
    mime_type: str
    content: bytes


@dataclass(frozen=True)
class Caller:
    """Whose token it is. `everything`: the partner's system user, or the app itself."""

    user_id: str
    waba_ids: tuple[str, ...] = ()
    everything: bool = False

    def may(self, waba_id: str | None) -> bool:
        return self.everything or waba_id in self.waba_ids


@dataclass(frozen=True)
class Node:
    """An object of the Graph, as named in the path."""

    id: str
    kind: str
    waba_id: str | None

    @property
    def waba(self) -> str:
        return self.waba_id or self.id


@dataclass(frozen=True)
class Raw:
    """An answer that is not JSON."""

    content: bytes
    mime_type: str


@dataclass(frozen=True)
class Call:
    method: str
    url: str  # public, without query
    version: str
    token: str
    params: dict[str, Any]
    config: Config
    database: Database
    now: datetime
    uploads: dict[str, Upload] = field(default_factory=dict[str, Upload])
    caller: Caller = field(default=Caller(""))
    used: int = 1  # percent of the calls of this hour about the WABA

    def text(self, name: str, default: str | None = None) -> str:
        """A parameter that must be there, unless it has a default."""
        value = self.params.get(name, default)
        if value is None or value == "":
            if default is not None:
                return default
            raise missing(name)
        if not isinstance(value, str | int | float):
            raise GraphError(100, title=f"Param {name} must be a string.")
        return str(value)

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() not in FALSE

    def value(self, name: str) -> Any:
        """A structured parameter: as JSON in a JSON body, as text of JSON in a query or form."""
        given = self.params.get(name)
        if not isinstance(given, str):
            return given
        try:
            return msgspec.json.decode(given)
        except msgspec.DecodeError as error:
            raise GraphError(100, title=f"Param {name} must be valid JSON.") from error

    def several(self, name: str) -> list[str]:
        """A parameter of several values, however they are written; none when it is not there."""
        return [str(one) for one in listed(self.params.get(name))]


def listed(given: Any) -> list[Any]:
    """`["A"]`, `['A']`, `A,B` or a list."""
    if given in (None, "", "[]"):
        return []
    if isinstance(given, list):
        return given
    text = str(given).strip()
    if not text.startswith("["):
        return [one.strip() for one in text.split(",")]
    try:
        found = msgspec.json.decode(text.replace("'", '"'))
    except msgspec.DecodeError:
        found = [one.strip() for one in text.strip("[]").split(",")]
    return found if isinstance(found, list) else [found]
