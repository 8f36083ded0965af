"""Thousands of spellings of places that no webhook may go to, and hundreds of those it may."""

import asyncio
import ipaddress
import random
from ipaddress import IPv4Address, IPv6Address

import pytest
from tests.receiver import answer, receiving
from tests.waiting import PATIENCE

from partnerhub.domain.webhooks import check_target
from partnerhub.kit.addresses import NOT_PUBLIC, is_public
from partnerhub.kit.problems import BadInput
from partnerhub.upstream.receivers.answers import Answer
from partnerhub.upstream.receivers.sending import Sender

SEED = 7
ANY = "0.0.0.0"  # noqa: S104 — the canary listens everywhere
AT_ONCE = 200


def of_block(
    block: ipaddress.IPv4Network | ipaddress.IPv6Network, rng: random.Random
) -> set[IPv4Address | IPv6Address]:
    """First, last, middle, and some between."""
    last = block.num_addresses - 1
    return {block[number] for number in (0, last, last // 2, *(rng.randint(0, last) for _ in range(20)))}


def spelled_v4(address: IPv4Address) -> list[str]:
    number, (a, b, c, d) = int(address), address.packed
    return [
        str(address), f"{address}.", str(number), hex(number), f"0{number:o}", f"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"{a}.{b}.{c * 256 + d}", f"{a}.{number & 0xFFFFFF}", f"somebody@{address}",
        f"a:b@{address}", f"[::ffff:{address}]", f"[::{address}]", f"[64:ff9b::{address}]", f"[::ffff:0:{address}]",
        f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]", "%" + "%".join(f"{one:x}" for one in str(address).encode()),
    ]  # fmt: skip


def spelled_v6(address: IPv6Address) -> list[str]:
    return [f"[{address}]", f"[{address.exploded}]", f"[{address.exploded.upper()}]", f"[{address}%25lo]"]


def forbidden() -> list[str]:
    """Hosts, as they stand in a URL."""
    rng, hosts = random.Random(SEED), ["localhost", "LOCALHOST", "localhost.", "a.localhost", "127.1", "127.0.1", "0"]
    for block in NOT_PUBLIC:
        for address in of_block(block, rng):
            if isinstance(address, IPv4Address):
                hosts += spelled_v4(address)
            elif not is_public(address):
                hosts += spelled_v6(address)
    return hosts


def allowed() -> list[str]:
    rng, hosts = (
        random.Random(SEED),
        ["hooks.example.com", "a-b.c-d.co.uk", "xn--bcher-kva.example", "1a.2b.example", "example.com."],
    )
    while len(hosts) < 300:
        if is_public(address := IPv4Address(rng.getrandbits(32))):
            hosts.append(str(address))
    while len(hosts) < 600:
        if is_public(address := IPv6Address((0x2 << 124) | rng.getrandbits(124) | (0x6 << 120))):
            hosts.append(f"[{address}]")
    return hosts


async def all_sent(sender: Sender, urls: list[str]) -> list[Answer]:
    answers = list[Answer]()
    for start in range(0, len(urls), AT_ONCE):
        waiting = [asyncio.get_running_loop().create_future() for _ in urls[start : start + AT_ONCE]]
        for url, done in zip(urls[start:], waiting, strict=False):
            sender.send(url, [], b"{}", done.set_result)
        answers += await asyncio.wait_for(asyncio.gather(*waiting), PATIENCE)
    return answers


async def test_five_thousand_spellings_of_special_addresses_are_never_connected_to() -> None:
    async with receiving(ANY) as canary, receiving("::1") as canary6, Sender(any_target=False) as sender:
        urls = [f"http://{host}:{port}/" for host in forbidden() for port in (canary.port,)]
        urls += [f"http://{host}:{canary6.port}/" for host in ("[::1]", "[0:0:0:0:0:0:0:1]", "[::0001]", "localhost")]
        assert len(urls) >= 5_000
        answers = await all_sent(sender, urls)
        assert (canary.connections, canary6.connections) == (0, 0)
    # What libcurl or the resolver cannot read at all is refused in its own words.
    refused = {"blocked", "dns", "broken", "ours"}
    assert {answer.failure for answer in answers} <= refused
    assert [
        url
        for url, one in zip(urls, answers, strict=True)
        if one.failure != "blocked" and url.startswith("http://127.0.0.1:")
    ] == []


def test_none_of_them_may_be_set() -> None:
    taken = list[str]()
    for host in forbidden():
        try:
            check_target(f"https://{host}/hook", any_target=False)
        except BadInput:
            continue
        taken.append(host)
    assert taken == []


def test_hundreds_of_good_places_may_be_set_and_are_public() -> None:
    hosts = allowed()
    assert len(hosts) >= 500
    for host in hosts:
        check_target(f"https://{host}/hook?channel=1", any_target=False)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(status: int) -> None:
    async with receiving() as canary, receiving() as receiver, Sender(any_target=True) as sender:
        receiver.answers["/"] = lambda _: answer(status, headers=f"location: {canary.url()}\r\n")
        (found,) = await all_sent(sender, [receiver.url()])
        assert (found.status, canary.connections) == (status, 0)
        assert found.failure is not None
