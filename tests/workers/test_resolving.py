"""Names of receivers: all their addresses are judged, and only judged ones are connected to."""

import asyncio
import ipaddress
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from tests.receiver import receiving
from tests.waiting import PATIENCE

from partnerhub.upstream.receivers.answers import Answer
from partnerhub.upstream.receivers.resolving import Pinned, Resolver
from partnerhub.upstream.receivers.sending import Sender

PUBLIC = "1.1.1.1"
OWN = "127.0.0.1"


class Names(asyncio.DatagramProtocol):
    """A name server that knows the IPv4 addresses of each name; `asked` counts the questions for them."""

    def __init__(self) -> None:
        self.known: dict[str, list[str]] = {}
        self.asked = 0

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self.transport = transport
        self.port: int = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        labels, at = list[str](), 12
        while length := data[at]:
            labels.append(data[at + 1 : at + 1 + length].decode().lower())
            at += 1 + length
        question = data[12 : at + 5]
        addresses = self.known.get(".".join(labels), []) if question[-4:-2] == b"\0\1" else []
        self.asked += bool(addresses)
        records = b"".join(b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4" + ipaddress.IPv4Address(one).packed for one in addresses)
        head = data[:2] + b"\x81\x80\0\1" + len(addresses).to_bytes(2, "big") + b"\0\0\0\0"
        self.transport.sendto(head + question + records, addr)


@asynccontextmanager
async def naming() -> AsyncGenerator[Names]:
    transport, names = await asyncio.get_running_loop().create_datagram_endpoint(Names, (OWN, 0))
    yield names
    transport.close()


async def sent(sender: Sender, url: str) -> Answer:
    done = asyncio.get_running_loop().create_future()
    sender.send(url, ["content-type: application/json"], b"{}", done.set_result)
    return await asyncio.wait_for(done, PATIENCE)


async def test_one_address_that_is_not_public_refuses_the_name_whatever_stands_before_it() -> None:
    async with (
        naming() as names, receiving() as canary,
        Sender(any_target=False, resolver=Resolver([f"{OWN}:{names.port}"])) as sender,
    ):  # fmt: skip
        for number, bad in enumerate([OWN, "10.0.0.1", "169.254.169.254", "0.0.0.0"]):  # noqa: S104
            for order, found in enumerate(([PUBLIC, bad], [bad, PUBLIC], [bad])):
                name = f"mixed{number}x{order}.example"
                names.known[name] = found
                assert (await sent(sender, f"http://{name}:{canary.port}/")).failure == "blocked"
        assert canary.connections == 0


async def test_a_name_that_is_pointed_elsewhere_after_it_was_judged_changes_nothing() -> None:
    async with naming() as names, receiving() as canary:
        resolver = Resolver([f"{OWN}:{names.port}"])
        names.known["rebound.example"] = [PUBLIC]
        url = f"http://rebound.example:{canary.port}/"
        first = await resolver.resolve(url)
        assert (first.refusal, first.pin) == (None, f"+rebound.example:{canary.port}:{PUBLIC}")
        names.known["rebound.example"] = [OWN]
        asked = names.asked
        assert resolver.known(url) == first
        assert names.asked == asked
        await resolver.close()


async def test_what_is_pinned_is_connected_to() -> None:
    """libcurl asks no name server: the name exists nowhere, and its receiver is reached."""
    async with receiving() as receiver, Sender(any_target=True) as sender:
        done = asyncio.get_running_loop().create_future()
        url = f"http://pinned.invalid:{receiver.port}/"
        pinned = Pinned(f"+pinned.invalid:{receiver.port}:{OWN}")
        sender.begin(url, [], b"{}", done.set_result, pinned)
        assert (await asyncio.wait_for(done, PATIENCE)).status == 200
        assert (await sent(sender, url.replace("pinned", "other"))).failure == "dns"


async def test_a_name_that_nobody_knows_is_told_as_such() -> None:
    async with naming() as names, Sender(any_target=False, resolver=Resolver([f"{OWN}:{names.port}"])) as sender:
        assert (await sent(sender, "http://unknown.example/")).failure == "dns"
