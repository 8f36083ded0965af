"""Whatever Meta does, the caller gets its endpoint's own shape of error (contract A.6).

Nothing foreign is in any of them: no token, no address of Meta's or ours, no inside of a program.
"""

import aiohttp
import pytest
from tests import world
from tests.messaging_api.failures.calls import CALLS, JSON_ONLY, PASSED_ON, TOKEN, Call, error, every_call, refused
from tests.messaging_api.upstream import GRAPH_HEADERS, HTML, Upstream
from tests.serving import client_of
from tests.world import World

from partnerhub.db.pool import Database

TOO_DEEP = b"[" * 9000 + b"]" * 9000
FILES = [call for call in CALLS if "attachments" in call.path or call.path == "/v1/media/123"]
DESCRIBED = b'{"url":"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1","mime_type":"image/png"}'


@pytest.fixture(scope="module")
async def lasting(database: Database) -> World:
    """One for all: what fails at Meta changes nothing here."""
    return await world.make(database)


class TestMeta:
    @pytest.fixture
    def acme(self, lasting: World) -> World:
        return lasting

    @every_call
    async def test_that_stays_silent_is_504(self, hasty_api: aiohttp.ClientSession, meta: Upstream, call: Call) -> None:
        meta.mood = "silent"
        await refused(hasty_api, meta, call, 504)

    @every_call
    async def test_that_hangs_up_is_502(self, api: aiohttp.ClientSession, meta: Upstream, call: Call) -> None:
        meta.mood = "hangs up"
        await refused(api, meta, call, 502)

    @pytest.mark.parametrize("call", JSON_ONLY, ids=str)
    async def test_that_breaks_off_is_502(self, api: aiohttp.ClientSession, meta: Upstream, call: Call) -> None:
        meta.mood = "breaks off"
        await refused(api, meta, call, 502)

    @pytest.mark.parametrize("call", JSON_ONLY, ids=str)
    async def test_whose_json_is_none_is_502(self, api: aiohttp.ClientSession, meta: Upstream, call: Call) -> None:
        for body in (b'{"id":', b"", b'{"id":"\xff"}', TOO_DEEP):
            meta.say(body)
            await refused(api, meta, call, 502)

    @pytest.mark.parametrize("status", [200, 503])
    @pytest.mark.parametrize("call", JSON_ONLY, ids=str)
    async def test_that_answers_a_page_is_502(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call, status: int
    ) -> None:
        meta.say(b"<html>graph.facebook.com has trouble</html>", status, HTML)
        await refused(api, meta, call, 502)

    @pytest.mark.parametrize("call", JSON_ONLY, ids=str)
    async def test_whose_error_is_no_json_is_502(self, api: aiohttp.ClientSession, meta: Upstream, call: Call) -> None:
        for body in (b'{"error":{"message":"\xff","code":1}}', TOO_DEEP):
            meta.say(body, 400)
            await refused(api, meta, call, 502)

    @pytest.mark.parametrize("status", [403, 404, 410])
    @pytest.mark.parametrize("kind", [HTML, {}])
    async def test_that_has_the_file_no_more_is_404(
        self, api: aiohttp.ClientSession, meta: Upstream, status: int, kind: dict[str, str]
    ) -> None:
        """Not 502, which says that the same link may be good later."""
        for call in FILES:
            meta.planned = [DESCRIBED] if call.path == "/v1/media/123" else []
            meta.say(b"No longer here", status, kind)
            message, _ = await refused(api, meta, call, 404)
            assert "Ask for the link again" in message

    @pytest.mark.parametrize("status", [204, 206, 302, 500])
    async def test_that_answers_anything_but_the_file_is_502(
        self, api: aiohttp.ClientSession, meta: Upstream, status: int
    ) -> None:
        for call in FILES:
            meta.planned = [DESCRIBED] if call.path == "/v1/media/123" else []
            meta.say(b"" if status == 204 else b"half", status, {"location": "/", "content-type": "image/png"})
            await refused(api, meta, call, 502)

    @every_call
    async def test_that_has_trouble_is_told_as_it_tells_it(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call
    ) -> None:
        meta.say(error(131000), 500)
        await refused(api, meta, call, 502 if call.path == "/v1/health" else 500)

    @every_call
    @pytest.mark.parametrize("status", [400, 401])
    async def test_that_takes_our_token_no_more_says_nothing_of_the_callers_key(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call, status: int
    ) -> None:
        meta.say(error(190, message=f"Malformed access token {TOKEN}", error_subcode=463), status)
        message, code = await refused(api, meta, call, 502)
        assert "WhatsApp for Business API not available" in message
        assert code in {0, 2}

    @pytest.mark.parametrize("call", PASSED_ON, ids=str)
    @pytest.mark.parametrize("code", [4, 130429])
    async def test_that_is_asked_too_often_says_so_with_its_code(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call, code: int
    ) -> None:
        meta.say(error(code), 400, {**GRAPH_HEADERS, "retry-after": "7"})
        _, told = await refused(api, meta, call, 400)
        assert told in {0, code}

    @pytest.mark.parametrize("call", PASSED_ON, ids=str)
    async def test_that_repeats_our_token_is_not_repeated(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call
    ) -> None:
        meta.say(error(100, message=f"(#100) No, said with {TOKEN}"), 400)
        await refused(api, meta, call, 400)

    async def test_that_has_said_to_wait_is_not_asked(
        self, api: aiohttp.ClientSession, database: Database, meta: Upstream, acme: World, base: str
    ) -> None:
        """Another account than that of the other tests: it waits for a while."""
        side = (await world.make(database)).partner
        told = f'{{"{side.waba_external_id}":[{{"call_count":100,"estimated_time_to_regain_access":9}}]}}'
        meta.say(b"{}", headers={**GRAPH_HEADERS, "x-business-use-case-usage": told})
        async with client_of(base, **{"D360-API-KEY": side.d360_api_key}) as other:
            async with other.get("/message_templates") as answer:
                assert answer.status == 200
            for call in (one for one in CALLS if "templates" in one.path):
                _, code = await refused(other, meta, call, 400)
                assert code in {0, 80007}
            async with other.get("/message_templates") as answer:
                assert int(answer.headers["retry-after"]) in range(500, 541)
        assert len(meta.asked) == 1
