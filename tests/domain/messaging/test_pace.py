"""The pace of messages without a network: rates, turns, and what Meta's refusals do (contract B.8)."""

import asyncio
import time
from typing import Any

import msgspec
import pytest

from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.domain.channels.at_meta.sync import said_by
from partnerhub.domain.messaging.limits.pace import AT_ONCE, Pace, PairTooFast, TooFast, rate_of
from partnerhub.upstream.graph.answers import read
from partnerhub.upstream.graph.onboarding import Number

SWITCHES = dict.fromkeys(("unpaid", "routes_marketing", "is_on_biz_app"), False)


def channel(**given: Any) -> EnteredChannel:
    texts = dict.fromkeys(EnteredChannel.__struct_fields__, "1")
    return msgspec.convert({**texts, "graph_token": None, "throughput": None, **SWITCHES, **given}, EnteredChannel)


@pytest.mark.parametrize(
    ("given", "rate"),
    [
        ({}, 80),
        ({"throughput": "STANDARD"}, 80),
        ({"throughput": "HIGH"}, 1000),
        ({"throughput": "HIGH", "is_on_biz_app": True}, 20),
    ],
)
def test_the_rate_is_what_meta_says_of_the_number(given: dict[str, Any], rate: int) -> None:
    assert rate_of(channel(**given)) == rate


def test_meta_says_it_with_the_number() -> None:
    assert said_by(read({"id": "1", "throughput": {"level": "HIGH"}}, Number)).throughput == "HIGH"
    assert said_by(read({"id": "1"}, Number)).throughput is None


class TestTurn:
    async def test_of_a_number_that_meta_found_too_fast_comes_after_a_second(self) -> None:
        pace, one = Pace(enforced=True), channel()
        pace.heed(one, None, 130429)
        began = time.monotonic()
        order: list[str] = []

        async def turn(number: EnteredChannel) -> None:
            async with pace.turn(number, None):
                order.append(number.phone_number_id)

        await asyncio.gather(turn(one), turn(channel(phone_number_id="2")))
        assert time.monotonic() - began >= 0.9
        assert order == ["2", one.phone_number_id]

    async def test_for_a_person_whom_meta_found_asked_too_often_is_refused(self) -> None:
        moment = [100.0]
        pace, one = Pace(enforced=True, now=lambda: moment[0]), channel()
        pace.heed(one, "+49 151 1", 131056)
        with pytest.raises(PairTooFast) as refused:
            async with pace.turn(one, "491511"):
                pass
        assert refused.value.retry_after == 7
        async with pace.turn(one, "491512"):
            pass
        moment[0] += 6
        async with pace.turn(one, "491511"):
            pass

    async def test_is_refused_while_many_of_the_number_have_no_answer_yet(self) -> None:
        moment = [100.0]
        pace, one, other = Pace(enforced=True, now=lambda: moment[0]), channel(), channel(phone_number_id="2")
        go = asyncio.Event()

        async def hang() -> None:
            async with pace.turn(one, None):
                await go.wait()

        hanging: list[asyncio.Future[None]] = []
        for _ in range(AT_ONCE):
            hanging.append(asyncio.ensure_future(hang()))
            await asyncio.sleep(0)
            moment[0] += 1
        with pytest.raises(TooFast):
            async with pace.turn(one, None):
                pass
        async with pace.turn(other, None):
            pass
        go.set()
        await asyncio.gather(*hanging)
        async with pace.turn(one, None):
            pass
