"""Further destinations of one number (contract messaging-and-meta A.2, A.7, "multi-webhook").

Each gets a copy of what the number's main webhook has answered with success, and is retried on its own.
"""

from collections.abc import Sequence

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks import destination_store as store
from partnerhub.domain.webhooks.headers import check_headers
from partnerhub.domain.webhooks.targets import check_target, put, sealed, unsealed_headers
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import BadInput, Conflict, NotFound
from partnerhub.kit.texts import is_line

MOST = 3
LONGEST_NAME = 128  # characters


class AlreadyEnabled(Conflict):
    """Multi-webhook is already enabled. Add destinations with PUT."""


class NotEnabled(Conflict):
    """Multi-webhook is not enabled. Enable it with POST first."""


class NameTaken(Conflict):
    """Destination names must be unique."""


class TooManyDestinations(Conflict):
    """A number has at most 3 destinations beside its webhook."""


class BadName(BadInput):
    """A destination's name must have 1 to 128 characters, all printable."""


class NoSuchDestination(NotFound):
    """There is no destination with this name."""


class Destination(msgspec.Struct, frozen=True):
    name: str
    url: str
    headers: dict[str, str] = {}


class MultiWebhook(msgspec.Struct, frozen=True):
    enabled: bool
    destinations: list[Destination]


async def multi_webhook(db: Db, partner_id: str, channel_id: str, vault: Vault) -> MultiWebhook:
    """While it is not enabled the destinations are kept and told nothing."""
    enabled = await store.is_enabled(db, partner_id, channel_id)
    kept = await store.of_channel(db, partner_id, channel_id)
    return MultiWebhook(enabled, [Destination(one.name, one.url, unsealed_headers(one.headers, vault)) for one in kept])


def check(given: Sequence[Destination], *, any_target: bool) -> None:
    """Raise for a name, a URL or a header that cannot be used; `any_target` as in `check_target`."""
    for one in given:
        if not 1 <= len(one.name) <= LONGEST_NAME or not is_line(one.name):
            raise BadName(field="name")
        check_target(one.url, any_target, field=f"{one.name}.url")
        check_headers(one.headers, field=f"{one.name}.headers")


async def enable(db: Db, partner_id: str, channel_id: str, given: Sequence[Destination] | None, vault: Vault) -> None:
    """`given`, checked, are the destinations from now on; None leaves those that are there."""
    if await store.lock(db, partner_id, channel_id):
        raise AlreadyEnabled
    await store.set_enabled(db, partner_id, channel_id, enabled=True)
    if given is not None:
        await store.clear(db, partner_id, channel_id)
        await _add(db, partner_id, channel_id, given, vault)


async def disable(db: Db, partner_id: str, channel_id: str) -> None:
    await store.set_enabled(db, partner_id, channel_id, enabled=False)


async def append(db: Db, partner_id: str, channel_id: str, given: Sequence[Destination], vault: Vault) -> None:
    """`given` are checked."""
    if not await store.lock(db, partner_id, channel_id):
        raise NotEnabled
    await _add(db, partner_id, channel_id, given, vault)


async def change(db: Db, partner_id: str, channel_id: str, changed: Destination, vault: Vault) -> None:
    """The one of this name becomes `changed`, which is checked."""
    if not await store.lock(db, partner_id, channel_id):
        raise NotEnabled
    await _put(db, partner_id, channel_id, changed, vault)


async def get(db: Db, partner_id: str, channel_id: str, name: str, vault: Vault) -> Destination:
    """Raises NoSuchDestination."""
    found = (await multi_webhook(db, partner_id, channel_id, vault)).destinations
    one = next((one for one in found if one.name == name), None)
    if one is None:
        raise NoSuchDestination
    return one


async def remove(db: Db, partner_id: str, channel_id: str, name: str) -> None:
    """Raises NoSuchDestination."""
    if not is_line(name) or not await store.clear(db, partner_id, channel_id, name):
        raise NoSuchDestination


async def _add(db: Db, partner_id: str, channel_id: str, given: Sequence[Destination], vault: Vault) -> None:
    names = [one.name for one in await store.of_channel(db, partner_id, channel_id)] + [one.name for one in given]
    if len(set(names)) < len(names):
        raise NameTaken
    if len(names) > MOST:
        raise TooManyDestinations
    for one in given:
        await _put(db, partner_id, channel_id, one, vault)


async def _put(db: Db, partner_id: str, channel_id: str, one: Destination, vault: Vault) -> None:
    kept = sealed(one.headers, vault)
    await put(db, partner_id, "destination", channel_id, one.url, kept, name=one.name)
