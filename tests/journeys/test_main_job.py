"""The job PartnerHub exists for, from the partner's settings to a withdrawn permission, as seven steps on real HTTP."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import msgspec
import pytest
from playwright.async_api import Page
from tests.browser.chromium import calls
from tests.journeys.test_onboarding import PASSWORD, Journey, email
from tests.receiver import Receiver, receiving

WITHIN = 60.0  # seconds
LIFE = [
    "client_created",
    "channel_created",
    "channel_submitted",
    "channel_ready",
    "channel_running",
    "channel_live",
    "channel_permission_granted",
]


END = ["cancellation_request", "cancellation_revoke", "channel_permission_revoked"]
EVENTS = "/partner?secret=1"  # integrators authenticate by the query
TEXT = {"type": "text", "text": {"body": "Hello"}}
TEMPLATE = {"type": "template", "template": {"name": "hello_world", "language": {"code": "en_US"}}}


@dataclass
class Told:
    """What a receiver was told on one path, and whether each body was signed with the platform secret."""

    receiver: Receiver
    path: str
    secret: str

    def bodies(self) -> list[dict[str, Any]]:
        got = self.receiver.at(self.path)
        for request in got:
            expected = hmac.new(self.secret.encode(), request.body, hashlib.sha256).hexdigest()
            assert request.headers["x-360dialog-signature"] == expected
        return [msgspec.json.decode(request.body) for request in got]

    async def until(self, wanted: Callable[[list[dict[str, Any]]], Any]) -> Any:
        """The first truth of `wanted` about the bodies so far."""
        async with asyncio.timeout(WITHIN):
            while True:
                bodies = self.bodies()
                if found := wanted(bodies):
                    return found
                await self.receiver.until(self.path, len(bodies) + 1)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as running:
        yield running


@pytest.fixture
async def partner(demo: dict[str, Any]) -> AsyncIterator[aiohttp.ClientSession]:
    """The partner's server, with a bearer token of its own."""
    async with aiohttp.ClientSession(demo["base_url"]) as http:
        login = {"username": demo["partner_username"], "password": demo["partner_password"]}
        token = await answered(http.post("/api/v2/token", json=login))
        http.headers["authorization"] = f"{token['token_type']} {token['access_token']}"
        yield http


async def answered(asked: Any, status: int = 200) -> dict[str, Any]:
    async with asked as answer:
        body = await answer.read()
        assert answer.status == status, (answer.status, body)
        return msgspec.json.decode(body) if body else {}


