"""A person with a phone, and a business to chat with."""

from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from tests.sandbox.meta import Account, Meta


@dataclass
class Chat:
    """`digits`: the customer's; `account`: the business's."""

    meta: Meta
    digits: str
    account: Account

    @property
    def path(self) -> str:
        return f"/sandbox/handset/{self.digits}/{self.account.phone_id}"

    async def page(self, path: str = "") -> str:
        async with self.meta.http.get(self.meta.base + (path or self.path)) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.text()

    async def press(self, what: str, **fields: Any) -> str:
        """The form sent as a browser does; returns the page it leads to."""
        form = aiohttp.FormData(fields)
        async with self.meta.http.post(f"{self.meta.base}{self.path}/{what}", data=form) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.text()

    async def told(self, kind: str) -> dict[str, Any]:
        """The first message of this type from the customer, as the webhook had it."""

        def wanted(_path: str, change: dict[str, Any]) -> bool:
            one = change["value"].get("messages", [{}])[0]
            return (one.get("from"), one.get("type")) == (self.digits, kind)

        return (await self.meta.app.first(wanted))["messages"][0]

    async def send(self, **message: Any) -> str:
        return await self.meta.send(self.account, to=self.digits, **message)


@pytest.fixture
async def chat(meta: Meta) -> Chat:
    return Chat(meta, await meta.customer(answers=False, reads=False), await meta.onboarded())
