"""What a sentence says of the statement that it contains: true, untrue, doubted, passed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.matching.guards.alignment import Alignment
from bot.matching.guards.negation import NOT
from bot.matching.guards.passage import Passage
from bot.matching.guards.phrases import books
from bot.matching.guards.statement import Statement, Word
from bot.text.normalise import words
from bot.text.phrases import Occurrence
from bot.text.polarity import is_dispute, is_heading, manner

_ZE = "ze"
_QUOTES = '«»„“”"'
REMARK = 8  # words of content of a neighbour that only says what it thinks of the statement
_EARLY = 4  # one in so many of the words that speak of the claim may precede "that"


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a statement in its sentence and beside it."""

    opened: bool = False  # its best sentence begins by calling it untrue: "it is not true that"
    labelled: bool = False  # it is called untrue beside it: "Fake."
    judged: bool = False  # it begins by calling it true or untrue: "nobody denies that"
    head: int = 0  # words of the best sentence before what it says of the claim
    passed_on: str = ""  # its opening, where that does more than pass a statement on
    by_others: str = ""  # it is somebody else who denies it, or nobody says it
    quoted: bool = False  # what is called untrue stands in quotation marks
    unclear: str = ""  # why its surroundings leave it open


def frame(alignment: Alignment, passage: Passage) -> Frame:
    """Return what the surroundings make of the passage."""
    post, said = alignment.post, alignment.said
    opening = _opening(alignment, passage.best)
    labels = [*_labels(post, passage, said), *_remarks(post, passage)]
    unclear = "called untrue beside it" if "unclear" in labels else ""
    quoted = _quotes(post, passage)
    labelled = "untrue" in labels and not opening.opened  # "It is not true that ... A lie."
    return replace(opening, labelled=labelled, quoted=quoted, unclear=opening.unclear or unclear)


def _opening(alignment: Alignment, sentence: int) -> Frame:
    """Read what stands before "that": "nobody can deny that", "the ministry denies that"."""
    post, said = alignment.post, alignment.said
    own = post.of(sentence)
    text = [word.said for word in own]
    told = [at for at, word in enumerate(own) if word.at in said and word.content]
    first = told[len(told) // _EARLY] if told else len(own)
    links = [link for link in _links(own, post.language) if 0 < link.start <= first]
    reach = links[-1].end if links else 0
    openers = [one for one in books(post.language)["openers"].find(text) if one.start <= first]
    if not links and not openers:
        return Frame()
    head = text[:reach] if links else text[: openers[-1].end]
    opening = _read_head(head, post.language)
    if links and not opening.judged:
        opening = replace(opening, passed_on=_more_than_said(own[: len(head)], post.language))
    if links and books(post.language)["whether"].find(head[-1:]):
        return replace(opening, unclear="leaves it open")
    claimed = _links(alignment.claim.words, alignment.claim.language)
    if opening.opened and len(_links(own[len(head) :], post.language)) > len(claimed):
        return replace(opening, unclear="says what somebody says of it")
    return opening


def _more_than_said(head: Sequence[Word], language: str) -> str:
    """Return a head that passes a statement on without any word of saying: "is outraged that"."""
    left_open = books(language)["whether"].find([word.said for word in head[-1:]])
    if left_open or any(word.reports for word in head):
        return ""
    return " ".join(word.written for word in head if word.content)


def _read_head(head: Sequence[str], language: str) -> Frame:
    lists = books(language)
    opened = lists["openers"].find(head)
    left = list(head)
    for one in opened:
        left[one.start : one.end] = [""] * (one.end - one.start)
    how = manner(left, language)
    harmless = " ".join(how.harmless)
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
    unsaid = negated and bool(how.reports) and not (denials or disputes)
    return Frame(
        opened=untrue,
        judged=bool(opened or denials or disputes),
        by_others=" ".join(head) if by_others or unsaid else "",
        head=len(head),
    )


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
            disputes = (how.disputes or how.inventions) and not how.negators
            if is_heading(text, post.language) or (
                disputes and not books(post.language)["links"].find(text)
            ):
                found.append("untrue")
    return found


def _is_linked(own: Sequence[Word], part: int, language: str) -> bool:
    """Say whether what follows a part hangs on it: "it is untrue, that ..."."""
    after = [word.said for word in own if word.part == part + 1][:1]
    return bool(books(language)["links"].find(after))


def _links(own: Sequence[Word], language: str) -> list[Occurrence]:
    """Find what joins statements; in Polish "że" is one, "ze" before a noun is none."""
    found = books(language)["links"].find([word.said for word in own])
    return [
        link
        for link in found
        if own[link.start].said != _ZE
        or own[link.start].written.casefold() != _ZE
        or (link.start and own[link.start - 1].part != own[link.start].part)
    ]


def _quotes(post: Statement, passage: Passage) -> bool:
    return any(mark in post.spans[at].text for at in passage.chosen for mark in _QUOTES)


def _remarks(post: Statement, passage: Passage) -> list[str]:
    """Read the neighbours that say nothing of the claim: "Fake.", "This is a lie."."""
    found: list[str] = []
    for sentence in passage.around:
        text = words(post.spans[sentence].text)
        how = post.manners[sentence]
        empty = bool(how.negators) and not how.content and not how.harmless
        later = sentence - 1 in passage.chosen
        if is_heading(text, post.language) or is_dispute(text, post.language):
            found.append("untrue")
        elif empty and later and not _answers_itself(post, sentence):
            found.append("untrue")  # "It has not."
        elif (how.disputes or how.inventions) and not how.negators:
            found.append("untrue" if len(how.content) <= REMARK else "unclear")
    return found


def _answers_itself(post: Statement, sentence: int) -> bool:
    """Say whether a remark comes after a sentence that is denied already: "No, never."."""
    return any(word.denied for word in post.of(sentence - 1))
