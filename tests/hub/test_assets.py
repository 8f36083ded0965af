import gzip
import re
from pathlib import Path

import pytest
from tests.hub.browser import Browser

from partnerhub.surfaces.hub.assets import FOLDER, Assets, NotBuilt

BUDGET = 150 * 1024


class TestAssets:
    async def test_are_compressed_kept_for_ever_and_within_the_budget(self, browser: Browser) -> None:
        page = (await browser.get("/login")).text
        addresses = re.findall(r'(?:href|src)="(/static/hub-[^"]+)"', page)
        assert len(addresses) == 2
        total = 0
        for address in addresses:
            async with browser.http.stream("GET", address, headers={"accept-encoding": "gzip"}) as answer:
                sent = b"".join([part async for part in answer.aiter_raw()])
            assert answer.headers["content-encoding"] == "gzip"
            assert "immutable" in answer.headers["cache-control"]
            assert gzip.decompress(sent) == (FOLDER / address.rpartition("/")[2]).read_bytes()
            total += len(sent)
        assert total <= BUDGET

    async def test_are_sent_plain_to_whom_cannot_unpack_them(self, browser: Browser) -> None:
        answer = await browser.get("/static/favicon.svg", headers={"accept-encoding": "identity"})
        assert "content-encoding" not in answer.headers
        assert answer.headers["content-type"].startswith("image/svg+xml")

    def test_say_what_to_do_when_they_are_not_built(self, tmp_path: Path) -> None:
        with pytest.raises(NotBuilt, match="npm run build"):
            Assets(tmp_path)
