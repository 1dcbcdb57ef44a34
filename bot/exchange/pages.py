"""The blocks of JSON-LD in a page of HTML, however broken the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from lxml import etree

_DEEPEST = 500  # elements in each other; the library's time grows with the square
_MOST = 1_000  # blocks
_PIECE = 2**14  # characters given to the parser at a time
_WRAPPING = 100  # characters at either end in which a wrapping is looked for
_OPENING = re.compile(r"\s*(?:(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/|//>)?\s*)+")
_CLOSING = re.compile(r"(?:(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*|;\s*)+$")


class _TooMuch(Exception):
    """No honest page is made so."""


class _Reader:
    """Takes the parser's events; the names of its methods are lxml's."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._depth = 0
        self._taking: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _DEEPEST or len(self.blocks) > _MOST:
            raise _TooMuch
        if tag == "script" and "ld+json" in attributes.get("type", "").lower():
            self._taking = []

    def end(self, tag: str) -> None:
        """An element ends."""
        self._depth -= 1
        if tag == "script" and self._taking is not None:
            self.blocks.append("".join(self._taking))
            self._taking = None

    def data(self, text: str) -> None:
        """Text comes, in pieces."""
        if self._taking is not None:
            self._taking.append(text)

    def close(self) -> None:
        """The page ends."""


def blocks(page: str) -> list[str] | None:
    """Return the texts of a page's blocks of JSON-LD; None for a page that nobody writes."""
    reader = _Reader()
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    try:
        with suppress(etree.ParseError):
            for start in range(0, len(page), _PIECE):
                parser.feed(page[start : start + _PIECE].encode("utf-8", "replace"))
            parser.close()
    except _TooMuch:
        return None
    return [_bare(block.strip()) for block in reader.blocks]


def _bare(block: str) -> str:
    """Return a block without the comment or CDATA section that it is wrapped in."""
    opening = _OPENING.match(block[:_WRAPPING])
    block = block[opening.end() :] if opening else block
    head, tail = block[:-_WRAPPING], block[-_WRAPPING:]
    return (head + _CLOSING.sub("", tail)).strip()
