"""Connections to public addresses only: an address that was checked is the one connected to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress
from typing import TypeAlias

import httpcore

from bot.pages.addresses import is_public
from bot.pages.values import Barred
from bot.text.links import PORTS

Resolve: TypeAlias = Callable[[str, int], Awaitable[list[str]]]
"""The IP addresses of a host, for a port; raises OSError where it has none."""

PATIENCE = 3.0  # seconds for one address, so that another one still has its turn
TRIED = 3  # addresses of one host


class Refused(Exception):
    """The port or the address is not to be connected to."""

    def __init__(self, reason: Barred) -> None:
        self.reason: Barred = reason


class NoSuchName(Exception):
    """The host's name has no address."""


async def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of *host*, the preferred first."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class PublicNetwork(httpcore.AsyncNetworkBackend):
    """Resolves, checks and connects in one go, so that no name changes its address in between.

    *allowed* are pairs of an IP address and a port that are let through all the same.
    """

    def __init__(self, resolve: Resolve, allowed: Collection[tuple[str, int]]) -> None:
        self._resolve = resolve
        self._allowed = allowed
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the library's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to *host*; raises Refused where any of its addresses is not public."""
        *others, last = (await self._checked(host, port))[:TRIED]
        for address in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._network.connect_tcp(address, port, PATIENCE)
        return await self._network.connect_tcp(last, port, PATIENCE)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  the library's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: no page is there."""
        raise Refused("address")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int) -> list[str]:
        """Return the addresses of *host*, all of which may be connected to."""
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError):
            raise NoSuchName(host) from None
        for address in addresses:
            self._check(address, port)
        if not addresses:
            raise NoSuchName(host)
        return addresses

    def _check(self, address: str, port: int) -> None:
        if (address, port) in self._allowed:
            return
        if port not in PORTS.values():
            raise Refused("port")
        if not is_public(address):
            raise Refused("address")
