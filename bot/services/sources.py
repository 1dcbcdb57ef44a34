"""A source as a reviewer writes it in one line: title | outlet | https://link."""

from __future__ import annotations

from bot.models import Source
from bot.services.values import BadSource
from bot.text.links import Link, read_link

LONGEST = 1000  # code points of the whole line
SEPARATOR = "|"


def read_source(line: str) -> Source | BadSource:
    """Read a source line; what it does not give stays open, but a title or a link is needed."""
    fields = [field.strip() for field in line.split(SEPARATOR)]
    if not any(fields):
        return BadSource("empty")
    if len(line) > LONGEST:
        return BadSource("too_long")
    links = [field for field in fields if _looks_like_link(field)]
    words = [field for field in fields if field not in links]
    if len(words) > 2 or len(links) > 1:
        return BadSource("too_many_parts")
    if links and not _is_link(links[0]):
        return BadSource("bad_link")
    title, outlet = [*words, "", ""][:2]
    if not title and not links:
        return BadSource("empty")
    return Source(title=title or None, outlet=outlet or None, url=next(iter(links), None))


def _looks_like_link(field: str) -> bool:
    """Say whether a field is meant as a link, good or not."""
    return "://" in field or field.lower().startswith("www.")


def _is_link(field: str) -> bool:
    """Say whether a field is a whole web address."""
    return "://" in field and isinstance(read_link(field), Link)
