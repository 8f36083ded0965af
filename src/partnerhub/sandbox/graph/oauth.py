"""Tokens: a code becomes one (B.1 row 1), one tells what it may do (row 1b)."""

import hashlib
from datetime import timedelta
from typing import Any

from partnerhub.db.pool import Row
from partnerhub.kit import crypto
from partnerhub.sandbox.store import codes, tokens
from partnerhub.sandbox.wire.call import Call, Caller
from partnerhub.sandbox.wire.envelope import GraphError

CODE_LIFE = timedelta(seconds=30)
SCOPES = ("whatsapp_business_management", "whatsapp_business_messaging")
SYSTEM_USER = "122000000000001"
APP_NAME = "PartnerHub (sandbox)"


def digest(token: str) -> str:
    """Under this a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def app_token(call: Call) -> str:
    return f"{call.config.app_id}|{call.config.app_secret}"


def caller(call: Call, row: Row) -> Caller:
    """The caller of a token that was looked up in `row`; the system user's and the app's need no row."""
    if crypto.same(call.token, call.config.system_token) or crypto.same(call.token, app_token(call)):
        return Caller(SYSTEM_USER, everything=True)
    if row["user_id"] is None:
        raise GraphError(190)
    if row["expires_at"] is not None and row["expires_at"] <= call.now:
        raise GraphError(190, title="Error validating access token: Session has expired.", subcode=463)
    return Caller(row["user_id"], tuple(row["waba_ids"]))


async def exchange(call: Call) -> dict[str, Any]:
    """A code is good once and for 30 seconds."""
    if call.text("client_id") != call.config.app_id:
        raise GraphError(100, title="Error validating application. Cannot get application info due to a system error.")
    if not crypto.same(call.text("client_secret"), call.config.app_secret):
        raise GraphError(1, title="Error validating client secret.")
    if call.params.get("grant_type") == "client_credentials":
        return {"access_token": app_token(call), "token_type": "bearer"}
    code = call.text("code")
    async with call.database.working_write() as db:
        row = await codes.use(db, code, call.now)
        if row is None:
            raise GraphError(100, title="Invalid verification code format.", subcode=36008)
        if row["used_before"]:
            raise GraphError(100, title="This authorization code has been used.", subcode=36009)
        if row["expires_at"] <= call.now:
            raise GraphError(100, title="This authorization code has expired.", subcode=36007)
        token = crypto.new_secret("EAA")
        await tokens.add(db, digest(token), row["user_id"], row["waba_ids"], call.now)
    return {"access_token": token, "token_type": "bearer"}


async def debug(call: Call) -> dict[str, Any]:
    async with call.database.working() as db:
        asking = await tokens.find(db, digest(call.token))
        if asking is None and not _is_own(call, call.token):
            raise GraphError(190 if call.token else 104)
        given = call.text("input_token")
        row = await tokens.find(db, digest(given))
    if _is_own(call, given):
        return {"data": _described(call, SYSTEM_USER, [], None, None)}
    if row is None:
        broken = {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"}
        return {"data": {"error": broken, "is_valid": False, "scopes": []}}
    return {"data": _described(call, row["user_id"], row["waba_ids"], row["issued_at"], row["expires_at"])}


def _is_own(call: Call, token: str) -> bool:
    return bool(token) and (crypto.same(token, call.config.system_token) or crypto.same(token, app_token(call)))


def _described(call: Call, user_id: str, wabas: list[str], issued: Any, expires: Any) -> dict[str, Any]:
    """The newest WABA stands first in each scope's target_ids; a scope without them holds for everything."""
    until = int(expires.timestamp()) if expires else 0
    return {
        "app_id": call.config.app_id,
        "type": "SYSTEM_USER",
        "application": APP_NAME,
        "data_access_expires_at": 0,
        "expires_at": until,
        "is_valid": expires is None or expires > call.now,
        "issued_at": int((issued or call.now).timestamp()),
        "scopes": [*SCOPES, "public_profile"],
        "granular_scopes": [{"scope": scope, **({"target_ids": wabas} if wabas else {})} for scope in SCOPES],
        "user_id": user_id,
    }
