"""A webhook is owed: to the address that is in force for its field (B.2, overrides), as the bytes Meta would send."""

import json
from datetime import datetime
from typing import Any

from partnerhub.db.pool import Db
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.store import subscriptions
from partnerhub.sandbox.store import webhooks as store

OBJECT = "whatsapp_business_account"
FOLLOWS_OVERRIDE = frozenset(
    {
        "messages",
        "message_echoes",
        "calls",
        "consumer_profile",
        "messaging_handovers",
        "group_lifecycle_update",
        "group_participants_update",
        "group_settings_update",
        "group_status_update",
        "smb_message_echoes",
        "smb_app_state_sync",
        "history",
        "account_settings_update",
    }
)
TIMELESS = frozenset({"messages"})  # entries without a `time`


async def enqueue(
    db: Db,
    config: Config,
    waba_id: str,
    phone_id: str | None,
    field: str,
    value: dict[str, Any],
    now: datetime,
    *,
    customer: str = "",
) -> None:
    """Nothing is owed for a WABA that the app is not subscribed to, unless the customer has a sandbox key with a webhook."""
    row = await store.targets(db, waba_id, phone_id)
    if row is None:
        url = await store.trial_target(db, phone_id, customer) if customer else None
        if url is not None:
            await store.add(db, waba_id, phone_id, field, url, body(waba_id, field, value, now))
        return
    url = config.callback_url
    if field in FOLLOWS_OVERRIDE:
        url = row["phone_uri"] or row["waba_uri"] or url
    await _owe(db, config, waba_id, phone_id, field, url, body(waba_id, field, value, now))


async def tell_app(db: Db, config: Config, entry_id: str, field: str, value: dict[str, Any], now: datetime) -> None:
    """To the app's own callback, subscribed to the WABA or not: what concerns the partner itself."""
    await _owe(db, config, entry_id, None, field, config.callback_url, body(entry_id, field, value, now))


async def _owe(db: Db, config: Config, entry_id: str, phone_id: str | None, field: str, url: str, text: bytes) -> None:
    """What goes to the app's callback goes to the address too that the app has named for this field."""
    await store.add(db, entry_id, phone_id, field, url, text)
    if url == config.callback_url and (row := await subscriptions.callback(db, OBJECT)) and field in row["fields"]:
        await store.add(db, entry_id, phone_id, field, row["url"], text)


def body(entry_id: str, field: str, value: dict[str, Any], now: datetime) -> bytes:
    """As Meta writes it: non-ASCII as escapes and slashes escaped: only the raw bytes match the signature."""
    entry: dict[str, Any] = {"id": entry_id}
    if field not in TIMELESS:
        entry["time"] = int(now.timestamp())
    entry["changes"] = [{"value": value, "field": field}]
    text = json.dumps({"object": OBJECT, "entry": [entry]}, separators=(",", ":"))
    return text.replace("/", "\\/").encode()
