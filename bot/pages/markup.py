"""What a page's markup says of the page, read as a stream: no tree is built of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

# The library takes time with the square of how deep elements lie in each other; real pages
# have some tens of levels.
DEEPEST = 500
MOST = 1000  # meta elements, and blocks of JSON-LD
_PIECE = 2**14  # characters given to the parser at a time


@dataclass(slots=True)
class Markup:
    """The first title, the named meta elements in order, the canonical link, the JSON-LD."""

    title: str | None = None
    canonical: str | None = None
    metas: list[tuple[str, str]] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)

    def values(self, *names: str) -> list[str]:
        """Return what the meta elements called so say, by order of the names."""
        return [value for name in names for own, value in self.metas if own == name]


class _TooMuch(Exception):
    """No honest page is made so; what was read until here is kept."""


class _Reader:
    """Takes the parser's events; the names of its methods are lxml's."""

    def __init__(self) -> None:
        self.markup = Markup()
        self._depth = 0
        self._taking: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > DEEPEST or len(self.markup.metas) + len(self.markup.json_ld) > MOST:
            raise _TooMuch
        match tag:
            case "meta":
                self._meta(attributes)
            case "link" if "canonical" in attributes.get("rel", "").lower().split():
                self.markup.canonical = self.markup.canonical or attributes.get("href")
            case "title" if self.markup.title is None:
                self._taking = []
            case "script" if "ld+json" in attributes.get("type", "").lower():
                self._taking = []

    def end(self, tag: str) -> None:
        """An element ends."""
        self._depth -= 1
        if self._taking is None or tag not in {"title", "script"}:
            return
        text = "".join(self._taking)
        self._taking = None
        if tag == "title":
            self.markup.title = text
        else:
            self.markup.json_ld.append(text)

    def data(self, text: str) -> None:
        """Text comes, in pieces."""
        if self._taking is not None:
            self._taking.append(text)

    def close(self) -> None:
        """The page ends."""

    def _meta(self, attributes: Mapping[str, str]) -> None:
        value = attributes.get("content", "")
        for kind in ("property", "name", "itemprop"):
            if name := attributes.get(kind, "").strip().lower():
                self.markup.metas.append((name, value))


def read_markup(page: str) -> Markup:
    """Read *page*, however broken; takes well under a second for a million characters."""
    reader = _Reader()
    parser = etree.HTMLParser(target=reader, encoding="utf-8")
    with suppress(_TooMuch, etree.ParseError):
        for start in range(0, len(page), _PIECE):
            parser.feed(page[start : start + _PIECE].encode("utf-8", "replace"))
        # It is never closed: a title that does not end would be all the rest of the page.
    return reader.markup
