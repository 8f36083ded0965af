import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from partnerhub.upstream.graph import Graph, GraphError, GraphTimeout, GraphUnavailable

ERROR = (
    b'{"error":{"message":"(#100) Nope","type":"OAuthException","code":100,"error_subcode":33,'
    b'"error_data":{"messaging_product":"whatsapp","details":"No such thing"},"fbtrace_id":"A"}}'
)

JSON = {"list": "[1]", "beyond-measure": '{"a":1e999}'}


async def _answer(request: web.Request) -> web.StreamResponse:
    what = request.match_info["what"]
    if what == "echo":
        headers = {"x-fb-trace-id": "T1", "x-secret": "no", "x-got": request.headers.get("authorization", "")}
        body = b'{"path": "%s", "body": %s}' % (request.path_qs.encode(), await request.read() or b"null")
        return web.Response(body=body, content_type="application/json", headers=headers)
    if what == "error":
        return web.Response(status=400, body=ERROR, content_type="application/json")
    if what == "html":
        return web.Response(text="<html>Sorry</html>", content_type="text/html")
    if what == "html-error":
        return web.Response(status=503, text="<html>Sorry</html>", content_type="text/html")
    if what in JSON:
        return web.Response(text=JSON[what], content_type="application/json")
    if what == "slow":
        await asyncio.Event().wait()
    response = web.StreamResponse(headers={"content-type": "application/json", "content-length": "1000"})
    await response.prepare(request)
    await response.write(b'{"half":')
    assert request.transport is not None
    request.transport.close()
    return response


@pytest.fixture
async def base() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/g/v23.0/{what}", _answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/g"))


@pytest.fixture
async def graph(base: str) -> AsyncIterator[Graph]:
    client = Graph(base, "v23.0")
    yield client
    await client.close()


class TestCall:
    async def test_names_the_version_the_query_and_the_token(self, graph: Graph) -> None:
        answer = await graph.call("POST", "/echo", token="t", params={"a": "1&2", "b": "["}, json={"k": "ü"})
        assert answer == {"path": "/g/v23.0/echo?a=1%262&b=%5B", "body": {"k": "ü"}}

    async def test_raises_what_graph_said(self, graph: Graph) -> None:
        with pytest.raises(GraphError) as caught:
            await graph.call("GET", "/error", token="t")
        error = caught.value
        assert (error.status, error.code, error.subcode, error.details) == (400, 100, 33, "No such thing")
        assert error.body == ERROR
        assert error.is_missing
        assert not error.transient

    @pytest.mark.parametrize("path", ["/html", "/html-error", "/list", "/half", "/beyond-measure"])
    async def test_takes_only_whole_json_objects_for_an_answer(self, graph: Graph, path: str) -> None:
        with pytest.raises(GraphUnavailable) as caught:
            await graph.call("GET", path, token="t")
        assert caught.value.status == 502
        assert caught.value.transient

    async def test_does_not_wait_for_ever(self, base: str) -> None:
        graph = Graph(base, "v23.0", answer_within=0.2)
        with pytest.raises(GraphTimeout) as caught:
            await graph.call("GET", "/slow", token="t")
        assert caught.value.status == 504
        await graph.close()

    async def test_says_so_when_nobody_listens(self) -> None:
        graph = Graph("http://127.0.0.1:9", "v23.0")
        with pytest.raises(GraphUnavailable, match="cannot be reached"):
            await graph.call("GET", "/x", token=None)
        await graph.close()


class TestForward:
    async def test_keeps_bytes_and_graphs_own_headers(self, graph: Graph) -> None:
        sent = b'{ "to" : "1",  "to":"2", "x":1.000 }'
        query = "fields=a,b&x=%2F+%20"
        async with graph.forward("POST", "/echo", token="t", query=query, body=sent) as answer:
            body = await answer.read_json()
        assert sent in body
        assert answer.headers["x-fb-trace-id"] == "T1"
        assert "x-secret" not in answer.headers
        assert b"fields=a,b&x=%2F+%20" in body

    async def test_hands_on_an_error_as_an_answer(self, graph: Graph) -> None:
        async with graph.forward("GET", "/error", token="t") as answer:
            assert (answer.status, await answer.read_json()) == (400, ERROR)

    async def test_streams(self, graph: Graph) -> None:
        async with graph.forward("GET", "/html", token="t") as answer:
            assert answer.size == 18
            assert b"".join([chunk async for chunk in answer.chunks()]) == b"<html>Sorry</html>"

    async def test_breaks_off_when_graph_does(self, graph: Graph) -> None:
        with pytest.raises(GraphUnavailable):
            async with graph.forward("GET", "/half", token="t") as answer:
                await answer.read_json()
