"""Cutting a text into what is compared, with what its surroundings make of each piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.matching.families import Known, implied
from bot.matching.index import Index
from bot.matching.likeness import Likeness
from bot.matching.reading import Reading, read
from bot.matching.values import Check, Evidence
from bot.models import ConceptKind
from bot.text.normalise import words
from bot.text.polarity import Manner, Turn, is_dispute, is_heading, is_linked, manner
from bot.text.sentences import Span, clauses, sentences

MOST_SENTENCES = 200
FEWEST_NOTIONS = 3  # of a sentence that may be answered: fewer says too little
FEWEST_IN_CLAUSE = 4  # of a clause, which may be a mere name: "those two prisoners from Korea"
FEW = 2  # notions or words by which a denial may still speak of its neighbour only
FEWEST_WORDS = 8  # of a sentence that is compared by meaning: shorter ones resemble too much
LABEL = 3  # words of content around a quotation that is called untrue
_QUOTE = re.compile(r"[\"«“„]([^\"«»“”„]{12,})[\"»”“]")
_OPENING, _CLOSING = ('"', "«", "“", "„"), ('"', "»", "”", "“")
_DISPUTED = {  # what calling it untrue makes of what somebody says
    Turn.PLAIN: Turn.DISPUTED,
    Turn.DENIED: Turn.DOUBLE,
    Turn.DISPUTED: Turn.DOUBLE,
    Turn.DOUBLE: Turn.UNCLEAR,
    Turn.UNCLEAR: Turn.UNCLEAR,
}
_HASHTAGS = re.compile(r"(?:\s*#\w+)+\s*$")  # at the end they name topics and say nothing


@dataclass(frozen=True, slots=True)
class Piece:
    """A span to be compared with some wordings, and how its surroundings turn it."""

    span: Span
    sentence: Span  # in which it stands
    reading: Reading
    said: frozenset[str]  # its notions with what they imply
    candidates: list[Known]
    likeness: Likeness | None  # of a whole sentence, where there is an encoder
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
        turn, unclear = _surroundings(spans, at, whole.manner, language)
        if turn in {Turn.PLAIN, Turn.DENIED} and _denied_next(read_, at):
            turn, whole = Turn.DENIED, replace(whole, asks=False)
        elif whole.asks and _answered_next(spans, at, language):
            unclear = Evidence(Check.POLARITY, False, spans[at + 1].text[:80], "")
        likeness = _likeness(span, whole, language, index)
        yield _piece(span, span, whole, turn, unclear, language, index, likeness)
        if at and (topic := _taken_up(read_[at - 1][1], whole, index)):
            yield _piece(span, span, topic, turn, unclear, language, index)
        yield from _quoted(span, language, index)
        yield from _passed_on(spans, at, language, index)
        as_it_stands = turn is whole.manner.turn
        for part, inner in _clauses(span, language, index):
            turned = inner.manner.turn if as_it_stands else turn
            yield _piece(part, span, inner, turned, unclear, language, index)


def _likeness(span: Span, reading: Reading, language: str, index: Index) -> Likeness | None:
    """Say what a sentence resembles; one that quotes somebody resembles what it may mock."""
    few = len(words(span.text)) < FEWEST_WORDS
    if index.resemblance is None or few or _QUOTE.search(span.text):
        return None
    if not index.may_concern(implied(reading.notions, index.lexicon)):
        return None
    return index.resemblance.of(span.text, language)


def _piece(
    span: Span,
    sentence: Span,
    reading: Reading,
    turn: Turn,
    unclear: Evidence | None,
    language: str,
    index: Index,
    likeness: Likeness | None = None,
) -> Piece:
    said = implied(reading.notions, index.lexicon)
    near = index.near(said, language)
    if likeness:
        alike = (at for places in likeness.places.values() for at in places)
        near = list({id(one): one for one in (*near, *(index.known[at] for at in alike))}.values())
    return Piece(span, sentence, reading, said, near, likeness, turn, unclear)


def _taken_up(before: Reading, reading: Reading, index: Index) -> Reading | None:
    """Read a denial without actors as one of those of whom the sentence before speaks."""
    denies = reading.manner.turn is Turn.DENIED
    if reading.parties or not denies or len(before.bare) != 1:
        return None
    topic = {
        notion
        for notion in before.notions
        if index.lexicon.party(notion) in before.bare
        or index.lexicon.kind(notion) == ConceptKind.UNIT
    }
    return replace(
        reading,
        notions=reading.notions | topic,
        names=(*(name for name in before.names if name in topic), *reading.names),
        parties=before.bare,
        owners=frozenset(pair for pair in before.owners if pair[0] in before.bare),
        written={**before.written, **reading.written},
    )


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
    start = span.start + quote.start(1)
    part = Span(quote[1], start, start + len(quote[1]))
    yield _piece(part, span, inner, turn, None, language, index)


def _passed_on(spans: list[Span], at: int, language: str, index: Index) -> Iterator[Piece]:
    """Give what a sentence passes on only to call it untrue: "they write that ..., a lie"."""
    sentence = spans[at]
    parts = clauses(sentence)
    untrue = [is_dispute(words(part.text), language) for part in parts]
    after = clauses(spans[at + 1])[0].text if at + 1 < len(spans) else ""
    last = untrue.index(True) if any(untrue) else len(parts)
    if not last or not (any(untrue) or is_dispute(words(after), language)):
        return
    told = _between(sentence, parts[0], parts[last - 1])
    if not manner(words(told.text), language).hearsay:
        return
    linked = (part for part in parts[:last] if is_linked(words(part.text), language))
    part = _between(sentence, next(linked, parts[0]), parts[last - 1])
    part = _without_link(part, language)
    inner = read(part.text, language, index.lexicon)
    plain = replace(inner, manner=replace(inner.manner, reports=()))
    yield _piece(part, sentence, plain, _DISPUTED[inner.manner.turn], None, language, index)


def _without_link(part: Span, language: str) -> Span:
    """Return what follows the "that" with which a part begins."""
    first, space, rest = part.text.partition(" ")
    if not (space and is_linked(words(first), language)):
        return part
    return Span(rest, part.start + len(first) + 1, part.start + len(part.text))


def _between(sentence: Span, first: Span, last: Span) -> Span:
    """Return what stands in a sentence from one clause to another, both included."""
    end = last.start + len(last.text)
    return Span(
        sentence.text[first.start - sentence.start : end - sentence.start], first.start, end
    )


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
    indirect = part is not parts[0] and bool(manner(said, language).questions)
    if is_linked(said, language) or indirect or _is_quoted(part, sentence):
        return False
    if sentence.asks:
        return True
    own = manner(said, language)
    others = [manner(words(other.text), language) for other in parts if other is not part]
    return not any(how.supposes or how.reports or _turns(how, own) for how in others)


def _is_quoted(part: Span, sentence: Span) -> bool:
    """Say whether a clause stands in quotation marks: somebody else's words, or mocked ones."""
    before = sentence.text[: part.start - sentence.start].rstrip()
    after = sentence.text[part.start - sentence.start + len(part.text) :].lstrip()
    return before.endswith(_OPENING) and after.startswith(_CLOSING)


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
    empty = not after.manner.content and not after.notions
    reinforces = after.accuses or after.manner.harmless  # "This is no fairy tale."
    return bool(after.manner.negators) and empty and not reinforces


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
    spans: list[Span], at: int, how: Manner, language: str
) -> tuple[Turn, Evidence | None]:
    """Return how the neighbours turn a sentence, and whether they leave it unclear."""
    turn = how.turn
    before = spans[at - 1].text if at else ""
    after = spans[at + 1].text if at + 1 < len(spans) else ""
    head, colon, statement = spans[at].text.partition(":")
    if (colon and is_heading(words(head), language)) or is_heading(words(before), language):
        own = manner(words(statement if colon else spans[at].text), language).turn
        ambiguous = own is Turn.DENIED and not colon  # "Fake. They never were there."
        return Turn.UNCLEAR if ambiguous else own.disputed, None
    beside = (after,) if turn is Turn.DENIED else (before, after)  # a denial speaks for itself
    disputing = [side for side in beside if is_dispute(words(side), language)]
    if disputing:
        if turn is Turn.PLAIN or how.reports:
            return turn.disputed, None
        labels = any(manner(words(side), language).disputes for side in disputing)
        return Turn.UNCLEAR if labels else turn, None
    for side in beside:
        other = manner(words(side), language)
        doubtful = other.disputes or (other.inventions and turn is not Turn.DENIED)
        if doubtful and turn in {Turn.PLAIN, Turn.DENIED}:
            return turn, Evidence(Check.POLARITY, False, side[:80], "")
    return turn, None
