"""Feeds and the sitemap, for programs that follow what is new.

RSS 2.0 (https://www.rssboard.org/rss-specification), Atom (RFC 4287), the sitemap protocol
(https://www.sitemaps.org/protocol.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import Any

from lxml.etree import Element, SubElement, tostring

from bot.archive.values import Entry
from bot.exchange import places
from bot.replies import archive_words
from bot.replies.labels import rated
from bot.replies.markup import escape
from bot.replies.voice import voice

LATEST = 50  # verdicts in a feed
MOST = 20_000  # addresses in a sitemap: at most 50,000, and 50 MB with their translations
ATOM, SITEMAP = "http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML, XML = "http://www.w3.org/1999/xhtml", "http://www.w3.org/XML/1998/namespace"
NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF))
Node = Any  # lxml is not typed


def latest(entries: Sequence[Entry], language: str) -> list[Entry]:
    """Return the latest verdicts that can be read in a language."""
    return [one for one in entries if language in one.texts][:LATEST]


def rss(entries: Sequence[Entry], language: str, base_url: str, name: str | None) -> bytes:
    """Write the latest verdicts as RSS."""
    root = Element("rss", version="2.0", nsmap={"atom": ATOM})
    channel = SubElement(root, "channel")
    speaker = voice(language)
    here = places.address(base_url, places.feed(language, "rss"))
    _text(channel, "title", name or archive_words.say(speaker, "title").plain)
    _text(channel, "link", places.address(base_url, places.INDEX))
    _text(channel, "description", archive_words.say(speaker, "new_checks").plain)
    _text(channel, "language", language)
    SubElement(channel, f"{{{ATOM}}}link", href=here, rel="self", type="application/rss+xml")
    for one in entries:
        address = places.address(base_url, places.verdict(language, one.number))
        item = SubElement(channel, "item")
        _text(item, "title", _title(one, language))
        _text(item, "link", address)
        _text(item, "guid", address)
        _text(item, "description", one.texts[language].excerpt)
        if one.topic:
            _text(item, "category", one.topic)
        _text(item, "pubDate", format_datetime(_day(one)))
    return _xml(root)


def atom(entries: Sequence[Entry], language: str, base_url: str, name: str | None) -> bytes:
    """Write the latest verdicts as Atom."""
    speaker, here = voice(language), places.address(base_url, places.feed(language, "atom"))
    title = name or archive_words.say(speaker, "title").plain
    root = Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": language}, nsmap={None: ATOM})
    _atom(root, "title", title)
    _atom(root, "subtitle", archive_words.say(speaker, "new_checks").plain)
    _atom(root, "id", here)
    _atom(root, "updated", _stamp(max(one.changed_at for one in entries)))
    SubElement(root, f"{{{ATOM}}}link", rel="self", href=here, type="application/atom+xml")
    SubElement(root, f"{{{ATOM}}}link", href=places.address(base_url, places.INDEX))
    _atom(SubElement(root, f"{{{ATOM}}}author"), "name", title)
    for one in entries:
        address = places.address(base_url, places.verdict(language, one.number))
        node = SubElement(root, f"{{{ATOM}}}entry")
        _atom(node, "title", _title(one, language))
        _atom(node, "id", address)
        SubElement(node, f"{{{ATOM}}}link", href=address)
        _atom(node, "published", _stamp(_day(one)))
        _atom(node, "updated", _stamp(one.changed_at))
        _atom(node, "summary", one.texts[language].excerpt)
        if one.topic:
            SubElement(node, f"{{{ATOM}}}category", term=_plain(one.topic))
    return _xml(root)


def sitemaps(
    homes: Mapping[str, str], entries: Sequence[Entry], base_url: str
) -> Iterator[tuple[str, bytes]]:
    """Give the path and content of each sitemap; with several, one that names the others."""
    pages: list[tuple[Mapping[str, str], datetime | None]] = [(homes, None)]
    pages += [
        ({code: places.verdict(code, one.number) for code in one.texts}, one.changed_at)
        for one in sorted(entries, key=lambda one: one.number)
    ]
    parts = [pages[start : start + MOST] for start in range(0, len(pages), MOST)]
    if len(parts) == 1:
        yield "sitemap.xml", _sitemap(parts[0], base_url)
        return
    root = Element(f"{{{SITEMAP}}}sitemapindex", nsmap={None: SITEMAP})
    for number, part in enumerate(parts, start=1):
        path = f"sitemap-{number}.xml"
        yield path, _sitemap(part, base_url)
        _map(SubElement(root, f"{{{SITEMAP}}}sitemap"), "loc", places.address(base_url, path))
    yield "sitemap.xml", _xml(root)


def _sitemap(pages: Sequence[tuple[Mapping[str, str], datetime | None]], base_url: str) -> bytes:
    root = Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xhtml": XHTML})
    for paths, changed_at in pages:
        for path in paths.values():
            node = SubElement(root, f"{{{SITEMAP}}}url")
            _map(node, "loc", places.address(base_url, path))
            if changed_at:
                _map(node, "lastmod", changed_at.date().isoformat())
            for code, other in paths.items() if len(paths) > 1 else ():
                href = places.address(base_url, other)
                SubElement(node, f"{{{XHTML}}}link", rel="alternate", hreflang=code, href=href)
    return _xml(root)


def _title(one: Entry, language: str) -> str:
    return f"{rated(one.rating, language)}: {one.texts[language].claim}"


def _day(one: Entry) -> datetime:
    """Return the moment of a check, of which only the day is known."""
    return datetime.combine(one.day, time(), UTC) if one.day else one.changed_at


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _plain(text: str) -> str:
    """Take out what XML does not allow."""
    return escape(text).plain.translate(NOT_IN_XML)


def _text(parent: Node, name: str, text: str) -> None:
    SubElement(parent, name).text = _plain(text)


def _atom(parent: Node, name: str, text: str) -> None:
    _text(parent, f"{{{ATOM}}}{name}", text)


def _map(parent: Node, name: str, text: str) -> None:
    _text(parent, f"{{{SITEMAP}}}{name}", text)


def _xml(root: Node) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
