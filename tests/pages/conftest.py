"""A running server for the tests."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import trustme

from tests.pages.site import HERE, Site


@pytest.fixture
def authority() -> trustme.CA:
    """Who vouches for the server's certificate, made for one test."""
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A server without TLS."""
    async with running(None) as site:
        yield site


@pytest.fixture
async def secure_site(authority: trustme.CA) -> AsyncIterator[Site]:
    """A server for whose certificate only the test's authority vouches."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("gazette.example").configure_cert(context)
    async with running(context) as site:
        yield site


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """Certificates of somebody who trusts that authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@asynccontextmanager
async def running(context: ssl.SSLContext | None) -> AsyncIterator[Site]:
    """Serve a site until the test ends, then end what still hangs."""
    site, open_ones = Site(), set[asyncio.Task[None]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        open_ones.add(task)
        await site.serve(reader, writer)

    server = await asyncio.start_server(serve, HERE, 0, ssl=context)
    site.port = server.sockets[0].getsockname()[1]
    yield site
    server.close()
    for task in open_ones:
        task.cancel()
    await asyncio.gather(*open_ones, return_exceptions=True)
