"""`partnerhub serve`: uvicorn in front of the application, in as many processes as the settings say.

Only what `serve` itself needs is imported at the top: the application is loaded in the server's processes.
"""

import json
import logging
import os
import signal
import socket
from contextlib import ExitStack, suppress
from typing import Any

from partnerhub.kit.processes import die_with_parent, keep_freed_memory
from partnerhub.settings import Settings, to_env

SERVER = "PARTNERHUB_SERVER_PID"
STOP_WITHIN = 5  # seconds for the requests in flight
BACKLOG = 1024
KEPT_ALIVE = 75  # seconds; proxies and clients keep an idle connection for 60, and whoever closes first breaks nothing


class Line(logging.Formatter):
    """The server's own log lines in the shape of ours."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"event": record.getMessage(), "level": record.levelname.lower(), "logger": "uvicorn"}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def serve(settings: Settings) -> None:
    """Returns after SIGTERM or SIGINT."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from partnerhub.app.http import LimitedHttp

    os.environ |= to_env(settings) | {SERVER: str(os.getpid())}
    config = uvicorn.Config(
        "partnerhub.cli.serve:create",
        factory=True,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=LimitedHttp,
        ws="none",
        workers=settings.web_processes,
        backlog=BACKLOG,
        timeout_keep_alive=KEPT_ALIVE,
        timeout_graceful_shutdown=STOP_WITHIN,
        log_config=_logging(settings.log_level),
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
    )
    sockets = [config.bind_socket(), *_other_localhost(settings.host, settings.port)]
    if settings.web_processes > 1:
        Multiprocess(config, sockets).run()
    else:
        uvicorn.Server(config).run(sockets)


def _logging(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": Line}},
        "handlers": {"standard error": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {"uvicorn": {"handlers": ["standard error"], "level": level.upper(), "propagate": False}},
    }


def _other_localhost(host: str, port: int) -> list[socket.socket]:
    """`localhost` is ::1 to some clients before it is 127.0.0.1, so we listen there too where there is IPv6."""
    if host not in {"127.0.0.1", "localhost"}:
        return []
    with ExitStack() as unless_bound, suppress(OSError):
        other = unless_bound.enter_context(socket.socket(socket.AF_INET6))
        other.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("::1", port))
        other.set_inheritable(True)
        unless_bound.pop_all()
        return [other]
    return []


def create() -> Any:
    """In a server process: bound to the life of `serve`, even when that died before we came here."""
    server = int(os.environ[SERVER])
    if os.getpid() != server:
        die_with_parent(server, signal.SIGKILL)
    keep_freed_memory()
    from partnerhub.app.build import create_from_env

    return create_from_env()
