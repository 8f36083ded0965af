"""Log lines: one JSON object a line (or readable text), each with the request's id."""

import logging
import sys
from typing import Any

import msgspec
import structlog

from partnerhub.kit import crypto

# Frames without their local variables: those hold keys, tokens and what people wrote.
TRACEBACKS = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))


def configure(level: str, form: str) -> None:
    """`level` as in settings; `form` is "json" or "text". Lines go to standard error."""
    as_json = form == "json"
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *(
                (TRACEBACKS, _json)
                if as_json
                else (structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback), _hidden)
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer)
        if as_json
        else structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    if not any(isinstance(one, Libraries) for one in root.handlers):
        root.addHandler(Libraries())


class Libraries(logging.Handler):
    """Takes what libraries say through Python's own logging (asyncio, asyncpg) into our lines."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger().log(record.levelno, record.getMessage(), logger=record.name, exc_info=record.exc_info)


def _json(logger: Any, method: str, event: Any) -> bytes:
    return _hidden(logger, method, msgspec.json.encode(event, enc_hook=repr).decode()).encode()


def _hidden(_logger: Any, _method: str, line: Any) -> str:
    """Addresses hold secrets (an onboarding link's, an invitation's), and so may what a library says."""
    return crypto.hidden(line)
