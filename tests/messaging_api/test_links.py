"""Links in Meta's lists: they name its host and the WABA's token, and neither is for the caller."""

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream


async def test_links_to_further_pages_lead_to_us_without_the_token(
    base: str, api: aiohttp.ClientSession, meta: Upstream
) -> None:
    link = "https:\\/\\/graph.facebook.com\\/v23.0\\/77\\/message_templates?access_token=EAAtest&limit=1&%s=QV"
    body = '{"data":[{"id":"1","x":1.0}],"paging":{"cursors":{"before":"A","after":"B"},"next":"%s","previous":"%s"}}'
    meta.say((body % (link % "after", link % "before")).encode())
    async with api.get("/message_templates", params={"limit": "1"}) as answer:
        text = await answer.text()
        paging = (await answer.json())["paging"]
    assert '"x":1.0' in text
    assert "EAAtest" not in text
    assert "facebook" not in text
    assert paging["cursors"] == {"before": "A", "after": "B"}
    assert paging["next"] == "http://localhost:8082/message_templates?limit=1&after=QV"
    assert paging["previous"] == "http://localhost:8082/message_templates?limit=1&before=QV"


@pytest.mark.parametrize("paging", ["{}", "null", "[]", '{"next":1}', '{"cursors":{"after":"B"} }'])
async def test_links_that_are_none_are_left_as_they_are(
    api: aiohttp.ClientSession, meta: Upstream, paging: str
) -> None:
    body = b'{"data":[ ], "paging":' + paging.encode() + b"}"
    meta.say(body)
    async with api.get("/message_templates") as answer:
        assert await answer.read() == body
