"""A text as its words, with what grammar says of each: where it stands, whether it is denied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.matching.guards import antonyms
from bot.text.dates import DateMention, dates
from bot.text.normalise import fold, tokens
from bot.text.polarity import Manner, manner
from bot.text.quantities import Quantity, quantities
from bot.text.sentences import Span, sentences
from bot.text.stems import stem

NUMBER = "0"  # stands for a quantity where a sentence is cut into words
MOST_SENTENCES = 200
MOST_LETTERS = 20_000  # of a text; what follows is not read
KEPT = 64  # readings: a post is held against several claims, a claim against several posts
SCOPE = 2  # words of content that a negator denies
CONTRASTS = {"and not", "but not", "а не", "але не", "но не", "a nie", "ale nie"}
NOT = {
    "nobody",
    "ніхто",
    "никто",
    "никој",
    "nikt",
    "not",
    "no",
    "never",
    "не",
    "нема",
    "немає",
    "нет",
    "нє",
    "nie",
    "nigdy",
}
_PARTS = re.compile(
    r"(?:(?<!\d)[,:]|[,:](?!\d)|[;()…—–])+|\s-\s"
    r"|\s(?=(?:and|but|і|й|та|а|але|и|но|ама|туку|i|ale|lecz|oraz)\s)",
    re.IGNORECASE,
)
_SHOUTING = 0.5  # share of words with capitals from which capitals say nothing
_HASHTAGS = re.compile(r"(?:\s*#\w+)+\s*$")  # at the end they name topics and say nothing


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, by its place in it."""

    at: int
    written: str
    said: str  # normal form
    stem: str
    sentence: int
    part: int  # of a sentence: what commas, dashes and "and" leave whole
    content: bool  # it carries meaning
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
    spans = sentences(_HASHTAGS.sub("", text[:MOST_LETTERS]))[:MOST_SENTENCES]
    words: list[Word] = []
    numbers: list[tuple[int, Quantity]] = []
    days: list[tuple[int, DateMention]] = []
    manners: list[Manner] = []
    for at, span in enumerate(spans):
        own_days = [day for day in dates(span.text, language) if day.month or day.year]
        own_numbers = [one for one in quantities(span.text, language) if one.exact]
        plain = _blanked(span.text, [(day.begins, day.ends) for day in own_days], "")
        plain = _blanked(plain, [(one.start, one.end) for one in own_numbers], NUMBER)
        cut = [tokens(part) for part in _parts(plain)]
        how = manner([fold(word) for part in cut for word in part], language)
        words += _words(cut, how, language, at, len(words))
        numbers += ((at, one) for one in own_numbers)
        days += ((at, day) for day in own_days)
        manners.append(how)
    return Statement(
        language, tuple(spans), tuple(words), tuple(numbers), tuple(days), tuple(manners)
    )


def _parts(text: str) -> Iterator[str]:
    start = 0
    for found in _PARTS.finditer(text):
        yield text[start : found.start()]
        start = found.end()
    yield text[start:]


def _blanked(text: str, spans: list[tuple[int, int]], by: str) -> str:
    """Return *text* with the given parts replaced by a mark, places kept."""
    for start, end in spans:
        text = f"{text[:start]}{by.ljust(end - start)}{text[end:]}"
    return text


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
    denied = _denied(said, parts, _negators(said, how, language), content)
    shouted = sum(word[0].isupper() for word in written) > _SHOUTING * len(written)
    return [
        Word(
            at=offset + at,
            written=written[at],
            said=said[at],
            stem=stem(said[at], language),
            sentence=sentence,
            part=parts[at],
            content=at in content,
            capital=at > 0 and written[at][0].isupper() and not shouted,
            first=at == 0,
            denied=denied.get(at, 0) and 1 + 100 * sentence + denied[at],
        )
        for at in range(len(said))
    ]


def _negators(said: list[str], how: Manner, language: str) -> list[tuple[int, int]]:
    """Return where negators begin and end; one that is part of a phrase is none: "is no more"."""
    phrases = [seen for seen, _ in antonyms.find(said, language) if seen.end - seen.start > 1]
    ended = [phrase for phrase in how.supposes if NOT & set(phrase.split(" "))]
    ended += [phrase for phrase in how.harmless if phrase in CONTRASTS]
    found: list[tuple[int, int]] = []
    left = list(said)
    for phrase in (*ended, *how.negators):
        cut = phrase.split(" ")
        at = next((at for at in range(len(left)) if left[at : at + len(cut)] == cut), None)
        if at is not None:
            left[at : at + len(cut)] = [""] * len(cut)
            if not any(one.start <= at < one.end for one in phrases):
                found.append((at, at + len(cut)))
    return found


def _denied(
    said: list[str], parts: list[int], negators: list[tuple[int, int]], content: frozenset[int]
) -> dict[int, int]:
    """Return the places that negators deny, with their part: what follows, else what precedes."""
    found: dict[int, int] = {}
    for _, end in negators:
        own = [at for at in sorted(content) if parts[at] == parts[end - 1]]
        after = [at for at in own if at >= end][:SCOPE]
        found.update((at, parts[at] + 1) for at in after or own[-SCOPE:])
    return found
