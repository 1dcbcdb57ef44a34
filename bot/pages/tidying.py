"""Texts of a page as people may read them: plain, on one line, of sensible length."""

from __future__ import annotations

import html
import re
import unicodedata

_JOINERS = "\u200c\u200d"  # words of some scripts need them
_TAIL = re.compile(r"(?:\s+[-–—·•:»/]\s+|\s*\|\s*)")
_LOOKED_AT = 5000  # characters
_WORD_END = 40  # characters that a cut may go back to end with a word


def tidy(text: str | None, longest: int) -> str | None:
    """Return *text* without entities, controls and bidirectional marks, cut to *longest*."""
    spaced = " ".join(html.unescape((text or "")[:_LOOKED_AT]).split())
    plain = "".join(char for char in spaced if char in _JOINERS or _is_plain(char))
    return cut(" ".join(plain.split()), longest) or None


def cut(text: str, longest: int) -> str:
    """Return *text* in at most *longest* characters, at the end of a word where one is near."""
    if len(text) <= longest:
        return text
    space = text.rfind(" ", longest - _WORD_END, longest)
    return text[: space if space > 0 else longest - 1] + "…"


def without_outlet(title: str, *names: str) -> str:
    """Return *title* without a trailing " - Outlet" or " | Outlet" that repeats one of *names*."""
    known = {name.casefold() for name in names}
    for separator in _TAIL.finditer(title):
        head, tail = title[: separator.start()], title[separator.end() :]
        if head and tail.casefold() in known:
            return head
    return title


def _is_plain(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
