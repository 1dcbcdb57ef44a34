"""Addresses as files write them: made whole where that is sure, else left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from bot.text.links import Link, read_link

_SCHEME = re.compile(r"https?:/{0,2}", re.IGNORECASE)
_FILE = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cgi|pdf|xml|json|txt|jpe?g|png|gif|mp4)$", re.I)


def address(text: str, *, base: str | None = None) -> str | None:
    """Return *text* as a whole http or https address; a path is joined to the site of *base*.

    None where it is none, or where nobody can tell whose path it is.
    """
    text = text.strip()
    if text.startswith("/") and not text.startswith("//"):
        return _link(urljoin(base, text)) if base and len(text) > 1 else None
    if _SCHEME.match(text) or text.startswith("//"):
        return _link(text)
    host = text.split("/", 1)[0]
    return None if _FILE.search(host) or not _is_named(host) else _link(text)


def appearance(text: str) -> str | None:
    """Return the address of a single page, post or picture; of a site's front page, None."""
    found = address(text)
    if found is None:
        return None
    parts = urlsplit(found)
    return found if parts.path.strip("/") or parts.query else None


def unique(found: Iterable[str | None]) -> tuple[str, ...]:
    """Return what there is, once each, in its order."""
    return tuple(dict.fromkeys(filter(None, found)))


def _is_named(host: str) -> bool:
    """Say whether a text without a scheme begins with the name of a site, not with a word."""
    return "." in host and "@" not in host and host.rsplit(".", 1)[1].isalpha()


def _link(text: str) -> str | None:
    link = read_link(text)
    return link.url if isinstance(link, Link) else None
