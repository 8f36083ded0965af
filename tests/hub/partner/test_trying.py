"""On the Integration page: the webhook is tested, and a signature is checked."""

import base64
import hashlib
import hmac
import re
from collections.abc import AsyncIterator

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.receiver import Receiver, answer, receiving

from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.domain.webhooks.checking import Given, check

PAGE = "/dashboard/partner/integration"
SECRET = "PHPSsecret"
BODY = '{"id": "evt_1",\n "event": "x"}\n'


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as one:
        yield one


async def point(database: Database, ours: Staffed, url: str | None) -> None:
    async with database.writing(ours.side.partner_id) as db:
        await webhooks.set_partner_url(db, ours.side.partner_id, url)


class TestTheTest:
    async def test_says_that_it_arrived(
        self, partner: Browser, database: Database, ours: Staffed, receiver: Receiver
    ) -> None:
        await point(database, ours, receiver.url("/hook"))
        text = (await partner.send(f"{PAGE}/test", page=PAGE)).text
        assert "It arrived." in text
        assert receiver.requests[0].path == "/hook"

    async def test_says_what_to_do_and_escapes_what_came_back(
        self, partner: Browser, database: Database, ours: Staffed, receiver: Receiver
    ) -> None:
        await point(database, ours, receiver.url("/hook"))
        receiver.answers["/hook"] = lambda _: answer(404, body=b"<script>alert(1)</script>")
        text = (await partner.send(f"{PAGE}/test", page=PAGE)).text
        assert "There is nothing at this path." in text
        assert "<script>alert" not in text

    async def test_without_a_url_asks_for_one(self, partner: Browser, database: Database, ours: Staffed) -> None:
        await point(database, ours, None)
        sent = await partner.send(f"{PAGE}/test", page=PAGE)
        assert (sent.status_code, "no webhook URL" in sent.text) == (400, True)


def plain(body: str, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()


def standard(body: str) -> str:
    key = hmac.digest(SECRET.encode(), b"standard-webhooks", "sha256")
    return "v1," + base64.b64encode(hmac.digest(key, b"evt_1.123." + body.encode(), "sha256")).decode()


class TestTheSignature:
    async def test_has_a_form_whose_fields_are_found_by_their_names(self, partner: Browser) -> None:
        """An id is given once on the page, or a label leads to another thing."""
        found = re.findall(r' id="([^"]+)"', (await partner.get(PAGE)).text)
        assert sorted(found) == sorted(set(found))

    async def test_is_compared_with_the_partners_own_secret(self, partner: Browser, ours: Staffed) -> None:
        """A form's text arrives with line breaks of its own."""
        good = plain(BODY, ours.side.platform_secret)
        for signature, expected in ((good, "The signature is right"), (plain(BODY, "another"), "does not fit")):
            form = {"body": BODY.replace("\n", "\r\n"), "signature": signature}
            text = (await partner.send(f"{PAGE}/signature", form, page=PAGE)).text
            assert expected in text

    @pytest.mark.parametrize(
        ("given", "right", "words"),
        [
            (Given(body=BODY, signature=plain(BODY)), True, "your platform secret"),
            (Given(body=BODY, signature=" sha256=" + plain(BODY).upper()), True, "your platform secret"),
            (Given(body=BODY + "\n", signature=plain(BODY.rstrip())), True, "your platform secret"),
            (Given(body=BODY, signature=plain(BODY, "old")), True, "before this one"),
            (Given(body=BODY, signature=plain('{"id":"evt_1","event":"x"}')), False, "decoded the body and encoded it"),
            (Given(body=BODY, signature=plain("else")), False, "does not fit"),
            (Given(body=BODY, signature="nonsense"), False, "no signature"),
            (Given(body="", signature=plain("")), False, "Paste"),
            (Given(body=BODY, signature=standard(BODY), event_id="evt_1", timestamp="123"), True, "your platform secret"),
            (Given(body=BODY, signature=standard(BODY), event_id="evt_1", timestamp="124"), False, "does not fit"),
            (Given(body=BODY, signature=standard(BODY)), False, "webhook-timestamp"),
        ],
    )  # fmt: skip
    def test_is_judged_in_plain_words(self, given: Given, right: bool, words: str) -> None:
        found = check(given, [SECRET, "old"])
        assert (found.right, words in found.words) == (right, True), found.words
