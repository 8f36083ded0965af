"""Bearer tokens of `POST /token` (contract partner-api §1.3): RS256 access tokens and rotating refresh tokens."""

from datetime import UTC, datetime, timedelta

import jwt
import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from partnerhub.db.pool import Database, Db
from partnerhub.domain import audit, partners
from partnerhub.domain.access import passwords, second_factor
from partnerhub.domain.access.caller import Caller
from partnerhub.domain.access.hub_store import Hub
from partnerhub.domain.access.scopes import SCOPES_OF
from partnerhub.domain.audit import Origin
from partnerhub.kit import ids
from partnerhub.kit.crypto import Vault, new_secret, well_formed
from partnerhub.kit.problems import Unauthorized
from partnerhub.kit.words import t

LIFETIME = timedelta(seconds=86_400)
REFRESH_LIFETIME = timedelta(days=30)
REFRESH_PREFIX = "PHRT"
ALGORITHM = "RS256"


class BadCredentials(Unauthorized):
    """The username or password is wrong."""

    code = "invalid_grant"


class BadRefreshToken(Unauthorized):
    """The refresh token is not valid, was used before, or has expired."""

    code = "invalid_grant"


class PasswordTokensOff(Unauthorized):
    """Username and password tokens are switched off for this partner; use an API key."""

    code = "unauthorized_client"


class SecondFactorNeeded(Unauthorized):
    """This user logs in with a second factor: send its current code as otp, or use an API key."""

    code = "mfa_required"


class SigningKey(msgspec.Struct, frozen=True):
    kid: str
    private_key: str
    public_key: str


class Credentials(msgspec.Struct, frozen=True):
    """`otp`: the code of the person's second factor, or none. `partner_id`: where they are a user; else where they were first."""

    username: str
    password: str
    otp: str = ""
    partner_id: str = ""


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    access: str
    refresh: str


async def signing_key(db: Db, vault: Vault) -> SigningKey:
    """The installation's key, made at the first call ever; two first calls at once agree on one."""
    row = await db.fetchrow("SELECT kid, private_key, public_key FROM signing_key ORDER BY created_at, kid LIMIT 1")
    if row is None:
        private, public = _new_pair()
        await db.execute(
            "INSERT INTO signing_key (kid, private_key, public_key) VALUES ('1', $1, $2) ON CONFLICT DO NOTHING",
            vault.seal(private), public,
        )  # fmt: skip
        return await signing_key(db, vault)
    return SigningKey(row["kid"], vault.unseal(row["private_key"]), row["public_key"])


async def issue(
    db: Db, partner_id: str, user_id: str, key: SigningKey, *, vault: Vault, now: datetime, family: str = ""
) -> Tokens:
    """A pair for one user; `family` links the refresh tokens that came from one log-in."""
    claims = {
        "sub": user_id,
        "partner_id": partner_id,
        "iat": now.timestamp(),  # not in whole seconds: it may follow the end of all tokens within one
        "exp": int((now + LIFETIME).timestamp()),
        "jti": ids.uuid7(),
    }
    access = jwt.encode(claims, key.private_key, ALGORITHM, headers={"kid": key.kid})
    refresh = new_secret(REFRESH_PREFIX)
    await db.execute(
        "INSERT INTO refresh_token (digest, partner_id, user_id, family, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        vault.digest(refresh), partner_id, user_id, family or ids.uuid7(), now, now + REFRESH_LIFETIME,
    )  # fmt: skip
    return Tokens(access=access, refresh=refresh)


async def enter(db: Db, key: SigningKey, token: str) -> Caller | None:
    """Let the bearer in if the token is ours, not expired, its user still there and passwords not switched off.

    The role counts as it is now, not as it was when the token was made.
    """
    try:
        claims = jwt.decode(token, key.public_key, [ALGORITHM], options={"require": ["exp", "iat", "sub"]})
    except jwt.InvalidTokenError:
        return None
    issued = datetime.fromtimestamp(claims["iat"], UTC)
    row = await db.fetchrow(
        "SELECT partner_id, client_id, role, password_tokens FROM enter_by_user($1, $2)", claims["sub"], issued
    )
    if row is None or row["client_id"] is not None or not row["password_tokens"]:
        return None
    return Caller(partner_id=row["partner_id"], actor=f"user:{claims['sub']}", scopes=SCOPES_OF[row["role"]])


