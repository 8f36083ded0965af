"""The sandbox, asked over its control API."""

from collections.abc import Sequence
from typing import Any

import aiohttp
import msgspec

from partnerhub.settings import Settings


class Shared(msgspec.Struct, frozen=True):
    """What embedded signup ends with: the code (good for 30 seconds) and what was shared."""

    code: str
    waba_id: str
    phone_number_id: str = ""


class Closed(Exception):
    """The running server's sandbox lets us direct nothing. Start it with --demo, or give both PARTNERHUB_SANDBOX_KEY."""


class Absent(Exception):
    """Nothing answers where PartnerHub should. Start it first with `partnerhub up`, on the same --host and --port."""


def session(settings: Settings) -> aiohttp.ClientSession:
    """With the sandbox's key, if it has one."""
    return aiohttp.ClientSession(headers={"x-sandbox-key": settings.sandbox_key} if settings.sandbox_key else None)


class Sandbox:
    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._api = f"{url}/api"

    async def share(self, name: str, number: str) -> Shared:
        """A business called `name` with one number shares its WABA with us."""
        made = await self._post("/codes", {"waba_name": name, "phone_number": number, "verified_name": name})
        return msgspec.convert(made, Shared)

    async def customer(self, phone: str, name: str, reply_text: str) -> None:
        """Somebody who reads what businesses write, and answers. Raises Absent."""
        try:
            await self._post("/customers", {"phone": phone, "name": name, "reply_text": reply_text})
        except aiohttp.ClientConnectionError as error:
            raise Absent from error

    async def decide(self, shared: Shared, waba: Sequence[tuple[str, Any]], phone: Sequence[tuple[str, Any]]) -> None:
        """What Meta finds about an account and its number: calls of the control API below each, with their bodies."""
        for what, body in waba:
            await self._post(f"/wabas/{shared.waba_id}/{what}", body)
        for what, body in phone:
            await self._post(f"/phones/{shared.phone_number_id}/{what}", body)

    async def decide_templates(self, waba_id: str, verdicts: dict[str, str]) -> None:
        """`waba_id` is Meta's; `verdicts` by the template's name."""
        async with self._session.get(f"{self._api}/templates", params={"waba_id": waba_id}) as answer:
            found = (await answer.json())["data"]
        for one in found:
            if one["name"] in verdicts:
                await self._post(f"/templates/{one['id']}/verdict", {"status": verdicts[one["name"]]})

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        async with self._session.post(self._api + path, json=body) as answer:
            if answer.status in {401, 403}:
                raise Closed
            answer.raise_for_status()
            return await answer.json()
