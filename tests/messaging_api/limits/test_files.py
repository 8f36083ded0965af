"""Files of the wrong kind or size never leave for Meta (contract A.3)."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream

from partnerhub.surfaces.messaging_api.passing.forms import ROOM

KB, MB = 1024, 1024 * 1024
END = b"\r\n--x--\r\n"
KIND = {"content-type": "multipart/form-data; boundary=x"}
PRODUCT = b'--x\r\nContent-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n'


def start(kind: str, *, first: bytes = PRODUCT) -> bytes:
    about = f'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: {kind}\r\n\r\n'
    return first + about.encode()


def typed(kind: str) -> bytes:
    return PRODUCT + f'--x\r\nContent-Disposition: form-data; name="type"\r\n\r\n{kind}\r\n'.encode()


LIMITS = [("image/jpeg", 5 * MB), ("audio/ogg; codecs=opus", 16 * MB), ("video/mp4", 16 * MB), ("image/webp", 500 * KB)]


class TestUpload:
    @pytest.mark.parametrize(("kind", "limit"), LIMITS)
    async def test_of_the_largest_file_goes_out(
        self, api: aiohttp.ClientSession, meta: Upstream, kind: str, limit: int
    ) -> None:
        form = start(kind) + bytes(limit) + END
        async with api.post("/media", data=form, headers=KIND) as answer:
            assert answer.status == 200, await answer.text()
        assert meta.asked[0].body == form

    @pytest.mark.parametrize(("kind", "limit"), LIMITS)
    async def test_of_one_byte_more_is_refused_before_meta_is_asked(
        self, api: aiohttp.ClientSession, meta: Upstream, kind: str, limit: int
    ) -> None:
        async with api.post("/media", data=start(kind) + bytes(limit + 1) + END, headers=KIND) as answer:
            assert answer.status == 400
            error = (await answer.json())["error"]
        assert f"Param file must be at most {limit} bytes" in error["message"]
        assert error["code"] == 100
        assert not meta.asked

    @pytest.mark.parametrize("kind", ["image/gif", "application/zip", "text/html", "nonsense"])
    @pytest.mark.parametrize("said_in", ["file", "type"])
    async def test_of_another_kind_is_refused(
        self, api: aiohttp.ClientSession, meta: Upstream, kind: str, said_in: str
    ) -> None:
        head = start(kind) if said_in == "file" else start("application/octet-stream", first=typed(kind))
        async with api.post("/media", data=head + b"x" + END, headers=KIND) as answer:
            assert answer.status == 400
            told = (await answer.json())["error"]["message"]
        assert "one of the following types: audio/aac" in told
        assert f"Received file of type '{kind}'" in told
        assert not meta.asked

    async def test_that_says_no_kind_is_left_to_meta(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        for head in (start("application/octet-stream"), b'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1'):
            async with api.post("/media", data=head + END, headers=KIND) as answer:
                assert answer.status == 200
        assert len(meta.asked) == 2

    async def test_of_unknown_length_breaks_off_and_is_told(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        async def pieces() -> AsyncIterator[bytes]:
            yield start("image/webp")
            for _ in range(0, 500 * KB + ROOM + 4096, 4096):
                yield bytes(4096)
            yield END

        async with api.post("/media", data=pieces(), headers=KIND) as answer:
            assert answer.status == 400
            assert "larger than Meta takes" in (await answer.json())["error"]["message"]
        assert not meta.asked  # what reached Meta was never whole

    async def test_of_unknown_length_within_the_limit_goes_out(
        self, api: aiohttp.ClientSession, meta: Upstream
    ) -> None:
        async def pieces() -> AsyncIterator[bytes]:
            for byte in start("image/webp"):
                yield bytes([byte])
            yield bytes(500 * KB) + END

        async with api.post("/media", data=pieces(), headers=KIND) as answer:
            assert answer.status == 200
        assert meta.asked[0].body == start("image/webp") + bytes(500 * KB) + END


class TestOldUpload:
    @pytest.mark.parametrize(("kind", "limit"), LIMITS)
    async def test_of_one_byte_too_many_is_refused(
        self, api: aiohttp.ClientSession, meta: Upstream, kind: str, limit: int
    ) -> None:
        async with api.post("/v1/media", data=bytes(limit), headers={"content-type": kind}) as answer:
            assert answer.status == 502  # Meta's answer here has no id
        meta.asked.clear()
        async with api.post("/v1/media", data=bytes(limit + 1), headers={"content-type": kind}) as answer:
            assert answer.status == 400
            assert f"at most {limit} bytes" in (await answer.json())["meta"]["developer_message"]
        assert not meta.asked

    async def test_of_another_kind_is_refused(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        async with api.post("/v1/media", data=b"x", headers={"content-type": "image/gif"}) as answer:
            assert answer.status == 400
            assert "'image/gif'" in (await answer.json())["meta"]["developer_message"]
        assert not meta.asked

    async def test_of_unknown_length_breaks_off(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        async def pieces() -> AsyncIterator[bytes]:
            for _ in range(0, 500 * KB + 4096, 4096):
                yield bytes(4096)

        async with api.post("/v1/media", data=pieces(), headers={"content-type": "image/webp"}) as answer:
            assert answer.status == 400
            assert (await answer.json())["meta"]["http_code"] == 400
        assert not meta.asked