async def log_in(
    database: Database, who: Credentials, key: SigningKey, *, vault: Vault, origin: Origin, now: datetime
) -> Tokens:
    """Tokens for a partner's user; users of clients have none (contract §1.3). `origin`: whence the name is given."""
    try:
        proven = await passwords.prove(database, vault, who.username, who.password, now=now)
    except passwords.WrongPassword as error:
        raise BadCredentials from error
    hub = _chosen(proven.hubs, who.partner_id)
    if not hub.password_tokens:
        raise PasswordTokensOff
    whence = msgspec.structs.replace(origin, actor=f"user:{hub.user_id}")
    await _second_step(database, vault, hub, who.otp, whence, now)
    async with database.writing(hub.partner_id) as db:
        await audit.record(db, hub.partner_id, whence, action="tokens.create", subject=hub.user_id, now=now)
        return await issue(db, hub.partner_id, hub.user_id, key, vault=vault, now=now)


def _chosen(hubs: list[Hub], partner_id: str) -> Hub:
    """The same one each time, wherever the person works meanwhile. Raises BadCredentials."""
    found = [one for one in hubs if one.client_id is None and (not partner_id or one.partner_id == partner_id)]
    if not found:
        raise BadCredentials
    return min(found, key=lambda one: (one.joined_at, one.user_id))


async def _second_step(database: Database, vault: Vault, hub: Hub, otp: str, origin: Origin, now: datetime) -> None:
    """Raises SecondFactorNeeded, and what second_factor.prove raises."""
    async with database.reading(hub.partner_id) as db:
        needed = await second_factor.is_on(db, hub.partner_id, hub.user_id)
        missing = not needed and (await partners.get(db, hub.partner_id)).second_factor_required
    if missing:
        raise SecondFactorNeeded(
            t("Your company requires a second factor: set it up in the Partner Hub, or use an API key.")
        )
    if needed and not otp:
        raise SecondFactorNeeded
    if needed:
        await second_factor.prove(
            database, vault, hub.partner_id, hub.user_id, otp, proved_at=now, origin=origin, now=now
        )


async def renew(database: Database, secret: str, key: SigningKey, *, vault: Vault, now: datetime) -> Tokens:
    """A new pair for a refresh token, which works once: a second use ends all that came from the same log-in."""
    async with database.entering() as db, db.transaction():
        pair = await _renewed(db, secret, key, vault, now)
    if pair is None:
        raise BadRefreshToken
    return pair


async def _renewed(db: Db, secret: str, key: SigningKey, vault: Vault, now: datetime) -> Tokens | None:
    """The token says whose it is: from there on the connection acts for that partner."""
    if not well_formed(secret, REFRESH_PREFIX):
        return None
    digest = vault.digest(secret)
    partner_id = await db.fetchval("SELECT partner_id FROM enter_by_refresh_token($1)", digest)
    if partner_id is None:
        return None
    row = await db.fetchrow(
        "UPDATE refresh_token SET used_at = $3 WHERE partner_id = $1 AND digest = $2"
        " AND used_at IS NULL AND expires_at > $3 RETURNING user_id, family",
        partner_id, digest, now,
    )  # fmt: skip
    if row is None:
        await _end_family(db, partner_id, digest)
        return None
    return await issue(db, partner_id, row["user_id"], key, vault=vault, now=now, family=row["family"])


async def _end_family(db: Db, partner_id: str, digest: bytes) -> None:
    await db.execute(
        "DELETE FROM refresh_token WHERE partner_id = $1"
        " AND family = (SELECT family FROM refresh_token WHERE partner_id = $1 AND digest = $2)",
        partner_id, digest,
    )  # fmt: skip


def _new_pair() -> tuple[str, str]:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = private.public_key()
    return (
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode(),
        public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode(),
    )
