"""`partnerhub serve`: Granian in front of the application, in as many processes as the settings say.

Only what `serve` itself needs is imported at the top: the application is loaded in the server's processes.
"""

import json
import logging
import os
import signal
from typing import Any

from partnerhub.kit.processes import die_with_parent
from partnerhub.settings import Settings, to_env

SERVER = "PARTNERHUB_SERVER_PID"
STOP_WITHIN = 5  # seconds for the requests in flight
BACKLOG = 1024


class Line(logging.Formatter):
    """Granian's own log lines in the shape of ours."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps({"event": record.getMessage(), "level": record.levelname.lower(), "logger": "granian"})


LOGGING: dict[str, Any] = {
    "formatters": {"line": {"()": Line}},
    "handlers": {"standard error": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"_granian": {"handlers": ["standard error"], "propagate": False}},
}


def serve(settings: Settings) -> None:
    """Returns after SIGTERM or SIGINT."""
    from granian import Granian
    from granian.constants import Interfaces, Loops

    os.environ |= to_env(settings) | {SERVER: str(os.getpid())}
    Granian(
        "partnerhub.cli.serve:create",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        workers=settings.web_processes,
        websockets=False,
        backlog=BACKLOG,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN,
        log_dictconfig=LOGGING,
    ).serve()


def create() -> Any:
    """In a server process: bound to the life of `serve`, even when that died before we came here."""
    die_with_parent(int(os.environ[SERVER]), signal.SIGKILL)
    from partnerhub.app import create_from_env

    return create_from_env()
