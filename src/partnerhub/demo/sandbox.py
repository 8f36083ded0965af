"""The sandbox, asked over its control API."""

from typing import Any

import aiohttp
import msgspec


class Shared(msgspec.Struct, frozen=True):
    """What embedded signup ends with: the code (good for 30 seconds) and what was shared."""

    code: str
    waba_id: str
    phone_number_id: str = ""


class Sandbox:
    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._api = f"{url}/api"

    async def share(self, name: str, number: str) -> Shared:
        """A business called `name` with one number shares its WABA with us."""
        made = await self._post("/codes", {"waba_name": name, "phone_number": number, "verified_name": name})
        return msgspec.convert(made, Shared)

    async def customer(self, phone: str, name: str, reply_text: str) -> None:
        """Somebody who reads what businesses write, and answers."""
        await self._post("/customers", {"phone": phone, "name": name, "reply_text": reply_text})

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        async with self._session.post(self._api + path, json=body) as answer:
            answer.raise_for_status()
            return await answer.json()
