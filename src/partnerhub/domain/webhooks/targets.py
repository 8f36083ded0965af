"""What may be a target: the rules for URLs (contract messaging A.7), and a target's URL and headers together."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks import standing, store
from partnerhub.domain.webhooks.headers import check_headers
from partnerhub.kit import addresses
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import BadInput
from partnerhub.kit.urls import HOST, MAX_URL, REST
from partnerhub.kit.words import t

PATTERN = f"^https://{HOST}{REST}$"  # of those with a name; an address is good, too, where it is public


class BadTarget(BadInput):
    """The webhook URL cannot be used."""

    code = "bad_webhook_url"


class Target(msgspec.Struct, frozen=True):
    url: str
    headers: dict[str, str]


async def set_target(
    db: Db,
    partner_id: str,
    kind: store.Kind,
    owner_id: str,
    url: str,
    headers: dict[str, str],
    vault: Vault,
    *,
    override_all: bool = False,
) -> None:
    """Point the owner's webhooks at `url`; what is still owed goes there at once. Ask `check_target` first.

    `override_all`: a WABA's target wins over the targets of its numbers.
    """
    check_headers(headers)
    await put(db, partner_id, kind, owner_id, url, sealed(headers, vault), override_all=override_all)


async def put(
    db: Db,
    partner_id: str,
    kind: store.Kind,
    owner_id: str,
    url: str,
    headers: bytes | None,
    *,
    override_all: bool = False,
    name: str = "",
) -> None:
    """The same with headers that are checked and sealed; `name` is of a destination."""
    endpoint_id = await store.put_target(
        db, partner_id, kind, owner_id, url, headers, override_all=override_all, name=name
    )
    await standing.enable(db, partner_id, endpoint_id)


async def set_partner_url(db: Db, partner_id: str, url: str | None) -> None:
    """The partner's own webhook URL (contract §5.3); headers set beside it stay."""
    await standing.enable(db, partner_id, await store.put_partner_url(db, partner_id, url))


async def set_partner_headers(db: Db, partner_id: str, headers: dict[str, str], vault: Vault) -> None:
    """The headers of the partner's own webhook, instead of those there were; none takes them away."""
    check_headers(headers)
    await standing.enable(db, partner_id, await store.put_partner_headers(db, partner_id, sealed(headers, vault)))


async def partner_headers(db: Db, partner_id: str, vault: Vault) -> dict[str, str]:
    return unsealed_headers(await store.find_partner_headers(db, partner_id), vault)


async def target(db: Db, partner_id: str, kind: store.Kind, owner_id: str, vault: Vault) -> Target | None:
    found = await store.find_target(db, partner_id, kind, owner_id)
    if found is None:
        return None
    url, sealed = found
    return Target(url, unsealed_headers(sealed, vault))


async def drop_target(db: Db, partner_id: str, kind: store.Kind, owner_id: str) -> None:
    """Nothing more is owed to the owner; what already is waits for the next target."""
    await store.clear_target(db, partner_id, kind, owner_id)


def sealed(headers: dict[str, str], vault: Vault) -> bytes | None:
    return vault.seal(msgspec.json.encode(headers).decode()) if headers else None


def unsealed_headers(sealed: bytes | None, vault: Vault) -> dict[str, str]:
    return {} if sealed is None else msgspec.json.decode(vault.unseal(sealed), type=dict[str, str])


def check_target(url: str, any_target: bool, *, field: str = "url") -> None:
    """Raise `BadTarget` naming `field`. `any_target` (demo and tests) allows http, ports and private hosts.

    A name may still lead to a private address; the worker judges the address it really connects to.
    """
    if len(url) > MAX_URL:
        raise BadTarget(t("The webhook URL must not be longer than {most} characters.", most=MAX_URL), field=field)
    if not url.isascii() or any(character <= " " or character in "\\\x7f" for character in url):
        raise BadTarget(
            t("The webhook URL must not contain spaces, backslashes or characters outside ASCII."), field=field
        )
    fault = _fault(url, any_target)
    if fault:
        raise BadTarget(fault, field=field)


def _fault(url: str, any_target: bool) -> str | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return t("The webhook URL is not a valid URL.")
    if parts.scheme not in (("https", "http") if any_target else ("https",)):
        return t("The webhook URL must begin with https://.")
    if not parts.hostname or "%" in parts.netloc:
        return t("The webhook URL must name a host.")
    if "@" in parts.netloc:
        return t("The webhook URL must not contain a user name or password; use a header.")
    return None if any_target else _host_fault(parts, parts.hostname, port)


def _host_fault(parts: SplitResult, host: str, port: int | None) -> str | None:
    if port is not None or parts.netloc.endswith(":"):
        return t("The webhook URL must not contain a port.")
    if "_" in host:
        return t("The host of the webhook URL must not contain an underscore.")
    if "." not in host.strip(".") and ":" not in host:
        return t("The host of the webhook URL must be a public name.")
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        return _name_fault(host)
    return None if addresses.is_public(literal) else t("The webhook URL must lead to a public address.")


def _name_fault(host: str) -> str | None:
    """`0x7f.1` and `2130706433` are addresses to a resolver: a public name's last label begins with a letter."""
    if not re.fullmatch(HOST, host) or host.lower().rstrip(".").endswith((".localhost", ".local", ".internal")):
        return t("The host of the webhook URL must be a public name.")
    return None
