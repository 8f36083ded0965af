"""Who may direct this Meta: anybody in the demo, else whoever has the key; without a key, nobody."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler

from partnerhub.kit import crypto
from partnerhub.sandbox.config import Config

AnyConnection = ASGIConnection[Any, Any, Any, Any]
HEADER = "x-sandbox-key"
BASIC = "basic "
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FROM_ELSEWHERE = frozenset({"cross-site", "same-site"})
CLOSED = "Nobody may direct this sandbox: it has no key. Set PARTNERHUB_SANDBOX_KEY, or start with --demo."
ASK = {"WWW-Authenticate": 'Basic realm="PartnerHub sandbox", charset="UTF-8"'}


def guard(config: Config) -> Callable[[AnyConnection, BaseRouteHandler], None]:
    """403 while it is closed, 401 without the key: in the header x-sandbox-key, or as the password that a browser asks for."""

    def judge(connection: AnyConnection, _: BaseRouteHandler) -> None:
        unsafe = connection.scope.get("method", "GET") not in SAFE
        if unsafe and connection.headers.get("sec-fetch-site") in FROM_ELSEWHERE:
            raise HTTPException("A page of another site cannot direct this sandbox.", status_code=403)
        if config.control_key is None:
            return
        if not config.control_key:
            raise HTTPException(CLOSED, status_code=403)
        if not crypto.same(_given(connection), config.control_key):
            raise HTTPException("The key of the sandbox is missing or wrong.", status_code=401, headers=ASK)

    return judge


def _given(connection: AnyConnection) -> str:
    header = connection.headers.get("authorization", "")
    if not header.lower().startswith(BASIC):
        return connection.headers.get(HEADER, "")
    try:
        return base64.b64decode(header[len(BASIC) :], validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
