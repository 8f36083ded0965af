"""Making, showing and ending channel keys (contract partner-api §8)."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.channel_keys import store
from partnerhub.domain.channel_keys.store import ChannelKey
from partnerhub.kit.crypto import Vault, new_secret
from partnerhub.kit.problems import Conflict, Forbidden, NotFound

PREFIX = "PHCH"
HINT_LENGTH = 8


class NoSuchChannel(NotFound):
    """Channel not found."""


class PermissionMissing(Forbidden):
    """The client has not shared API key permission for this channel."""

    code = "permission_missing"


class SharedWithPartner(Conflict):
    """This number is shared with your partner, who manages its API key. Withdraw the permission to make one yourself."""

    code = "shared_with_partner"


class NotRunning(Conflict):
    """An API key can only be made once the channel is running; wait for the channel_running event and try again."""

    code = "channel_not_running"


async def create(db: Db, partner_id: str, channel_id: str, *, vault: Vault, now: datetime) -> tuple[ChannelKey, str]:
    """(key, secret): the secret cannot be read again; the key before it is refused from now on."""
    channel = await _channel(db, partner_id, channel_id)
    if channel["permission_granted_at"] is None:
        raise PermissionMissing
    return await _make(db, partner_id, channel_id, channel, "partner", vault, now)


async def create_by_client(
    db: Db, partner_id: str, channel_id: str, *, vault: Vault, now: datetime
) -> tuple[ChannelKey, str]:
    """The same for the client's own people: theirs only while the partner has no permission (contract hub §2)."""
    channel = await _channel(db, partner_id, channel_id)
    if channel["permission_granted_at"] is not None:
        raise SharedWithPartner
    return await _make(db, partner_id, channel_id, channel, "client", vault, now)


async def _make(
    db: Db, partner_id: str, channel_id: str, channel: store.Row, made_by: str, vault: Vault, now: datetime
) -> tuple[ChannelKey, str]:
    if channel["app_state"] != "running":
        raise NotRunning
    await store.revoke_live(db, partner_id, channel_id, now)
    secret = new_secret(PREFIX)
    hint = secret[:HINT_LENGTH]
    key_id = await store.insert(
        db, partner_id, channel_id, hint=hint, digest=vault.digest(secret), made_by=made_by, now=now
    )
    return ChannelKey(id=key_id, app_id=channel["app_id"], hint=hint), secret


async def live(db: Db, partner_id: str, channel_id: str) -> list[ChannelKey]:
    """At most one."""
    await _channel(db, partner_id, channel_id)
    return await store.live_of_channel(db, partner_id, channel_id)


async def end(db: Db, partner_id: str, channel_id: str, *, now: datetime) -> None:
    """End the live key, if there is one."""
    await _channel(db, partner_id, channel_id)
    await store.revoke_live(db, partner_id, channel_id, now)


async def _channel(db: Db, partner_id: str, channel_id: str) -> store.Row:
    channel = await store.lock_channel(db, partner_id, channel_id)
    if channel is None:
        raise NoSuchChannel
    return channel
