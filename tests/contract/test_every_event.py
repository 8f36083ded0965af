"""Every event about clients, from its cause in a running installation to the partner's own server (contract partner-api §14.3).

The causes are a partner's calls, a client's clicks and what Meta decides, played by the sandbox. The end of a month is
not waited for. Those about endpoints come of deliveries: tests/workers.
"""

import asyncio
import hashlib
import hmac
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx
import msgspec
import pytest
from tests import world
from tests.cli.house import House, partnerhub_
from tests.documented_events import DOCUMENTED, shape
from tests.hub.browser import Browser
from tests.hub.funds.conftest import DECLINES, Payer
from tests.receiver import Receiver, receiving
from tests.waiting import PATIENCE

from partnerhub.db import secret_file
from partnerhub.db.embedded import Embedded

HOOK = "/partner"
LIFE = (
    "channel_created",
    "channel_submitted",
    "channel_ready",
    "channel_running",
    "channel_live",
    "channel_permission_granted",
)

# Ours, about money and about two partners, which know a client by different ids.
BEYOND = {name for name in DOCUMENTED if name.startswith("partner_change_")} | {
    "funds_low", "funds_used_up", "invoice_issued", "payment_failed",
}  # fmt: skip


@dataclass
class Installation:
    """`http` reaches all of it; `waba` and `phone` are Meta's ids of the demo's number."""

    house: House
    http: httpx.AsyncClient
    receiver: Receiver
    demo: dict[str, Any]
    waba: str = ""
    phone: str = ""
    _read: int = 0
    told: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    async def api(self, method: str, path: str, **given: Any) -> Any:
        """The Partner API, below the partner."""
        headers = {"x-api-key": self.demo["partner_api_key"]}
        answer = await self.http.request(
            method, f"/api/v2/partners/{self.demo['partner_id']}{path}", headers=headers, **given
        )
        assert answer.is_success, answer.text
        return answer.json()

    async def meta(self, what: str, **given: Any) -> Any:
        """Something that Meta decides."""
        answer = await self.http.post(f"/sandbox/api/{what}", json=given)
        assert answer.is_success, answer.text
        return answer.json()

    async def hear(self, event: str, wanted: Callable[[Any], bool] = lambda _: True) -> dict[str, Any]:
        """The first event of this name that is wanted, once it is there; each is signed."""
        async with asyncio.timeout(PATIENCE):
            while not (found := [one for one in self.told.get(event, []) if wanted(one["data"])]):
                requests = await self.receiver.until(HOOK, self._read + 1)
                for request in requests[self._read :]:
                    self._take(request.body, request.headers["x-360dialog-signature"])
        return found[0]

    def _take(self, body: bytes, signature: str) -> None:
        self._read += 1
        assert signature == hmac.new(self.demo["platform_secret"].encode(), body, hashlib.sha256).hexdigest()
        event = msgspec.json.decode(body)
        self.told.setdefault(event["event"], []).append(event)

    @property
    def control(self) -> str:
        return f"/clients/{self.demo['client_id']}/channels/{self.demo['channel_id']}/control"


@pytest.fixture
async def installation(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Installation]:
    house = House(tmp_path_factory.mktemp("events") / "data")
    house.start("--demo")
    demo = msgspec.json.decode((house.data / "demo.json").read_bytes())
    async with receiving() as receiver, httpx.AsyncClient(base_url=demo["base_url"], timeout=PATIENCE) as http:
        made = Installation(house, http, receiver, demo)
        await made.api("POST", "/webhook_url", json={"webhook_url": receiver.url(HOOK)})
        channel = await made.api("GET", f"/channels/{demo['channel_id']}")
        made.waba, made.phone = channel["waba_account"]["external_id"], channel["external_id"]
        yield made
    house.stop()


async def a_client_and_its_number_are_shared(at: Installation) -> str:
    """The new channel's id."""
    solution = (await at.meta("solutions", name="Together"))["id"]
    waba = (await at.meta("wabas", name="Bluebird", business_name="Bluebird GmbH"))["id"]
    phone = await at.meta("phones", waba_id=waba, phone_number=world.mobile())
    await at.meta(f"solutions/{solution}/shares", waba_id=waba)
    contact = {"name": "Bluebird", "email": "jo@bluebird.example", "user_name": "Jo", "partner_payload": "crm-1"}
    client = (await at.api("POST", "/account_sharing/clients", json=contact))["client_id"]
    await at.hear("client_created")
    given = {"solution_id": solution, "waba_external_id": waba, "client_id": client, "channel_external_id": phone["id"]}
    await at.api("POST", "/account_sharing/numbers", json=given)
    events = [await at.hear(event, lambda data: data["client_id"] == client) for event in LIFE]
    await a_number_cannot_be_connected(at, solution, client)
    return events[0]["data"]["id"]


