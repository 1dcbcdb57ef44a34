"""Telegram's HTML as a value: what comes from outside gets in through `escape` only."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

LIMIT = 4096  # characters of a message after entities, as Telegram counts
CAPTION = 1024  # the same for what stands under a photo
LONGEST_LINK = 2048

_TAG = re.compile(r"<[^>]*>")
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'»”’)\]]*(?=\s|$)")
_JOINER = "\u200d"
# Direction overrides turn round the text that follows them, ours included.
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that is safe to send; not a str, so that no raw text mixes with it."""

    markup: str = ""

    def __add__(self, other: Html) -> Html:
        return Html(self.markup + other.markup)

    def __bool__(self) -> bool:
        return bool(self.markup)

    def join(self, parts: Iterable[Html]) -> Html:
        """Join the parts that are not empty."""
        return Html(self.markup.join(part.markup for part in parts if part))

    @property
    def plain(self) -> str:
        """The text that a reader sees."""
        return html.unescape(_TAG.sub("", self.markup))

    @property
    def length(self) -> int:
        """How long the text is without its tags, in UTF-16 units: never less than code points."""
        return units(self.plain)


NOTHING = Html()
SPACE = Html(" ")
LINE = Html("\n")
GAP = Html("\n\n")


def units(text: str) -> int:
    """Count the UTF-16 units of *text*, in which Telegram measures."""
    return len(text) + sum(character > "\uffff" for character in text)


def escape(text: str) -> Html:
    """Make text from outside safe: no tag, no broken character, no direction trick."""
    kept = "".join(character for character in text if _harmless(character))
    return Html(html.escape(kept))


def _harmless(character: str) -> bool:
    """Keep line breaks and all letters; drop control characters and half characters."""
    if character == "\n":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in _DIRECTION


def bold(content: Html) -> Html:
    """Show *content* in bold letters."""
    return Html(f"<b>{content.markup}</b>") if content else NOTHING


def italic(content: Html) -> Html:
    """Show *content* in italic letters."""
    return Html(f"<i>{content.markup}</i>") if content else NOTHING


def code(content: Html) -> Html:
    """Show *content* so that a touch copies it."""
    return Html(f"<code>{content.markup}</code>") if content else NOTHING


def quotation(content: Html) -> Html:
    """Show *content* as a quotation block."""
    return Html(f"<blockquote>{content.markup}</blockquote>") if content else NOTHING


def link(url: str, label: Html) -> Html:
    """Link *label* to a web address; any other address is left out."""
    web = url.startswith(("https://", "http://")) and len(url) <= LONGEST_LINK
    if not web or any(character.isspace() for character in url):
        return label
    return Html(f'<a href="{escape(url).markup}">{label.markup}</a>')


def mention(person_id: int, label: Html) -> Html:
    """Link *label* to a Telegram user."""
    return Html(f'<a href="tg://user?id={person_id:d}">{label.markup}</a>')


def one_line(text: str, limit: int) -> tuple[str, bool]:
    """Put *text* on one line, cut to *limit* units; say whether it was cut."""
    return shorten(" ".join(_ample(text, limit).split()), limit)


def cut(text: str, limit: int) -> Html:
    """Show a text from outside on one line, shortened where it is too long."""
    return escape(one_line(text, limit)[0])


def paragraphs(text: str, limit: int) -> tuple[str, bool]:
    """Keep the lines of *text*, cut to *limit* units, with one empty line where there are more."""
    lines = (line.strip() for line in _ample(text, limit).splitlines())
    runs = ("\n".join(run) for filled, run in groupby(lines, key=bool) if filled)
    return shorten("\n\n".join(runs), limit)


def _ample(text: str, limit: int) -> str:
    """Leave out what cannot be shown anyway, so that a huge text costs no time."""
    ample = 8 * limit
    return text if len(text) <= ample else text[:ample] + " …"


def shorten(text: str, limit: int) -> tuple[str, bool]:
    """Cut *text* to *limit* units at the end of a sentence, else of a word; say whether it was."""
    if len(text) <= limit and units(text) <= limit:
        return text, False
    head = text[: limit - 1]
    while (over := units(head) - limit + 1) > 0:
        head = head[: -max(1, over // 2)]
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    if ends and ends[-1] >= len(head) // 2:
        return head[: ends[-1]], True
    space = max(head.rfind(" "), head.rfind("\n"))
    end = space if space >= len(head) // 2 else _between_letters(text, len(head))
    return head[:end].rstrip(" ,;:-–—\n") + "…", True


def _between_letters(text: str, end: int) -> int:
    """Step back to where no letter is parted from its marks, no emoji from its other half."""
    place = end
    while place > 1 and (_clings(text[place]) or text[place - 1] == _JOINER):
        place -= 1
    return place if place > 1 else end


def _clings(character: str) -> bool:
    """Say whether a character belongs to the one before it."""
    skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return character == _JOINER or skin_tone or unicodedata.category(character).startswith("M")
