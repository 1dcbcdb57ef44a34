"""What a sentence says of the statement that it contains: true, untrue, doubted, passed on."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from bot.matching.guards.alignment import Alignment
from bot.matching.guards.passage import Passage
from bot.matching.guards.statement import NOT, Statement, Word
from bot.text.normalise import words
from bot.text.phrases import Phrasebook
from bot.text.polarity import is_dispute, is_heading, manner

REMARK = 8  # words of content of a neighbour that only says what it thinks of the statement
_EARLY = 4  # one in so many of the words that speak of the claim may precede "that"
_LISTS = (
    "links",
    "prepositions",
    "denials",
    "openers",
    "hedges",
    "moods",
    "circulating",
    "ironies",
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a statement in its sentence and beside it."""

    opened: bool = False  # its best sentence begins by calling it untrue: "it is not true that"
    labelled: bool = False  # it is called untrue beside it: "Fake."
    head: int = 0  # words of the best sentence before what it says of the claim
    by_others: str = ""  # who denies it is somebody else: "the ministry denies that"
    unclear: str = ""  # why its surroundings leave it open


@cache
def books(language: str) -> dict[str, Phrasebook]:
    """Return the phrasebooks of a language by list, those of English for an unknown one."""
    data = files("bot.matching.guards").joinpath("voice.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(data)
    own = lists.get(language, lists["en"])
    return {
        name: Phrasebook((name, phrase.strip()) for phrase in own[name].split(","))
        for name in _LISTS
    }


def frame(alignment: Alignment, passage: Passage) -> Frame:
    """Return what the surroundings make of the passage."""
    post, said = alignment.post, alignment.said
    opening = _opening(post, passage.best, said)
    labels = [*_labels(post, passage, said), *_remarks(post, passage)]
    unclear = "called untrue beside it" if "unclear" in labels else ""
    labelled = "untrue" in labels and not opening.opened  # "It is not true that ... A lie."
    return replace(opening, labelled=labelled, unclear=opening.unclear or unclear)


def _opening(post: Statement, sentence: int, said: frozenset[int]) -> Frame:
    """Read what stands before "that": "nobody can deny that", "the ministry denies that"."""
    own = post.of(sentence)
    text = [word.said for word in own]
    told = [at for at, word in enumerate(own) if word.at in said and word.content]
    first = told[len(told) // _EARLY] if told else len(own)
    links = [link for link in books(post.language)["links"].find(text) if 0 < link.start <= first]
    reach = links[-1].end if links else 0
    openers = [one for one in books(post.language)["openers"].find(text) if one.start <= first]
    if not links and not openers:
        return Frame()
    head = text[:reach] if links else text[: openers[-1].end]
    opening = _read_head(head, post.language)
    if opening.opened and books(post.language)["links"].find(text[len(head) :]):
        return replace(opening, unclear="says what somebody says of it")
    return opening


def _read_head(head: Sequence[str], language: str) -> Frame:
    how = manner(head, language)
    lists = books(language)
    harmless = " ".join(how.harmless)
    opened = lists["openers"].find(head)
    denials = [
        one
        for one in lists["denials"].find(head)
        if head[one.start] not in harmless
        and not any(two.start <= one.start < two.end for two in opened)
    ]
    disputes = bool(how.disputes or how.inventions)
    plain = " ".join(head)
    for phrase in (*how.disputes, *how.inventions, *how.harmless):
        plain = plain.replace(phrase, " ")
    negated = not opened and (bool(how.negators) or bool(NOT.intersection(plain.split())))
    untrue = (bool(opened) + bool(denials) + disputes + negated) % 2 == 1
    by_others = bool(denials) and not negated and not opened
    return Frame(untrue, by_others=" ".join(head) if by_others else "", head=len(head))


def _labels(post: Statement, passage: Passage, said: frozenset[int]) -> list[str]:
    """Read the parts of the passage's sentences that say nothing but "untrue"."""
    found: list[str] = []
    for sentence in passage.chosen:
        own = post.of(sentence)
        told = {word.part for word in own if word.at in said}
        for part in sorted({word.part for word in own} - told):
            text = [word.said for word in own if word.part == part]
            how = manner(text, post.language)
            if _is_linked(own, part, post.language):
                continue
            if is_heading(text, post.language) or (
                (how.disputes or how.inventions) and not how.negators and not _links(text, post)
            ):
                denied = any(word.denied and word.at in said for word in own)
                found.append("unclear" if denied and not _quotes(post, sentence) else "untrue")
    return found


def _is_linked(own: Sequence[Word], part: int, language: str) -> bool:
    """Say whether what follows a part hangs on it: "it is untrue, that ..."."""
    after = [word.said for word in own if word.part == part + 1][:1]
    return bool(books(language)["links"].find(after))


def _links(text: Sequence[str], post: Statement) -> bool:
    return bool(books(post.language)["links"].find(text))


def _quotes(post: Statement, sentence: int) -> bool:
    return any(mark in post.spans[sentence].text for mark in '«»„“”"')


def _remarks(post: Statement, passage: Passage) -> list[str]:
    """Read the neighbours that say nothing of the claim: "Fake.", "This is a lie."."""
    found: list[str] = []
    for sentence in passage.around:
        text = words(post.spans[sentence].text)
        how = post.manners[sentence]
        if is_heading(text, post.language) or is_dispute(text, post.language):
            found.append("untrue")
        elif (how.disputes or how.inventions) and not how.negators:
            found.append("untrue" if len(how.content) <= REMARK else "unclear")
    return found
