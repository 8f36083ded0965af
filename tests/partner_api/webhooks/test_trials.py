"""Test calls: a signed event at once, and a verdict that a person can act upon."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.receiver import Receiver, answer, receiving
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain import channels, webhooks
from partnerhub.domain.webhooks.endpoints import trial
from partnerhub.domain.webhooks.endpoints.advice import OF_FAILURES, OF_STATUSES, advice
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.kit import clock
from partnerhub.upstream.receivers.answers import Answer, failure_of_status


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as one:
        yield one


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}"


async def set_own(database: Database, acme: World, url: str, headers: dict[str, str] | None = None) -> str:
    """The path of the partner's own endpoint, below the partner's."""
    side = acme.partner
    async with database.writing(side.partner_id) as db:
        await webhooks.set_target(db, side.partner_id, "partner", side.partner_id, url, headers or {}, VAULT)
        return "/webhook_endpoints/" + name_of(await db.fetchval("SELECT id FROM endpoint WHERE kind = 'partner'"))


async def set_channels(database: Database, acme: World, url: str) -> str:
    side = acme.partner
    async with database.writing(side.partner_id) as db:
        await webhooks.set_target(db, side.partner_id, "channel", side.channel_id, url, {}, VAULT)
        return "/webhook_endpoints/" + name_of(await db.fetchval("SELECT id FROM endpoint WHERE kind = 'channel'"))


class TestTheVerdict:
    async def test_of_an_endpoint_that_takes_it_is_that_it_arrived(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, receiver: Receiver
    ) -> None:
        own = await set_own(database, acme, receiver.url(), {"X-Gateway": "letmein-4711"})
        status, body = await ask(api, "POST", f"{path}{own}/test")
        assert (status, body["outcome"], body["status"], body["error"]) == (200, "delivered", 200, None)
        assert (body["advice"], body["address"], body["answer"]) == ("It arrived.", "127.0.0.1", "OK")
        (sent,) = receiver.requests
        secret = acme.partner.platform_secret.encode()
        assert sent.headers["x-360dialog-signature"] == hmac.new(secret, sent.body, hashlib.sha256).hexdigest()
        assert (sent.headers["webhook-id"], sent.headers["x-gateway"]) == (body["event_id"], "letmein-4711")
        assert json.loads(sent.body)["event"] == "webhook_test"

    async def test_shows_what_came_back_with_secrets_masked(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, receiver: Receiver
    ) -> None:
        own = await set_own(database, acme, receiver.url(), {"X-Gateway": "letmein-4711"})
        receiver.answers["/"] = lambda _: answer(403, body=b"letmein-4711 is wrong")
        body = (await ask(api, "POST", f"{path}{own}/test"))[1]
        assert (body["outcome"], body["status"], body["error"]) == ("failed", 403, "status")
        assert body["answer"] == "*** is wrong"
        assert "signature" in body["advice"]

    async def test_of_a_server_that_is_down_says_so(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str
    ) -> None:
        own = await set_own(database, acme, "http://127.0.0.1:9/")
        body = (await ask(api, "POST", f"{path}{own}/test"))[1]
        assert (body["outcome"], body["status"], body["error"]) == ("failed", None, "connect")
        assert "firewall" in body["advice"]

    async def test_leaves_no_delivery_and_no_change_of_standing(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, receiver: Receiver
    ) -> None:
        own = await set_own(database, acme, receiver.url())
        receiver.answers["/"] = lambda _: answer(410)
        assert (await ask(api, "POST", f"{path}{own}/test"))[1]["status"] == 410
        after = (await ask(api, "GET", f"{path}{own}"))[1]
        assert (after["standing"], after["failures"]) == ("healthy", 0)

    def test_has_words_for_every_failure_and_status(self) -> None:
        told = {advice(Answer(0, failure)) for failure in OF_FAILURES}  # type: ignore[arg-type]
        told |= {
            advice(Answer(status, failure_of_status(status))) for status in (*OF_STATUSES, 200, 204, 302, 400, 500, 799)
        }
        assert len(told) == len(OF_FAILURES) + len(OF_STATUSES) + 4
        assert "slow" in advice(Answer(200, None, ms=4000))


class TestTheWall:
    async def test_stands_before_what_is_not_public(self, database: Database, acme: World, receiver: Receiver) -> None:
        """The test's API may call anything; this is what it calls it with."""
        await set_own(database, acme, receiver.url())
        async with database.writing(acme.partner.partner_id) as db:
            endpoint = await trial.own(db, acme.partner.partner_id)
            call = await trial.make(db, acme.partner.partner_id, endpoint, VAULT, clock.now())
        refused = await trial.send(call, any_target=False)
        assert (refused.failure, refused.address, receiver.connections) == ("blocked", "", 0)


class TestAChannels:
    async def test_is_sent_in_metas_form(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, receiver: Receiver
    ) -> None:
        its = await set_channels(database, acme, receiver.url())
        assert (await ask(api, "POST", f"{path}{its}/test"))[1]["outcome"] == "delivered"
        sent = json.loads(receiver.requests[0].body)
        assert (sent["object"], sent["entry"][0]["changes"][0]["field"]) == (
            "whatsapp_business_account",
            "webhook_test",
        )

    async def test_is_not_tested_while_the_client_does_not_share_it(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, receiver: Receiver
    ) -> None:
        side, its = acme.partner, await set_channels(database, acme, receiver.url())
        async with database.writing(side.partner_id) as db:
            await channels.revoke_permission(db, side.partner_id, side.channel_id, actor="test", now=clock.now())
        assert_error(*await ask(api, "POST", f"{path}{its}/test"), 403, "share")
        assert receiver.requests == []


class TestThePartnersOwn:
    async def test_is_tested_without_naming_it(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, receiver: Receiver
    ) -> None:
        await set_own(database, acme, receiver.url("/own"))
        body = (await ask(api, "POST", f"{path}/webhook_url/test"))[1]
        assert (body["outcome"], body["url"]) == ("delivered", receiver.url("/own"))

    async def test_without_a_url_is_refused(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str
    ) -> None:
        async with database.writing(acme.partner.partner_id) as db:
            await webhooks.set_partner_url(db, acme.partner.partner_id, None)
        assert_error(*await ask(api, "POST", f"{path}/webhook_url/test"), 409, "no webhook URL")
