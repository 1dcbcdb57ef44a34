"""Which IP addresses are the public internet's: the others are never fetched from.

After IANA's registries of special-purpose addresses (RFC 6890 and its updates); written out, as
``is_global`` of the standard library differs between versions of Python.
"""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

_NOT_PUBLIC = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network, the unspecified address
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # the server beside every machine in Azure
        "169.254.0.0/16",  # link-local, with the metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols' own
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # measuring
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
]
# All else (loopback, link-local, unique local, mapped IPv4, multicast …) lies outside it.
_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols' own: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which hides an IPv4 address
        "3fff::/20",  # documentation
    )
]
_NAT64 = IPv6Network("64:ff9b::/96")  # IPv4 for networks that have IPv6 only (RFC 6052)


def is_public(address: str) -> bool:
    """Say whether *address* ("192.0.2.1", "2001:db8::1") is one of the public internet."""
    match ip_address(address):
        case IPv4Address() as four:
            return _is_public_4(four)
        case IPv6Address() as six if six in _NAT64:
            return _is_public_4(IPv4Address(int(six) & 0xFFFF_FFFF))
        case six:
            return six in _UNICAST and not any(six in network for network in _NOT_PUBLIC_6)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _NOT_PUBLIC)