async def the_client_takes_permission_away(at: Installation) -> None:
    async with httpx.AsyncClient(base_url=at.demo["base_url"], timeout=PATIENCE) as http:
        browser = await Browser(http).log_in(at.demo["client_email"], at.demo["client_password"])
        path = f"/dashboard/client/channels/{at.demo['channel_id']}"
        for verb, event in (("withdrawal", "channel_permission_revoked"), ("permission", "channel_permission_granted")):
            assert (await browser.send(f"{path}/{verb}", page="/dashboard/client")).status_code == 303
            await at.hear(event, lambda data: data["id"] == at.demo["channel_id"])


async def a_cancellation_is_filed_and_taken_back(at: Installation) -> None:
    await at.api("POST", f"{at.control}/cancellation_request", json={})
    assert (await at.hear("cancellation_request"))["data"]["hub_status"] == "pending_deletion"
    await at.api("POST", f"{at.control}/reactivate", json={})
    assert (await at.hear("cancellation_revoke"))["data"]["hub_status"] == "live"


async def meta_decides_about_a_template(at: Installation) -> None:
    body = {"name": "hello", "language": "en", "category": "UTILITY", "components": [{"type": "BODY", "text": "Hi"}]}
    made = await at.api("POST", f"/waba_accounts/{at.demo['waba_id']}/waba_templates", json=body)
    told = await at.hear("waba_template_status_changed")
    assert (told["data"]["template"]["id"], told["data"]["template"]["new_status"]) == (made["id"], "APPROVED")
    await at.meta(f"templates/{made['external_id']}/category", category="MARKETING")
    await at.hear("waba_template_category_changed")
    for score in ("GREEN", "YELLOW"):
        await at.meta(f"templates/{made['external_id']}/quality", score=score)
    await at.hear("waba_template_quality_changed")


async def meta_decides_about_the_number(at: Installation) -> None:
    await at.meta(f"wabas/{at.waba}/limit", tier="TIER_100K")
    await at.hear("phone_number_quality_changed")
    await at.meta(f"phones/{at.phone}/name", decision="REJECTED", rejection_reason="NAME_NOT_CONSISTENT")
    await at.hear("channel_status_changed", lambda data: data["setup_info"].get("new_name_status") == "DECLINED")


async def meta_decides_about_the_account(at: Installation) -> None:
    await at.meta(f"wabas/{at.waba}/violation", type="ALCOHOL")
    await at.hear("account_violation")
    await at.meta(f"wabas/{at.waba}/restriction", type="RESTRICTED_BIZ_INITIATED_MESSAGING")
    await at.hear("account_restriction")
    assert (await at.hear("template_messaging_disabled"))["data"]["reason"] == "restriction"
    await at.meta(f"wabas/{at.waba}/ban", state="REINSTATE")
    await at.hear("template_messaging_enabled")


async def a_number_cannot_be_connected(at: Installation, solution: str, client: str) -> None:
    """It has a PIN from elsewhere."""
    waba = (await at.meta("wabas", name="Bluebird", business_name="Bluebird GmbH"))["id"]
    phone = await at.meta("phones", waba_id=waba, phone_number=world.mobile())
    await at.meta(f"solutions/{solution}/shares", waba_id=waba)
    await as_owner(at, "UPDATE sandbox.phone SET pin = '123456' WHERE id = $1", phone["id"])
    given = {"solution_id": solution, "waba_external_id": waba, "client_id": client, "channel_external_id": phone["id"]}
    await at.api("POST", "/account_sharing/numbers", json=given)
    assert (await at.hear("onboarding_failed"))["data"]["code"] == "pin_mismatch"


async def as_owner(at: Installation, change: str, *given: str) -> None:
    """What only time, or many messages, would bring about."""
    owner = Embedded(at.house.data).dsns(secret_file.load_or_make(at.house.data)).owner
    db = await asyncpg.connect(owner)
    await db.execute(change, *given)
    await db.close()


