"""Fetches the start of a web page, within fixed limits of time, size and where it may go."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpcore

from bot.pages.inflating import Body
from bot.pages.network import NoSuchName, PublicNetwork, Refused, Resolve, resolve
from bot.pages.values import NotAllowedAddress, Trouble, Unreachable
from bot.text.links import Link, read_link

AT_ONCE = 4  # pages; who comes later waits
DEADLINE = 10.0  # seconds for one page with all its redirects
LARGEST = 2**20  # bytes, unpacked
REDIRECTS = 5
HTML = frozenset({"text/html", "application/xhtml+xml"})
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_CHARSET = re.compile(r"""\bcharset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE | re.ASCII)
_PACKED = {"": "", "identity": "", "gzip": "gzip", "x-gzip": "gzip"}
_HEADERS = [
    ("User-Agent", "tipline (reads the titles of pages that fact-checkers name as sources)"),
    ("Accept", "text/html, application/xhtml+xml"),
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """The start of what is at *link*; *content* is empty where it is no page of HTML."""

    link: Link
    charset: str | None = None
    content: bytes = b""


class Fetcher:
    """Fetches pages, AT_ONCE of them at a time; to be used in one event loop.

    *allowed* are pairs of an IP address and a port that are fetched from although they are not
    public: nobody needs them but tests, whose servers are on this machine. There are no cookies,
    and no proxy, not even one that the environment names.
    """

    def __init__(
        self,
        *,
        allowed: Collection[tuple[str, int]] = (),
        resolve: Resolve = resolve,
        certificates: ssl.SSLContext | None = None,
        deadline: float = DEADLINE,
    ) -> None:
        self._network = PublicNetwork(resolve, allowed)
        self._certificates = certificates or httpcore.default_ssl_context()
        self._deadline = deadline
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, link: Link) -> Fetched | Unreachable | NotAllowedAddress:
        """Fetch the start of the page at *link*, wherever it is redirected to."""
        async with self._turn:
            try:
                async with asyncio.timeout(self._deadline):
                    return await self._follow(link)
            except TimeoutError:
                return Unreachable(link.url, "too_slow")

    async def _follow(self, link: Link) -> Fetched | Unreachable | NotAllowedAddress:
        """Ask *link* and then where it leads, each address checked anew."""
        for _ in range(REDIRECTS + 1):
            found = await self._ask(link)
            if not isinstance(found, str):
                return found
            target = _target(link, found)
            if target is None:
                break
            link = target
        return Unreachable(link.url, "redirects")

    async def _ask(self, link: Link) -> Fetched | Unreachable | NotAllowedAddress | str:
        """Ask one server; a text is where it says to go instead."""
        try:
            async with (
                httpcore.AsyncConnectionPool(
                    ssl_context=self._certificates, network_backend=self._network
                ) as pool,
                pool.stream("GET", link.url, headers=_headers(link)) as response,
            ):
                return await _answer(link, response)
        except Refused as refused:
            return NotAllowedAddress(link.url, refused.reason)
        except NoSuchName:
            return Unreachable(link.url, "no_such_name")
        except (
            httpcore.NetworkError,
            httpcore.TimeoutException,
            httpcore.ProtocolError,
        ) as error:
            return Unreachable(link.url, _trouble(error))


def _target(link: Link, place: str) -> Link | None:
    """Return where a redirect from *link* leads, None where that is no link."""
    try:
        target = read_link(urljoin(link.url, place))
    except ValueError:
        return None
    return target if isinstance(target, Link) else None


def _headers(link: Link) -> list[tuple[str, str]]:
    return [("Host", urlsplit(link.url).netloc), *_HEADERS]


def _trouble(error: Exception) -> Trouble:
    """Name what went wrong with a connection."""
    if isinstance(error.__cause__ or error.__context__, ssl.SSLError):
        return "not_secure"
    return "too_slow" if isinstance(error, httpcore.TimeoutException) else "no_connection"


async def _answer(link: Link, response: httpcore.Response) -> Fetched | Unreachable | str:
    """Read an answer: its page, or where it says to go."""
    headers = {name.lower(): value for name, value in reversed(response.headers)}
    place = headers.get(b"location")
    if response.status in _REDIRECTING and place is not None:
        return place.decode("utf-8", "replace")
    if response.status != 200:
        return Unreachable(link.url, "no_page", response.status)
    kind, _, rest = headers.get(b"content-type", b"").decode("latin-1").partition(";")
    if kind.strip().lower() not in HTML:
        return Fetched(link)
    packed = headers.get(b"content-encoding", b"").decode("latin-1").strip().lower()
    if packed not in _PACKED:
        return Unreachable(link.url, "unreadable", response.status)
    content = await _read(response, Body(_PACKED[packed], LARGEST))
    charset = _CHARSET.search(rest)
    return Fetched(link, charset[1] if charset else None, content)


async def _read(response: httpcore.Response, body: Body) -> bytes:
    """Read as much of a body as is of use; one that breaks off is what came of it."""
    try:
        async for piece in response.aiter_stream():
            body.add(piece)
            if body.complete:
                break
    except (httpcore.NetworkError, httpcore.ProtocolError):
        pass
    return bytes(body.content)