@dataclass(kw_only=True)
class Job:
    """The seven steps; each leaves behind what the next ones need."""

    journey: Journey
    partner: aiohttp.ClientSession
    receiver: Receiver
    mail: str = field(default_factory=email)
    client_id: str = ""
    channel_id: str = ""
    number: str = ""
    key: dict[str, Any] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"/api/v2/partners/{self.journey.demo['partner_id']}"

    def told(self, path: str) -> Told:
        return Told(self.receiver, path, self.journey.demo["platform_secret"])

    def events(self, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those about the client, but for the invoice: its card is charged by itself at some time."""
        bodies = [one for one in bodies if one["event"] != "invoice_issued"]
        ids = [(one, {one["data"].get("client_id"), one["data"].get("client", {}).get("id")}) for one in bodies]
        return [one for one, found in ids if self.client_id in found]

    async def set_addresses(self) -> None:
        url = self.receiver.url(EVENTS)
        answer = await answered(self.partner.post(f"{self.base}/webhook_url", json={"webhook_url": url}))
        assert answer["webhook_url"] == url
        back = {"partner_redirect_url": self.journey.application}
        assert back.items() <= (await answered(self.partner.patch(self.base, json=back))).items()

    async def onboard(self) -> None:
        popup = await self.journey.press(partner="yours-9", redirect_url="")
        await self.journey.sign_up(popup, self.mail)
        await self.journey.connect(popup)
        await popup.get_by_role("button", name="Submit").click()
        (call,) = await calls(self.journey.page)
        self.client_id, (self.channel_id,) = call["client"], call["channels"]

    async def hear_of_it(self) -> None:
        told = await self.told(EVENTS).until(lambda bodies: len(it := self.events(bodies)) >= len(LIFE) and it)
        assert sorted(one["event"] for one in told) == sorted(LIFE)
        assert {one["data"]["client"]["partner_payload"] for one in told} == {"yours-9"}
        assert len({one["id"] for one in told}) == len(LIFE)

    async def read(self) -> None:
        """Client and channel; then the channel's key."""
        filters = {"filters": f'{{"client_id":"{self.client_id}"}}'}
        (channel,) = (await answered(self.partner.get(f"{self.base}/channels", params=filters)))["partner_channels"]
        assert channel["id"] == self.channel_id
        self.number = channel["setup_info"]["phone_number"]
        client = await answered(self.partner.get(f"{self.base}/clients/{self.client_id}"))
        assert client["contact_info"]["email"] == self.mail
        self.key = await answered(self.partner.post(f"{self.base}/channels/{self.channel_id}/api_keys"), 201)
        assert self.key["address"] == self.journey.demo["messaging_url"]

    async def message(self) -> None:
        customer, heard = self.journey.demo["customer"], self.told("/channel")
        async with aiohttp.ClientSession(self.key["address"], headers={"D360-API-KEY": self.key["api_key"]}) as channel:
            await answered(channel.post("/v1/configs/webhook", json={"url": self.receiver.url(heard.path)}))
            assert (await answered(channel.get("/v1/configs/webhook")))["url"] == self.receiver.url(heard.path)
            for content in (TEXT, TEMPLATE):
                body = {"messaging_product": "whatsapp", "to": customer, **content}
                sent = (await answered(channel.post("/messages", json=body)))["messages"][0]["id"]
                await heard.until(lambda bodies, sent=sent: {"sent", "delivered", "read"} <= statuses(bodies, sent))
            (answer, *_) = await heard.until(lambda bodies: [one for one in values(bodies) if "messages" in one])
            assert answer["messages"][0]["from"] == customer
            assert (await answered(channel.get("/v1/health")))["health"]["gateway_status"] == "connected"
            assert self.number in str(await answered(channel.get("/v1/configs/phone_number")))

    async def end(self) -> None:
        """Cancelled, reactivated, and no longer shared."""
        control = f"{self.base}/clients/{self.client_id}/channels/{self.channel_id}/control"
        for path, given, state in (
            ("cancellation_request", {"enabled": True}, "pending_deletion"),
            ("reactivate", {}, "live"),
        ):
            await answered(self.partner.post(f"{control}/{path}", json=given))
            assert (await self.journey.ask(f"/channels/{self.channel_id}"))["hub_status"] == state
        page = self.journey.page
        await page.context.clear_cookies()
        popup = await self.journey.press(next="login", redirect_url="")
        await self.journey.log_in(popup, self.mail, PASSWORD)
        await popup.get_by_role("checkbox").uncheck()
        await popup.get_by_role("button", name="Submit").click()
        await page.wait_for_url(lambda address: f"revoked=[{self.channel_id}]" in address)
        whole = sorted([*LIFE, *END])
        told = await self.told(EVENTS).until(lambda bodies: len(it := self.events(bodies)) >= len(whole) and it)
        assert sorted(one["event"] for one in told) == whole
        await answered(self.partner.post(f"{self.base}/channels/{self.channel_id}/api_keys"), 403)


class TestMainJob:
    async def test_from_settings_to_withdrawal(
        self, demo: dict[str, Any], application: str, page: Page, receiver: Receiver, partner: aiohttp.ClientSession
    ) -> None:
        job = Job(journey=Journey(demo, application, page), partner=partner, receiver=receiver)
        await job.set_addresses()
        await job.onboard()
        await job.hear_of_it()
        await job.read()
        await job.message()
        await job.end()


def values(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [change["value"] for body in bodies for entry in body["entry"] for change in entry["changes"]]


def statuses(bodies: list[dict[str, Any]], message_id: str) -> set[str]:
    return {one["status"] for value in values(bodies) for one in value.get("statuses", []) if one["id"] == message_id}
