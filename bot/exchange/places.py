"""Where each page of the archive stands; a place, once public, stays."""

from __future__ import annotations

import re
from hashlib import sha256
from posixpath import dirname, relpath

from bot.exchange.values import Review

UNKNOWN = "und"  # ISO 639-2 for "undetermined"
INDEX = "index.html"
_CODE = re.compile(r"[a-z]{2,3}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 60


def folder(language: str | None) -> str:
    """Return the folder of a language's pages; what is no code of a language names no folder."""
    return language if language and _CODE.fullmatch(language) else UNKNOWN


def verdict(language: str | None, number: int) -> str:
    """Return the path of a verdict's page in one of its languages."""
    return f"{folder(language)}/{number}.html"


def home(locale: str, main: str) -> str:
    """Return the path of a language's first page; that of the *main* one is the archive's."""
    return INDEX if locale == main else f"{locale}/{INDEX}"


def listed(locale: str, main: str, kind: str, value: str, page: int) -> str:
    """Return the path of a page of a list: all verdicts, or those of one rating, topic, language.

    The first page of all verdicts is the home page.
    """
    if kind == "all" and page == 1:
        return home(locale, main)
    name = kind if kind == "all" else f"{kind}-{slug(value)}"
    return f"{locale}/{name}-{page}.html" if page > 1 else f"{locale}/{name}.html"


def slug(value: str) -> str:
    """Return a name that any file system and any address takes."""
    plain = value.replace("_", "-")
    if len(plain) <= LONGEST_SLUG and _SLUG.fullmatch(plain):
        return plain
    return sha256(value.encode()).hexdigest()[:12]


def feed(language: str, kind: str) -> str:
    """Return the path of a language's feed, rss or atom."""
    return f"{language}/{kind}.xml"


def languages(review: Review) -> tuple[str, ...]:
    """Return the languages in which a review can be read, its own first."""
    codes = (review.language, *(said.language for said in review.texts))
    return tuple(dict.fromkeys(map(folder, codes)))


def addresses(base_url: str, number: int, review: Review) -> dict[str, str]:
    """Return the web addresses of a verdict's pages, by language."""
    return {code: address(base_url, verdict(code, number)) for code in languages(review)}


def address(base_url: str, path: str) -> str:
    """Return the web address of a page; that of a folder's first page is the folder's."""
    return f"{base_url.rstrip('/')}/{path.removesuffix(INDEX)}"


def link(origin: str, target: str) -> str:
    """Return how the page at *origin* links to *target*, wherever the archive stands."""
    return relpath(target, dirname(origin) or ".")
