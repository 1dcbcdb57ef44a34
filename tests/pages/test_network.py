"""Which addresses are public, and that no other is connected to."""

from __future__ import annotations

import pytest

from bot.pages.addresses import is_public
from bot.pages.network import NoSuchName, PublicNetwork, Refused, resolve


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "100.128.0.1", "172.32.0.1", "2a00:1450:4001::1", "64:ff9b::808:808"],
)
def test_the_public_internet_may_be_asked(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",  # metadata at Alibaba's
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.192",  # metadata at Oracle's
        "192.168.1.1",
        "198.19.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::808:808",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",  # metadata at Amazon's
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_all_else_may_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost."])
async def test_however_the_system_reads_a_host_its_address_is_what_counts(host: str) -> None:
    network = PublicNetwork(resolve, ())

    with pytest.raises((Refused, NoSuchName)):
        await network.connect_tcp(host, 80)


async def test_sockets_of_this_machine_are_refused() -> None:
    with pytest.raises(Refused):
        await PublicNetwork(resolve, ()).connect_unix_socket("/run/docker.sock")


async def test_the_system_gives_each_address_once() -> None:
    assert await resolve("127.0.0.1", 80) == ["127.0.0.1"]


async def test_a_host_without_addresses_has_none() -> None:
    async def nothing(host: str, port: int) -> list[str]:
        return []

    with pytest.raises(NoSuchName):
        await PublicNetwork(nothing, ()).connect_tcp("gazette.example", 80)
