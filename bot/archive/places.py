"""Where each page of the archive stands; a place, once public, stays."""

from __future__ import annotations

import re

from bot.exchange.values import Review

UNKNOWN = "und"  # ISO 639-2 for "undetermined"
_CODE = re.compile(r"[a-z]{2,3}")


def verdict(language: str | None, number: int) -> str:
    """Return the path of a verdict's page in one of its languages."""
    return f"{folder(language)}/{number}.html"


def folder(language: str | None) -> str:
    """Return the folder of a language's pages; what is no code of a language names no folder."""
    return language if language and _CODE.fullmatch(language) else UNKNOWN


def languages(review: Review) -> tuple[str, ...]:
    """Return the languages in which a review can be read, its own first."""
    return (review.language or UNKNOWN, *(said.language for said in review.texts))


def addresses(base_url: str, number: int, review: Review) -> dict[str, str]:
    """Return the web addresses of a verdict's pages, by language."""
    return {code: address(base_url, verdict(code, number)) for code in languages(review)}


def address(base_url: str, path: str) -> str:
    """Return the web address of a page; that of a folder's first page is the folder's."""
    folder, _, name = path.rpartition("/")
    shown = (f"{folder}/" if folder else "") if name == "index.html" else path
    return f"{base_url.rstrip('/')}/{shown}"
