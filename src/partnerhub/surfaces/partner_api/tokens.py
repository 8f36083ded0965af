"""`POST /token` (contract §1.3): a user's name and password, or a refresh token, for a bearer token."""

from typing import Annotated, Any

import msgspec
from litestar import Request
from litestar.params import JSONBody

from partnerhub.db.pool import Database
from partnerhub.domain.access import tokens
from partnerhub.domain.access.tokens import Credentials, SigningKey
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.partner_api.wire.noting import origin_of


class TokenIn(msgspec.Struct, kw_only=True):
    """`otp`: the current code of the second factor, of a user who has one. `partner_id`: of who is a user of several partners."""

    username: str | None = None
    password: str | None = None
    refresh_token: str | None = None
    grant_type: str | None = None
    otp: str | None = None
    partner_id: str | None = None


WORD = {"type": "string", "minLength": 1}
BY_PASSWORD = {"required": ["username", "password"], "properties": {"username": WORD, "password": WORD}}
BY_REFRESH = {"required": ["refresh_token"], "properties": {"refresh_token": WORD}}
Grant = Annotated[TokenIn, msgspec.Meta(extra_json_schema={"anyOf": [BY_PASSWORD, BY_REFRESH]})]


class TokenOut(msgspec.Struct, kw_only=True):
    """`expires_in` in seconds."""

    access_token: str
    refresh_token: str
    token_type: str = "Bearer"  # noqa: S105
    expires_in: int = int(tokens.LIFETIME.total_seconds())


async def create(request: Request[Any, Any, Any], data: JSONBody[Grant]) -> TokenOut:
    database: Database = request.app.state.database
    vault: Vault = request.app.state.vault
    key: SigningKey = request.app.state.signing_key
    now = clock.now()
    if data.refresh_token and not (data.username and data.password):
        pair = await tokens.renew(database, data.refresh_token, key, vault=vault, now=now)
    else:
        who = _who(data)
        pair = await tokens.log_in(database, who, key, vault=vault, origin=origin_of(request, "visitor"), now=now)
    return TokenOut(access_token=pair.access, refresh_token=pair.refresh)


def _who(data: TokenIn) -> Credentials:
    """Raises BadInput, which names what is missing."""
    for name in ("username", "password"):
        if not getattr(data, name):
            raise BadInput(f"{name} is required.", field=name)
    return Credentials(data.username or "", data.password or "", data.otp or "", data.partner_id or "")
