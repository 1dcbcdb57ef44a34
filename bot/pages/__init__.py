"""What a web page that a reviewer names as a source says of itself: title, outlet, author, day."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from functools import lru_cache

from bot.pages.charset import decode
from bot.pages.fetching import Fetched, Fetcher
from bot.pages.metadata import read_page
from bot.pages.values import LookedUp, NotAllowedAddress, PageFacts, Unreachable
from bot.text.links import Link, NotALink, read_link

__all__ = [
    "Fetcher",
    "LookedUp",
    "NotALink",
    "NotAllowedAddress",
    "PageFacts",
    "Unreachable",
    "look_up",
]


async def look_up(
    text: str, *, fetcher: Fetcher | None = None, today: date | None = None
) -> LookedUp:
    """Read the page at the link *text*, within ten seconds once it is its turn.

    Four are read at a time in one process. What is no page of HTML (a picture, a PDF) has an
    outlet and no title. To be awaited outside any transaction.
    """
    link = read_link(text)
    if not isinstance(link, Link):
        return link
    found = await (fetcher or _shared(asyncio.get_running_loop())).fetch(link)
    if not isinstance(found, Fetched):
        return found
    return await asyncio.to_thread(_facts, found, today or datetime.now(UTC).date())


def _facts(found: Fetched, today: date) -> PageFacts:
    page = decode(found.content, found.charset)
    return read_page(page, found.link, today)


@lru_cache(maxsize=1)
def _shared(loop: asyncio.AbstractEventLoop) -> Fetcher:
    """Return the fetcher of the process, whose turns belong to its one event loop."""
    return Fetcher()
