"""Where the worker refuses to go, whatever a name or a redirect says."""

import ipaddress
import random
import socket

import pytest
from tests.receiver import Receiver, receiving
from tests.workers.delivering import Delivering

from partnerhub.kit.addresses import NOT_PUBLIC

ANY = "0.0.0.0"  # noqa: S104 — the canary listens everywhere


def spellings(port: int) -> list[str]:
    """The receiver of the test, under every name that leads to it."""
    hosts = [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
        "localhost", "LOCALHOST", "127.0.0.1.", ANY, "0", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]", "[::1]",
        "[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "127.255.255.254", "127.0.0.53",
        socket.gethostname(),
    ]  # fmt: skip
    return [f"http://{host}:{port}/" for host in hosts]


def special_addresses() -> list[str]:
    rng, found = random.Random(7), list[str]()
    for block in NOT_PUBLIC:
        numbers = {0, block.num_addresses - 1, block.num_addresses // 2, rng.randrange(block.num_addresses)}
        for address in (block[number] for number in sorted(numbers)):
            if isinstance(address, ipaddress.IPv6Address):
                found.append(f"http://[{address}]/")
            else:
                found += [f"http://{address}/", f"http://{int(address)}/", f"http://[::ffff:{address}]/"]
    return found


class TestWall:
    async def test_lets_no_connection_reach_the_machine_itself(self, delivering: Delivering) -> None:
        async with receiving(ANY) as canary:
            urls = spellings(canary.port)
            partners = [await delivering.partner(url) for url in urls]
            for partner in partners:
                await delivering.owe(partner)
            async with delivering.worker(any_target=False):
                attempts = [(await delivering.settled(partner, 1))[0] for partner in partners]
            assert canary.connections == 0
        errors = dict(zip(urls, (attempt["error"] for attempt in attempts), strict=True))
        assert set(errors.values()) <= {"blocked", "dns", "connect"}, errors
        assert errors[f"http://127.0.0.1:{canary.port}/"] == errors[f"http://localhost:{canary.port}/"] == "blocked"

    async def test_refuses_every_special_address(self, delivering: Delivering) -> None:
        urls = special_addresses()
        assert len(urls) > 150
        partners = [await delivering.partner(url) for url in urls]
        for partner in partners:
            await delivering.owe(partner)
        async with delivering.worker(any_target=False):
            errors = [(await delivering.settled(partner, 1))[0]["error"] for partner in partners]
        assert [url for url, error in zip(urls, errors, strict=True) if error != "blocked"] == []

    @pytest.mark.parametrize("proxy", ["http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY"])
    async def test_is_not_got_round_by_a_proxy_of_the_environment(
        self, delivering: Delivering, receiver: Receiver, proxy: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(proxy, receiver.url())
        partner = await delivering.partner("http://nowhere.invalid/")
        await delivering.owe(partner)
        async with delivering.worker():
            (attempt,) = await delivering.settled(partner, 1)
        assert attempt["error"] == "dns"
        assert receiver.connections == 0
