"""Which addresses are public."""

import ipaddress

import pytest

from partnerhub.kit.addresses import NOT_PUBLIC, is_public


@pytest.mark.parametrize("block", NOT_PUBLIC, ids=str)
def test_no_address_of_a_special_block_is_public(block: ipaddress.IPv4Network | ipaddress.IPv6Network) -> None:
    for number in (0, block.num_addresses // 2, block.num_addresses - 1):
        assert not is_public(block[number]) or block[number] in ipaddress.ip_network("64:ff9b::/96")


@pytest.mark.parametrize("form", ["::ffff:{}", "64:ff9b::{}", "::{}"])
@pytest.mark.parametrize("inner", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "0.0.0.0", "100.64.0.1"])  # noqa: S104
def test_a_private_address_is_seen_inside_an_ipv6_one(form: str, inner: str) -> None:
    assert not is_public(form.format(inner))


@pytest.mark.parametrize(
    "address", ["2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fe80::1%eth0", "nonsense", ""]
)
def test_tunnels_zones_and_nonsense_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "172.15.255.255", "172.32.0.0", "100.63.255.255", "11.0.0.0", "223.255.255.255",
                "2606:4700:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)  # fmt: skip
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)