async def a_month_ends(at: Installation, channel_id: str) -> None:
    client_id = at.told["channel_live"][0]["data"]["client_id"]
    await at.api("POST", f"/clients/{client_id}/channels/{channel_id}/control/cancellation_request", json={})
    await as_owner(at, "UPDATE channel SET terminated_at = now() WHERE id = $1", channel_id)
    assert (await at.hear("cancellation_processed"))["data"]["hub_status"] == "terminated"


async def a_balance_is_low(at: Installation) -> None:
    """Somebody's bank transfer, booked by the operator; and a card that cannot be charged."""
    of, data = at.told["client_created"][0]["data"]["client"]["id"], ("--data-dir", str(at.house.data))
    booked = await asyncio.to_thread(partnerhub_, "fund", at.demo["partner_id"], "9", "usd", "--client", of, *data)
    assert booked.stdout == "Balance: 9.00 usd\n", booked.stderr
    assert (await at.hear("invoice_issued"))["data"]["client_id"] == of
    assert (await at.hear("funds_low", lambda data: data["client_id"] == of))["data"]["balance"] == "9.00"
    async with httpx.AsyncClient(base_url=at.demo["base_url"], timeout=PATIENCE) as http:
        payer = Payer(http, "/dashboard/client/funds")
        await payer.log_in(at.demo["client_email"], at.demo["client_password"])
        await payer.add_card(DECLINES)
        await payer.paid()
    assert (await at.hear("payment_failed"))["data"]["code"] == "card_declined"
    await as_owner(at, "UPDATE funds_account SET stopped_at = now(), telling = true WHERE client_id = $1", of)
    assert (await at.hear("funds_used_up"))["data"]["client_id"] == of


async def a_client_moves(at: Installation) -> None:
    """Asked and taken back, asked and refused, asked and accepted."""
    pages, theirs = "/dashboard/client/partner", "/dashboard/partner/changes"
    given = ("Other", "other@other.example", "--payment", "direct", "--data-dir", str(at.house.data))
    said = (await asyncio.to_thread(partnerhub_, "partner", *given)).stdout
    found = re.search(r"Partner ID +(\w+)\s+Hub +\S+ +(\S+) +(\S+)", said)
    assert found, said
    async with (
        httpx.AsyncClient(base_url=at.demo["base_url"], timeout=PATIENCE) as one,
        httpx.AsyncClient(base_url=at.demo["base_url"], timeout=PATIENCE) as two,
    ):
        client = await Browser(one).log_in(at.demo["client_email"], at.demo["client_password"])
        partner = await Browser(two).log_in(found[2], found[3])
        for end, past in (("withdrawal", "withdrawn"), ("refusal", "refused"), ("acceptance", "accepted")):
            await client.send(pages, {"to": found[1], "word": "MOVE"}, page=pages)
            asked = re.search(r"pcr_\w+", (await partner.get(theirs)).text)
            assert asked
            if end == "withdrawal":
                await client.send(f"{pages}/{end}", page=pages)
            else:
                await partner.send(f"{theirs}/{asked[0]}/{end}", page=theirs)
            told = (await at.hear(f"partner_change_{past}"))["data"]["partner_change_request"]
            assert (told["status"], told["target_partner_id"]) == (past, found[1])
    await at.hear("partner_change_requested")


async def test_each_is_sent_when_its_cause_happens_and_looks_as_documented(installation: Installation) -> None:
    channel_id = await a_client_and_its_number_are_shared(installation)
    causes: list[Callable[[Installation], Awaitable[None]]] = [
        the_client_takes_permission_away,
        a_cancellation_is_filed_and_taken_back,
        meta_decides_about_a_template,
        meta_decides_about_the_number,
        meta_decides_about_the_account,
        a_balance_is_low,
    ]
    for cause in causes:
        await cause(installation)
    await a_month_ends(installation, channel_id)
    await a_client_moves(installation)
    assert set(installation.told) == {name for name in DOCUMENTED if not name.startswith("endpoint.")}
    for name, events in installation.told.items():
        for event in events:
            assert shape(event) == shape(DOCUMENTED[name]), name
            if name not in BEYOND:
                client = event["data"]["client"]
                assert client["partner_payload"] in {"crm-1", "demo-client-1"}, "promised for every event"
