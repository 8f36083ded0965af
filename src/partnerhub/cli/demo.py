"""The demo world's credentials: made when the world is filled, kept beside the data, shown by `up`."""

import os
from pathlib import Path
from typing import Any

import msgspec

from partnerhub.cli.children import Failed
from partnerhub.settings import Settings

NAME = "demo.json"
HISTORY = "demo.history"  # lies beside a database whose demo has its history
FILLING = "demo.filling"  # lies beside a database that was new when its filling began
LOST = (
    "The database holds a demo world already, whole or half made, but its keys are not in {path}. "
    "Start without --demo, or with another --data-dir."
)

TOUR = """\
  # 1. the channels of your clients
  curl -s -H "x-api-key: {partner_api_key}" {base_url}/api/v2/partners/{partner_id}/channels
  # 2. a key for the channel (the one before it ends)
  KEY=$(curl -s -X POST -H "x-api-key: {partner_api_key}" {base_url}/api/v2/partners/{partner_id}/channels/{channel_id}/api_keys | sed -E 's/.*"api_key": *"([^"]+)".*/\\1/')
  # 3. where the channel's messages and statuses go: here to a catcher of the sandbox, else to a server of yours
  curl -s -X POST -H "D360-API-KEY: $KEY" -H "Content-Type: application/json" -d '{{"url": "{base_url}/sandbox/partner/hook"}}' {messaging_url}/v1/configs/webhook
  # 4. a message; the sandbox's customer reads it and answers
  curl -s -X POST -H "D360-API-KEY: $KEY" -H "Content-Type: application/json" -d '{{"messaging_product": "whatsapp", "to": "{customer}", "type": "text", "text": {{"body": "Hello"}}}}' {messaging_url}/messages
  # 5. what arrived, newest first: sent, delivered, read, and a second later the answer
  curl -s {base_url}/sandbox/partner/hook
"""  # noqa: E501

WORLD = """
  Partner Hub   {base_url}/login   {partner_username}   {partner_password}
  Client Hub    {base_url}/login   {client_email}   {client_password}

  Partner       {partner_id}   x-api-key     {partner_api_key}
  Channel       {channel_id}   D360-API-KEY  {d360_api_key}

  A customer's phone   {base_url}/sandbox/handset
  Meta's decisions     {base_url}/sandbox/switchboard
  The operator         {base_url}/operator

A tour, to paste line by line:

"""


def kept(settings: Settings) -> dict[str, Any] | None:
    """The credentials of the world that lies in this data folder, if any."""
    path = settings.data_dir / NAME
    return msgspec.json.decode(path.read_bytes()) if path.exists() else None


def begin(settings: Settings, *, new: bool) -> None:
    """Before the embedded database is started. `new`: it does not exist yet, so all that will be in it is the demo's."""
    mark = settings.data_dir / FILLING
    if not settings.demo or kept(settings) is not None:
        mark.unlink(missing_ok=True)
    elif new:
        (settings.data_dir / HISTORY).unlink(missing_ok=True)
        mark.touch(mode=0o600)


def clear(settings: Settings, owner_dsn: str, *, new: bool) -> None:
    """Throw away a world whose filling was cut short: nobody has its keys, and nothing else is there."""
    if new or not (settings.data_dir / FILLING).exists():
        return
    import asyncio

    from partnerhub.db.remake import remake

    asyncio.run(remake(owner_dsn))


def done(settings: Settings) -> None:
    """The world is whole, and its keys are kept."""
    (settings.data_dir / FILLING).unlink(missing_ok=True)


def fill(settings: Settings, copy: Path | None) -> dict[str, Any]:
    """Fill the world unless it is filled already; write the credentials, and a `copy` where it is wanted."""
    world = reopened(settings, copy)
    if world is None:
        import asyncio

        from partnerhub import demo  # brings the whole application
        from partnerhub.demo.sandbox import Absent, Closed
        from partnerhub.domain.access.users import EmailTaken

        try:
            world = _written(settings, asyncio.run(demo.fill(settings)), copy)
        except EmailTaken:
            raise Failed(LOST.format(path=settings.data_dir / NAME)) from None
        except (Closed, Absent) as fault:
            raise Failed(fault.__doc__ or "") from None
    return world


def lacks_history(settings: Settings) -> bool:
    return settings.demo and settings.demo_history and not (settings.data_dir / HISTORY).exists()


def write_history(settings: Settings, world: dict[str, Any]) -> None:
    """Once for a data folder; what was cut short goes on."""
    import asyncio

    from partnerhub import demo

    asyncio.run(demo.write_history(settings, world))
    (settings.data_dir / HISTORY).touch(mode=0o600)


def reopened(settings: Settings, copy: Path | None) -> dict[str, Any] | None:
    """The world that lies in this data folder, if any, at today's address."""
    world = kept(settings)
    return None if world is None else _written(settings, world, copy)


def _written(settings: Settings, world: dict[str, Any], copy: Path | None) -> dict[str, Any]:
    world |= {"base_url": settings.url, "messaging_url": settings.messaging_base, "graph_url": settings.graph_base}
    for path in {settings.data_dir / NAME, copy or settings.data_dir / NAME}:
        _write(path, world)
    return world


def shown(credentials: dict[str, Any]) -> str:
    return (WORLD + TOUR).format_map(credentials)


def _write(path: Path, credentials: dict[str, Any]) -> None:
    """For its owner alone, and never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(credentials), indent=2) + b"\n")
    fresh.replace(path)
