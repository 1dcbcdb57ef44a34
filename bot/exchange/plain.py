"""Texts of files as people may read them: without tags, entities, controls, and not too long."""

from __future__ import annotations

import html
import re
import unicodedata

EXCERPT = 200  # code points
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,2000}|!--[^<>]{0,2000}--)>")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ENTITY = re.compile(r"&[#a-zA-Z]")
_JOINERS = "\u200c\u200d"  # words of some scripts, and some emoji, need them
_SPACED = {ord(char): " " for char in "\n\t\u00a0\u200c\u200d"}
_REMOVED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_WORD_END = 40  # characters that a cut may go back to end with a word


def plain(text: str) -> str:
    """Return *text* on one line, without tags, entities, controls and halves of characters."""
    for _ in range(2):  # what is in a feed was often escaped once more
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """Return *text* with its line ends, without what no reader sees and no store takes."""
    if text.translate(_SPACED).isprintable():
        return text
    return "".join(
        char
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
        if char in _JOINERS or char in "\n\t" or unicodedata.category(char) not in _REMOVED
    )


def storable(text: str) -> str:
    """Return *text* as it is, but for NUL and halves of characters, which no store takes."""
    return _UNSTORABLE.sub("", text)


def cut(text: str, longest: int) -> str:
    """Return *text* in at most *longest* characters, at the end of a word where one is near."""
    if len(text) <= longest:
        return text
    space = text.rfind(" ", max(0, longest - _WORD_END), longest)
    return text[: space if space > 0 else longest - 1].rstrip() + "…"


def excerpt(text: str) -> str:
    """Return the beginning of a record as a person may be shown it."""
    return cut(" ".join(visible(text[: 4 * EXCERPT]).split()), EXCERPT)
