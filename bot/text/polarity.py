"""How a sentence speaks: denying, disputing, asking, supposing, reporting, or plainly."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from bot.text.normalise import fold
from bot.text.phrases import Occurrence, Phrasebook

_TURNING = ("negators", "harmless", "disputes", "inventions", "ended")
_VOICES = ("supposes", "reports", "limits")
_EMPTY = ("benign", "exists", "stop")
_MEANINGFUL = frozenset({"supposes"})  # they colour a sentence and are part of it
_RELATIONS = ("places", "against", "sides")
_REACH = 4  # words after a dispute among which "that" is looked for
_MAIN = 3  # words of a main statement before a side clause
_OPENING = 6  # words in which a question word makes a question
SENTENCES = 1_024  # whose manner is kept: a decision asks for it from several sides


class Turn(StrEnum):
    """What becomes of the plain statement in a sentence."""

    PLAIN = "plain"  # it is asserted
    DENIED = "denied"  # "there are no soldiers"
    DISPUTED = "disputed"  # "it is a lie that there are soldiers"
    DOUBLE = "double"  # "it is a lie that there are no soldiers": asserted again
    UNCLEAR = "unclear"  # "there are no soldiers, a lie": of whom?

    @property
    def denies(self) -> bool | None:
        """Say whether the plain statement is denied; None where that cannot be told."""
        if self is Turn.UNCLEAR:
            return None
        return self in {Turn.DENIED, Turn.DISPUTED}

    @property
    def disputed(self) -> Turn:
        """Return what a label from outside, such as "fake:", makes of the statement."""
        return {Turn.PLAIN: Turn.DISPUTED, Turn.DENIED: Turn.DOUBLE}.get(self, self)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a list of words speaks; each tuple holds the words that say so.

    Several negators in a clause are one negation, as the Slavic languages have it.
    """

    negators: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    inventions: tuple[str, ...] = ()
    supposes: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()  # "not a fairy tale"
    exists: tuple[str, ...] = ()
    content: tuple[int, ...] = ()  # places of the words that carry meaning
    linked: bool = False  # a dispute governs what follows: "it is untrue that ..."
    hearsay: bool = False  # it passes on what others say: "they write that ..."
    aside: bool = False  # it denies in a side clause only: "a war that is not theirs"

    @property
    def turn(self) -> Turn:
        """Return what negation and dispute together make of the statement."""
        if self.aside:
            return Turn.UNCLEAR
        untrue = bool(self.disputes or (self.inventions and (self.linked or not self.negators)))
        match bool(self.negators), untrue:
            case False, False:
                return Turn.PLAIN
            case True, False:
                return Turn.DENIED
            case False, True:
                return Turn.DISPUTED
            case _:
                return Turn.DOUBLE if self.linked else Turn.UNCLEAR


@dataclass(frozen=True, slots=True)
class _Books:
    turning: Phrasebook
    voices: Phrasebook
    empty: Phrasebook
    questions: Phrasebook
    headings: Phrasebook
    links: Phrasebook
    statements: Phrasebook
    relatives: Phrasebook
    already: Phrasebook
    relations: Phrasebook
    sides_after: Phrasebook


def likely_language(words: Sequence[str]) -> tuple[str, int]:
    """Return the language whose grammar words occur most in *words*, and how often."""
    counts = {
        language: sum(word in grammar for word in words)
        for language, grammar in _grammar().items()
    }
    return max(counts.items(), key=lambda item: item[1])


@cache
def _grammar() -> dict[str, frozenset[str]]:
    kinds = ("stop", "negators", "questions")
    return {
        language: frozenset(fold(word) for kind in kinds for word in lists[kind])
        for language, lists in _lists().items()
    }


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("bot.text").joinpath("polarity.toml").read_text(encoding="utf-8"))


@cache
def _books(language: str) -> _Books:
    """Return the phrasebooks of a language; those of all together for an unknown one."""
    lists = _lists()
    chosen = [lists[language]] if language in lists else list(lists.values())

    def book(*names: str) -> Phrasebook:
        return Phrasebook((name, words) for one in chosen for name in names for words in one[name])

    return _Books(
        turning=book(*_TURNING),
        voices=book(*_VOICES),
        empty=book(*_EMPTY, "questions", "statements"),
        questions=book("questions"),
        headings=book("headings"),
        links=book("links"),
        statements=book("statements"),
        relatives=book("relatives"),
        already=book("already"),
        relations=book(*_RELATIONS),
        sides_after=book("sides_after"),
    )


def manner(words: Sequence[str], language: str, taken: frozenset[int] = frozenset()) -> Manner:
    """Read how *words* (normal form) speak; the places in *taken* already mean something else."""
    return _manner(tuple(words), language, taken)


