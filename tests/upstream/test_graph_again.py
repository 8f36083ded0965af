"""What is asked of Graph again, and what is not asked at all (contract messaging-and-meta B.8)."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from tests.serving import free_port

from partnerhub.upstream.graph import Graph, GraphError, GraphExhausted, GraphUnavailable, client


@dataclass
class Meta:
    """Hangs up, or answers 503, so often; then answers, with `usage` if there is one."""

    hangs_up: int = 0
    fails: int = 0
    usage: str = ""
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path}")
        if self.hangs_up:
            self.hangs_up -= 1
            assert request.transport is not None
            request.transport.close()
        if self.fails:
            self.fails -= 1
            return web.json_response({"error": {"message": "Sorry", "code": 2}}, status=503)
        headers = {"x-business-use-case-usage": self.usage} if self.usage else {}
        return web.json_response({"ok": True}, headers=headers)


@asynccontextmanager
async def serving(meta: Meta, port: int | None = None) -> AsyncGenerator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", meta.answer)
    async with TestServer(app, port=port) as server:
        yield str(server.make_url(""))


@pytest.fixture
def meta() -> Meta:
    return Meta()


@pytest.fixture
async def graph(meta: Meta) -> AsyncIterator[Graph]:
    async with serving(meta) as base:
        client = Graph(base, "v23.0")
        yield client
        await client.close()


class TestAgain:
    async def test_reading_is_asked_again_when_meta_hangs_up_or_fails(self, graph: Graph, meta: Meta) -> None:
        meta.hangs_up = meta.fails = 1
        assert await graph.call("GET", "/1", token="t") == {"ok": True}

    async def test_reading_ends_after_some_tries(self, graph: Graph, meta: Meta) -> None:
        meta.fails = 99
        with pytest.raises(GraphError) as caught:
            await graph.call("GET", "/1", token="t")
        assert (caught.value.status, len(meta.asked)) == (503, 3)

    async def test_reading_ends_after_as_many_when_meta_hangs_up(self, graph: Graph, meta: Meta) -> None:
        meta.hangs_up = 99
        with pytest.raises(GraphUnavailable):
            await graph.call("GET", "/1", token="t")
        assert len(meta.asked) == 2 * 3  # aiohttp asks each time once more, at once

    async def test_a_channels_reading_is_asked_again_when_meta_hangs_up(self, graph: Graph, meta: Meta) -> None:
        meta.hangs_up = 1
        async with graph.forward("GET", "/1", token="t") as answer:
            assert await answer.read_json()

    @pytest.mark.parametrize("method", ["POST", "DELETE"])
    async def test_a_change_is_asked_once(self, graph: Graph, meta: Meta, method: str) -> None:
        meta.fails = 1
        with pytest.raises(GraphError):
            await graph.call(method, "/1", token="t")
        assert len(meta.asked) == 1

    async def test_a_message_is_never_sent_twice(self, graph: Graph, meta: Meta) -> None:
        async with graph.forward("GET", "/1", token="t") as answer:  # the connection is a kept one
            await answer.read()
        meta.hangs_up = 1
        with pytest.raises(GraphUnavailable):
            async with graph.forward("POST", "/1/messages", token="t", body=b"{}"):
                pass
        assert meta.asked == ["GET /v23.0/1", "POST /v23.0/1/messages"]

    async def test_a_message_is_sent_when_meta_is_there_a_moment_later(
        self, meta: Meta, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(client, "AGAIN_AFTER", (0.05,) * 1000)  # the moment is as long as it takes to be there
        port = free_port()
        graph = Graph(f"http://127.0.0.1:{port}", "v23.0")

        async def send() -> int:
            async with graph.forward("POST", "/1/messages", token="t", body=b"{}") as answer:
                return answer.status

        sending = asyncio.ensure_future(send())
        await asyncio.sleep(0.01)
        async with serving(meta, port):
            assert await sending == 200
        await graph.close()
        assert len(meta.asked) == 1


def usage(percent: int = 1, minutes: int = 0) -> str:
    told = {"call_count": percent, "total_cputime": 1, "total_time": 1, "estimated_time_to_regain_access": minutes}
    return json.dumps({"77": [{"type": "whatsapp", **told}]})


class TestBudget:
    async def test_nothing_is_asked_of_an_account_that_must_wait(self, graph: Graph, meta: Meta) -> None:
        meta.usage = usage(100, minutes=3)
        await graph.call("GET", "/55", token="t")  # a number of the account: the answer says whose
        for node in ("/77/message_templates", "/77/phone_numbers", "/77", "/55"):
            with pytest.raises(GraphExhausted) as refused:
                await graph.call("GET", node, token="t")
            assert refused.value.retry_after in range(170, 181)
            assert refused.value.transient
        assert len(meta.asked) == 1

    async def test_messages_and_other_accounts_go_on(self, graph: Graph, meta: Meta) -> None:
        meta.usage = usage(100, minutes=3)
        await graph.call("GET", "/55", token="t")
        await graph.call("POST", "/55/messages", token="t")
        await graph.call("GET", "/78/message_templates", token="t")
        assert len(meta.asked) == 3

    async def test_the_next_good_word_ends_it(self, graph: Graph, meta: Meta) -> None:
        meta.usage = usage(100, minutes=3)
        await graph.call("GET", "/77", token="t")
        meta.usage = usage(99)
        await graph.call("POST", "/77/messages", token="t")
        await graph.call("GET", "/77", token="t")
        assert len(meta.asked) == 3

    async def test_what_nobody_waits_for_leaves_calls_to_others(self, meta: Meta) -> None:
        async with serving(meta) as base:
            background, other = Graph(base, "v23.0", leaving=20), Graph(base, "v23.0")
            meta.usage = usage(80)
            for graph in (background, other):
                await graph.call("GET", "/77", token="t")
            with pytest.raises(GraphExhausted):
                await background.call("GET", "/77", token="t")
            await other.call("GET", "/77", token="t")
            await background.close()
            await other.close()

    @pytest.mark.parametrize("odd", ["", "nonsense", "[]", '{"77":1}', '{"77":[]}', '{"77":[{"call_count":"lots"}]}'])
    async def test_a_header_that_cannot_be_read_says_nothing(self, graph: Graph, meta: Meta, odd: str) -> None:
        meta.usage = odd
        for _ in range(2):
            await graph.call("GET", "/77", token="t")
        assert len(meta.asked) == 2
