"""Cutting a text into what is compared, with what its surroundings make of each piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.matching.families import Known, implied
from bot.matching.index import Index
from bot.matching.reading import Reading, read
from bot.matching.values import Check, Evidence
from bot.text.normalise import words
from bot.text.polarity import Manner, Turn, is_dispute, is_heading, is_linked, manner
from bot.text.sentences import Span, clauses, sentences

MOST_SENTENCES = 200
FEWEST_NOTIONS = 3  # of a sentence that may be answered: fewer says too little
FEWEST_IN_CLAUSE = 4  # of a clause, which may be a mere name: "those two prisoners from Korea"
FEW = 2  # notions or words by which a denial may still speak of its neighbour only
LABEL = 3  # words of content around a quotation that is called untrue
_QUOTE = re.compile(r"[\"«“„]([^\"«»“”„]{12,})[\"»”“]")
_HASHTAGS = re.compile(r"(?:\s*#\w+)+\s*$")  # at the end they name topics and say nothing


@dataclass(frozen=True, slots=True)
class Piece:
    """A span to be compared with some wordings, and how its surroundings turn it."""

    span: Span
    reading: Reading
    said: frozenset[str]  # its notions with what they imply
    candidates: list[Known]
    turn: Turn
    unclear: Evidence | None  # why its surroundings forbid an answer


def read_sentences(text: str, language: str, index: Index) -> list[tuple[Span, Reading]]:
    """Read the sentences of a text; hashtags at its end name topics and say nothing."""
    spans = sentences(_HASHTAGS.sub("", text))[:MOST_SENTENCES]
    return [
        (
            span,
            index.mended(read(span.text, language, index.lexicon, asks=span.asks), language),
        )
        for span in spans
    ]


def pieces(read_: list[tuple[Span, Reading]], language: str, index: Index) -> Iterator[Piece]:
    """Give what is compared: sentences, and clauses that stand on their own."""
    spans = [span for span, _ in read_]
    for at, (span, whole) in enumerate(read_):
        said = implied(whole.notions, index.lexicon)
        if not (candidates := index.near(said, language)):
            continue
        turn, unclear = _surroundings(spans, at, whole.manner.turn, language)
        if turn in {Turn.PLAIN, Turn.DENIED} and _denied_next(read_, at):
            turn, whole = Turn.DENIED, replace(whole, asks=False)
        elif whole.asks and _answered_next(spans, at, language):
            unclear = Evidence(Check.POLARITY, False, spans[at + 1].text[:80], "")
        yield Piece(span, whole, said, candidates, turn, unclear)
        yield from _quoted(span, language, index)
        as_it_stands = turn is whole.manner.turn
        for part, inner in _clauses(span, language, index):
            said = implied(inner.notions, index.lexicon)
            turned = inner.manner.turn if as_it_stands else turn
            yield Piece(part, inner, said, index.near(said, language), turned, unclear)


def _quoted(span: Span, language: str, index: Index) -> Iterator[Piece]:
    """Give what a sentence quotes only to call it untrue: 'that "..." is a lie'."""
    quote = _QUOTE.search(span.text)
    if quote is None:
        return
    around = words(span.text[: quote.start()] + span.text[quote.end() :])
    inner = index.mended(read(quote[1], language, index.lexicon), language)
    turn = inner.manner.turn.disputed
    how = manner(around, language)
    untouched = turn is inner.manner.turn
    if untouched or not how.disputes or how.negators or len(how.content) > LABEL:
        return
    said = implied(inner.notions, index.lexicon)
    start = span.start + quote.start(1)
    part = Span(quote[1], start, start + len(quote[1]))
    yield Piece(part, inner, said, index.near(said, language), turn, None)


def _clauses(span: Span, language: str, index: Index) -> Iterator[tuple[Span, Reading]]:
    """Give the clauses of a sentence that say enough and mean the same by themselves."""
    parts = clauses(span)
    for part in parts if len(parts) > 1 else ():
        inner = read(part.text, language, index.lexicon, asks=span.asks)
        few = FEW if inner.manner.negators or inner.accuses else FEWEST_IN_CLAUSE
        if len(inner.notions) >= few and _stands_alone(part, parts, span, language):
            yield part, index.mended(inner, language)


def _stands_alone(part: Span, parts: list[Span], sentence: Span, language: str) -> bool:
    """Say whether a clause means by itself what it means in its sentence."""
    said = words(part.text)
    if is_linked(said, language):
        return False
    if sentence.asks:
        return True
    own = manner(said, language)
    others = [manner(words(other.text), language) for other in parts if other is not part]
    return not any(how.supposes or how.reports or _turns(how, own) for how in others)


def _turns(how: Manner, own: Manner) -> bool:
    """Say whether a neighbouring clause turns one that speaks in its *own* manner."""
    if _only_denies(how):  # "they never were there": the same again after a dispute
        return not (own.disputes or own.inventions)
    return bool(how.disputes) or bool(how.inventions and own.turn is not Turn.DENIED)


def _denied_next(read_: list[tuple[Span, Reading]], at: int) -> bool:
    """Say whether the next sentence does away with this one: "Soldiers? There never were any."."""
    if at + 1 >= len(read_):
        return False
    after = read_[at + 1][1]
    return bool(after.manner.negators) and not after.manner.content and not after.notions


def _answered_next(spans: list[Span], at: int, language: str) -> bool:
    """Say whether the next sentence answers a question with some denial: its own, or another's."""
    if at + 1 >= len(spans):
        return False
    how = manner(words(spans[at + 1].text), language)
    return bool(how.negators or how.disputes or how.inventions)


def _only_denies(how: Manner) -> bool:
    """Say whether a clause denies its neighbour: "they never were there"."""
    return bool(how.negators) and len(how.content) < FEW


def _surroundings(
    spans: list[Span], at: int, turn: Turn, language: str
) -> tuple[Turn, Evidence | None]:
    """Return how the neighbours turn a sentence, and whether they leave it unclear."""
    before = spans[at - 1].text if at else ""
    after = spans[at + 1].text if at + 1 < len(spans) else ""
    head, colon, statement = spans[at].text.partition(":")
    if (colon and is_heading(words(head), language)) or is_heading(words(before), language):
        own = manner(words(statement if colon else spans[at].text), language)
        return own.turn.disputed, None
    disputing = [side for side in (before, after) if is_dispute(words(side), language)]
    if disputing:
        labels = any(manner(words(side), language).disputes for side in disputing)
        reinforced = Turn.UNCLEAR if labels else turn
        return (Turn.DISPUTED if turn is Turn.PLAIN else reinforced), None
    for side in (before, after):
        how = manner(words(side), language)
        doubtful = how.disputes or (how.inventions and turn is not Turn.DENIED)
        if doubtful and turn in {Turn.PLAIN, Turn.DENIED}:
            return turn, Evidence(Check.POLARITY, False, side[:80], "")
    return turn, None