@lru_cache(SENTENCES)
def _manner(words: tuple[str, ...], language: str, taken: frozenset[int]) -> Manner:
    books = _books(language)
    free = ["" if at in taken else word for at, word in enumerate(words)]
    found: dict[str, list[Occurrence]] = defaultdict(list)
    empty: set[int] = set()
    linked = False
    for book in (books.turning, books.voices, books.empty):
        for seen in book.find(free):
            found[seen.id].append(seen)
            free[seen.start : seen.end] = [""] * (seen.end - seen.start)
            if seen.id not in _MEANINGFUL:
                empty.update(range(seen.start, seen.end))
        if book is books.turning:
            disputes = [*found["disputes"], *found["inventions"]]
            link = _link(
                words, books, [*disputes, *books.statements.find(words)] if disputes else []
            )
            linked = link is not None and any(seen.start >= link.end for seen in found["negators"])
            if link:
                empty.update(range(link.start, link.end))
                free[link.start : link.end] = [""] * (link.end - link.start)
    asked = [
        seen
        for seen in books.questions.find(words[:_OPENING])
        if seen.start == 0 or seen.end - seen.start > 1
    ]

    def phrases(occurrences: list[Occurrence]) -> tuple[str, ...]:
        return tuple(" ".join(words[seen.start : seen.end]) for seen in occurrences)

    return Manner(
        negators=phrases(found["negators"]),
        disputes=phrases(found["disputes"]),
        inventions=phrases(found["inventions"]),
        supposes=phrases([*found["supposes"], *found["ended"], *_gone(words, books, found)]),
        reports=phrases(found["reports"]),
        limits=phrases(found["limits"]),
        questions=phrases(asked),
        harmless=phrases(found["harmless"]),
        exists=phrases(found["exists"]),
        content=tuple(at for at, word in enumerate(words) if at not in empty and at not in taken),
        linked=linked,
        hearsay=bool(found["reports"])
        or _link(words, books, books.statements.find(words)) is not None,
        aside=not linked
        and bool(found["negators"])
        and (
            _is_aside(words, books, found["negators"][0])
            or _is_outside(words, books, found["negators"])
        ),
    )


def _link(words: Sequence[str], books: _Books, disputes: list[Occurrence]) -> Occurrence | None:
    """Return the first word that joins a dispute to what it disputes: "untrue that"."""
    for dispute in sorted(disputes, key=lambda seen: seen.start):
        after = dispute.end
        if found := books.links.find(words[after : after + _REACH]):
            return Occurrence(after + found[0].start, after + found[0].end, "links")
    return None


def _gone(
    words: Sequence[str], books: _Books, found: Mapping[str, list[Occurrence]]
) -> list[Occurrence]:
    """Return the "already" that makes a denial mean "not any more"."""
    return books.already.find(words) if found["negators"] else []


def _is_aside(words: Sequence[str], books: _Books, negator: Occurrence) -> bool:
    """Say whether a negator stands behind a relative pronoun that follows the main statement."""
    relatives = books.relatives.find(words[: negator.start])
    return any(seen.start >= _MAIN for seen in relatives)


def _is_outside(words: Sequence[str], books: _Books, negators: list[Occurrence]) -> bool:
    """Say whether a negator stands before a "that": "nobody mentions that there are some"."""
    return any(
        link.start >= min(seen.end for seen in negators) and link.end < len(words)
        for link in books.links.find(words)
    )


def is_dispute(words: Sequence[str], language: str) -> bool:
    """Say whether *words* only call something else untrue: "this is a lie", "fake"."""
    how = manner(words, language)
    return bool(how.disputes or how.inventions) and not how.negators and len(how.content) <= 1


def is_heading(words: Sequence[str], language: str) -> bool:
    """Say whether *words* are nothing but a label that calls the neighbouring text untrue."""
    found = _books(language).headings.find(words)
    labelled = sum(seen.end - seen.start for seen in found)
    return bool(found) and len(words) - labelled <= 1


def is_greeting(words: Sequence[str], language: str) -> bool:
    """Say whether *words* are only a greeting or thanks, in any of the languages."""
    courtesies = {fold(word) for one in _lists().values() for word in one["courtesies"]}
    left = [word for word in words if word not in courtesies]
    if len(left) == len(words) or len(words) > _OPENING:
        return False
    return not manner(left, language).content


def is_linked(words: Sequence[str], language: str) -> bool:
    """Say whether *words* open with a link: "that there are soldiers" hangs on what precedes."""
    return any(seen.start == 0 for seen in _books(language).links.find(words[:2]))


def relation(before: str, after: str, language: str) -> str | None:
    """Return in what relation a name stands between two words: places, against, sides, or none."""
    books = _books(language)
    if books.sides_after.find([after]):
        return "sides"
    found = books.relations.find([before])
    return found[0].id if found else None


def before(words: Sequence[str], at: int, language: str) -> str:
    """Return the word before place *at*, articles left out; empty at the beginning."""
    articles = _lists().get(language, {}).get("articles", ())
    while at and words[at - 1] in articles:
        at -= 1
    return words[at - 1] if at else ""


def is_of(word: str, language: str) -> bool:
    """Say whether *word* joins a thing to those whose it is: "soldiers of Kim", "from Korea"."""
    return word in _lists().get(language, {}).get("origins", ())


def is_agent(word: str, before: str, language: str) -> bool:
    """Say whether *word*, after another, is who acts in a passive sentence: "by Ukraine"."""
    lists = _lists().get(language, {})
    if before in lists.get("agents", ()):
        return True
    joined = before in lists.get("companions", ())
    return word.endswith(tuple(lists.get("agent_endings", ()))) and not joined


def is_adjective(word: str, language: str) -> bool:
    """Say whether *word*, the name of a people, has the form of an adjective: "Russian"."""
    return word.endswith(_adjectives(language))


@cache
def _adjectives(language: str) -> tuple[str, ...]:
    return tuple(fold(ending) for ending in _lists().get(language, {}).get("adjectives", ()))


def is_particle(word: str, language: str) -> bool:
    """Say whether *word* denies only what it stands before: "not Koreans, but others"."""
    return word in _lists().get(language, {}).get("particles", ())
