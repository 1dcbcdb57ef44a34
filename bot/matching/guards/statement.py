"""A text as its words, with what grammar says of each: where it stands, whether it is denied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.matching.guards.measures import measured
from bot.matching.guards.negation import PARTS, denied, negators
from bot.matching.reading import NUMBER, blanked
from bot.text.dates import DateMention, dates
from bot.text.normalise import fold, tokens
from bot.text.polarity import Manner, manner
from bot.text.quantities import Quantity, quantities
from bot.text.sentences import Span, sentences
from bot.text.stems import stem

MOST_SENTENCES = 200
MOST_LETTERS = 8_000  # of a text; what follows is not read
KEPT = 256  # readings: a post is held against several claims, a claim against several posts
_PARTS = re.compile(
    r"(?:(?<!\d)[,:]|[,:](?!\d)|[;()…—–])+|\s-\s"
    r"|\s(?=(?:and|but|і|й|та|а|але|и|но|ама|туку|i|ale|lecz|oraz)\s)",
    re.IGNORECASE,
)
_HEADLINE = 6  # words from which a sentence is taken for a headline
_SHOUTING = 0.5  # share of words with capitals from which capitals say nothing
_ACRONYM = 5  # letters: a longer word all in capitals is shouted
_EMBEDDED = re.compile(
    r"https?://\S+|pic\.twitter\.com/\w+"  # links
    r"|\s[—–-]\s[^—–\n]{1,80}?\(@\w+\)(?:\s\w+ \d{1,2}, \d{4}|[^()]{0,30}$)"  # who posted it
)
_DOTTED = re.compile(r"\b(?:[A-ZА-Я]\.){2,}")  # "U.S."
_ROOT = 3  # letters
_PREFIXES = {
    "uk": ("по", "за", "на", "з", "с", "у"),
    "ru": ("по", "за", "на", "с", "у"),
    "mk": ("по", "за", "на", "с", "из"),
    "pl": ("po", "za", "na", "z", "s", "u"),
}
_HANDLES = re.compile(r"[@#]\w+")
_REPEATED = re.compile(r"([^\w\s])\1{9,}|\n{9,}")  # "!!!!!!!!!!!!!"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, by its place in it."""

    at: int
    written: str
    said: str  # normal form
    stem: str
    root: str  # the stem without a prefix of the Slavic aspects
    sentence: int
    part: int  # of a sentence: what commas, dashes and "and" leave whole
    content: bool  # it carries meaning
    reports: bool  # it passes on what somebody says
    capital: bool  # it is written with a capital, not as the first word of a sentence
    first: bool  # it opens a sentence
    denied: int  # number of the part whose negator it stands in the scope of; 0 for none

    @property
    def mark(self) -> bool:
        """Say whether it is a number that counts nothing: of a school, a flight, a model."""
        return self.said[0].isdigit() and self.said != NUMBER


@dataclass(frozen=True, slots=True)
class Statement:
    """A text read once: its words, quantities, days, and how each sentence speaks."""

    language: str
    spans: tuple[Span, ...]  # sentences
    words: tuple[Word, ...]
    numbers: tuple[tuple[int, Quantity], ...]  # with the place of their sentence
    days: tuple[tuple[int, DateMention], ...]
    manners: tuple[Manner, ...]  # of each sentence
    handles: str  # @names and #tags in lower case, one after another

    @property
    def content(self) -> tuple[Word, ...]:
        """Return the words that carry meaning."""
        return tuple(word for word in self.words if word.content)

    def of(self, sentence: int) -> tuple[Word, ...]:
        """Return the words of a sentence."""
        return tuple(word for word in self.words if word.sentence == sentence)


@lru_cache(maxsize=KEPT)
def read(text: str, language: str) -> Statement:
    """Read *text*, a post or a claim in *language* (two letters)."""
    handles = " ".join(_HANDLES.findall(text[:MOST_LETTERS])).casefold()
    spans = sentences(_shown(text[:MOST_LETTERS]))[:MOST_SENTENCES]
    words: list[Word] = []
    numbers: list[tuple[int, Quantity]] = []
    days: list[tuple[int, DateMention]] = []
    manners: list[Manner] = []
    for at, span in enumerate(spans):
        own_days = [day for day in dates(span.text, language) if _is_day(day, language)]
        exact = [one for one in quantities(span.text, language) if one.exact]
        own_numbers = measured(exact, span.text, language)
        plain = blanked(span.text, [(day.begins, day.ends) for day in own_days])
        plain = blanked(plain, [(one.start, one.end) for one in own_numbers], NUMBER)
        plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), plain)
        cut = [tokens(part) for part in _parts(plain)]
        how = manner([fold(word) for part in cut for word in part], language)
        words += _words(cut, how, language, at, len(words))
        numbers += ((at, one) for one in own_numbers)
        days += ((at, day) for day in own_days)
        manners.append(how)
    return Statement(
        language,
        tuple(spans),
        tuple(words),
        tuple(numbers),
        tuple(days),
        tuple(manners),
        handles,
    )


def _is_day(day: DateMention, language: str) -> bool:
    """Say whether a date is one; outside English a month with a capital is somebody's name."""
    bare = day.month and not (day.day or day.year or day.part)
    named = bare and language != "en" and day.begins and day.text[0].isupper()
    return bool(day.month or day.year) and not named


def _shown(text: str) -> str:
    """Return *text* without who posted it where, long runs of a sign, and the tags at its end.

    Places are kept; tags at the end name topics and say nothing.
    """
    for pattern in (_REPEATED, _EMBEDDED):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    text = text.rstrip()
    while (tag := text.rpartition(" ")[2].rpartition("\n")[2]).startswith("#"):
        text = text[: -len(tag)].rstrip()
    return text


def _parts(text: str) -> Iterator[str]:
    start = 0
    for found in _PARTS.finditer(text):
        yield text[start : found.start()]
        start = found.end()
    yield text[start:]


def _words(
    cut: list[list[str]], how: Manner, language: str, sentence: int, offset: int
) -> list[Word]:
    written = [word for part in cut for word in part]
    said = [fold(word) for word in written]
    parts = [number for number, part in enumerate(cut) for _ in part]
    # Who says or accuses is what a claim may be about: such words count.
    reports = {word for phrase in how.reports for word in phrase.split(" ")}
    content = frozenset(
        at
        for at, word in enumerate(said)
        if word != NUMBER and (at in how.content or word in reports)
    )
    turned = denied(said, parts, negators(said, how, language), content, language)
    capitals = sum(word[0].isupper() for word in written)
    shouted = len(written) >= _HEADLINE and capitals > _SHOUTING * len(written)
    return [
        Word(
            at=offset + at,
            written=written[at],
            said=said[at],
            stem=stem(said[at], language),
            root=_root(stem(said[at], language), language),
            sentence=sentence,
            part=parts[at],
            content=at in content,
            reports=said[at] in reports,
            capital=at > 0 and _is_capital(written[at]) and not shouted,
            first=at == 0,
            denied=turned.get(at, 0) and 1 + PARTS * sentence + turned[at],
        )
        for at in range(len(said))
    ]


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not (len(word) > _ACRONYM and word.isupper())


def _root(word: str, language: str) -> str:
    prefixes = (one for one in _PREFIXES.get(language, ()) if word.startswith(one))
    return next((word[len(one) :] for one in prefixes if len(word) >= len(one) + _ROOT), word)
