"""START asks for a key; the answer is a message that holds it (contract A.8)."""

import hashlib
import secrets
import string
from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.store import messages
from partnerhub.sandbox.trial import number, store
from partnerhub.sandbox.world import wamid

WORD = "START"
MARK = "SBN"  # newer keys of the sandbox hold it
LENGTH = 32
ALPHABET = string.ascii_uppercase + string.digits
ANSWER = """Hello! This is your sandbox API key:

```{key}```

It sends messages to this number only. Set your webhook with *POST /v1/configs/webhook* and write with *POST /v1/messages*, \
header `D360-API-KEY`. Send {word} again for a new key."""


async def asked(db: Db, phone: Row, customer: str, content: dict[str, Any], now: datetime) -> None:
    """Give a key to whoever wrote the word, and that alone, to the number of the sandbox."""
    said = str((content.get("text") or {}).get("body", ""))
    if phone["digits"] != number.DIGITS or said.strip() != WORD:
        return
    key = MARK + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - len(MARK)))
    await store.put(db, customer, phone["id"], digest(key), now)
    text = ANSWER.format(key=key, word=WORD)
    body = msgspec.json.encode({"to": customer, "type": "text", "text": {"body": text}}).decode()
    message_id = wamid.new(customer, wamid.FROM_BUSINESS)
    await messages.add(db, message_id, phone["id"], customer, "out", "text", "service", body, "delivered", now)


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
