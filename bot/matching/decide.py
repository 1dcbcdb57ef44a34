"""From a text to a decision, in stages, surest first: same text, known link, wording, figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.matching.checks import Comparison, compare
from bot.matching.families import Known, implied
from bot.matching.index import Index
from bot.matching.quantity import figure_lines
from bot.matching.reading import Reading, read
from bot.matching.values import (
    Candidate,
    Check,
    Decision,
    Evidence,
    Far,
    Match,
    Near,
    NoClaim,
    Stage,
    Sure,
)
from bot.models import Polarity, Stance
from bot.text.language import detect
from bot.text.normalise import canonical_url, text_hash, words
from bot.text.normalise import urls as written_urls
from bot.text.polarity import (
    Manner,
    Turn,
    is_dispute,
    is_greeting,
    is_heading,
    is_linked,
    manner,
)
from bot.text.sentences import Span, clauses, sentences

LONGEST = 20_000  # characters of a post that are read; no Telegram message is longer in all
MOST_SENTENCES = 200
ANSWERS = 3
NEAR = 0.45  # score from which an unsure wording is worth showing
RIVAL = 0.05  # by how much an unsure claim may be nearer than the sure one
FEWEST_NOTIONS = 3  # of a sentence that may be answered: fewer says too little
LABEL = 3  # words of content around a quotation that is called untrue
FEW = 2  # notions or words by which a denial may still speak of its neighbour only
FEWEST_IN_CLAUSE = 4  # of a clause, which may be a mere name: "those two prisoners from Korea"

_QUOTE = re.compile(r"[\"«“„]([^\"«»“”„]{12,})[\"»”“]")
_HASHTAGS = re.compile(r"(?:\s*#\w+)+\s*$")  # at the end they name topics and say nothing


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span to be compared with some wordings, and how its surroundings turn it."""

    span: Span
    reading: Reading
    said: frozenset[str]  # its notions with what they imply
    candidates: list[Known]
    turn: Turn
    unclear: Evidence | None  # why its surroundings forbid an answer


def decide(
    text: str, index: Index, *, urls: Iterable[str] = (), posted_at: date | None = None
) -> Decision:
    """Say what is known of *text*; *urls* are further links of the post, *posted_at* its day."""
    text = text[:LONGEST]
    language = detect(text)
    links = [*written_urls(text), *urls]
    if (match := _by_text(text, index)) or (match := _by_link(links, text, index)):
        lines = figure_lines(_read(text, language, index), language, index, posted_at)
        return Sure(language, (match,), lines)
    if reason := _no_claim(text, language, links):
        return NoClaim(language, reason)
    spoken = _read(text, language, index)
    best = _best(_pieces(spoken, language, index), index)
    figures = figure_lines(spoken, language, index, posted_at)
    matches = _matches(best)
    candidates = _candidates(best, index)
    if matches or figures:
        return Sure(language, matches, figures, () if matches else candidates)
    return Near(language, candidates) if candidates else Far(language)


def _by_text(text: str, index: Index) -> Match | None:
    """Find a wording that the whole text repeats."""
    phrases = index.by_hash.get(text_hash(text), ())
    if not phrases or len({phrase.verdict_id for phrase in phrases}) > 1:
        return None
    phrase = phrases[0]
    asks = any(span.asks for span in sentences(text))
    stance = Stance.ASKS if asks else _stance(phrase.polarity)
    return Match(phrase.verdict_id, stance, 1.0, text.strip(), phrase.text, Stage.EXACT)


def _by_link(links: list[str], text: str, index: Index) -> Match | None:
    """Find a link where a claim stands; the words around it may say anything, so it asks."""
    canonical = {url for link in links if (url := canonical_url(link))}
    found = {index.by_link[url] for url in canonical if url in index.by_link}
    if len(found) != 1:
        return None
    alone = not words(text)
    stance = Stance.ASSERTS if alone else Stance.ASKS
    return Match(found.pop(), stance, 0.99, text.strip(), links[0], Stage.LINK)


def _stance(polarity: Polarity) -> Stance:
    return Stance.ASSERTS if polarity is Polarity.ASSERTS else Stance.DENIES


def _no_claim(text: str, language: str, links: list[str]) -> str | None:
    """Return why there is nothing to check, if so."""
    said = words(text)
    if not said:
        return "only_links" if links else "empty"
    if not any(word[0].isalpha() for word in said):
        return "no_words"
    if is_greeting(said, language):
        return "greeting"
    if len(said) == 1:
        return "single_word"
    return None


def _read(text: str, language: str, index: Index) -> list[tuple[Span, Reading]]:
    """Read the sentences of a text; hashtags at its end name topics and say nothing."""
    spans = sentences(_HASHTAGS.sub("", text))[:MOST_SENTENCES]
    return [
        (
            span,
            index.mended(read(span.text, language, index.lexicon, asks=span.asks), language),
        )
        for span in spans
    ]


def _pieces(read_: list[tuple[Span, Reading]], language: str, index: Index) -> Iterator[_Piece]:
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
        yield _Piece(span, whole, said, candidates, turn, unclear)
        yield from _quoted(span, language, index)
        own = whole.manner.turn if turn is whole.manner.turn else None
        for part, inner in _clauses(span, language, index):
            said = implied(inner.notions, index.lexicon)
            turned = inner.manner.turn if own else turn
            yield _Piece(part, inner, said, index.near(said, language), turned, unclear)


def _quoted(span: Span, language: str, index: Index) -> Iterator[_Piece]:
    """Give what a sentence quotes only to call it untrue: 'that "..." is a lie'."""
    quote = _QUOTE.search(span.text)
    if quote is None:
        return
    around = words(span.text[: quote.start()] + span.text[quote.end() :])
    inner = index.mended(read(quote[1], language, index.lexicon), language)
    turn = {Turn.PLAIN: Turn.DISPUTED, Turn.DENIED: Turn.DOUBLE}.get(inner.manner.turn)
    how = manner(around, language)
    if turn is None or not how.disputes or how.negators or len(how.content) > LABEL:
        return
    said = implied(inner.notions, index.lexicon)
    start = span.start + quote.start(1)
    part = Span(quote[1], start, start + len(quote[1]))
    yield _Piece(part, inner, said, index.near(said, language), turn, None)


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
    head, colon, _ = spans[at].text.partition(":")
    if (colon and is_heading(words(head), language)) or is_heading(words(before), language):
        own = manner(
            words(spans[at].text.partition(":")[2] if colon else spans[at].text), language
        )
        turned = {Turn.PLAIN: Turn.DISPUTED, Turn.DENIED: Turn.DOUBLE}.get(own.turn, own.turn)
        return turned, None
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


def _best(pieces: Iterable[_Piece], index: Index) -> list[tuple[_Piece, Comparison]]:
    """Return for each verdict the piece and wording that fit best, passed ones first."""
    best: dict[tuple[int, Stance], tuple[_Piece, Comparison]] = {}
    for piece in pieces:
        for known in piece.candidates:
            comparison = compare(piece.reading, piece.said, piece.turn, known, index)
            if piece.unclear:
                evidence = (*comparison.evidence, piece.unclear)
                comparison = replace(comparison, evidence=evidence)
            key = known.phrase.verdict_id, comparison.stance
            if key not in best or _rank(piece, comparison) > _rank(*best[key]):
                best[key] = (piece, comparison)
    decided = [_decided(best, verdict_id) for verdict_id in {verdict_id for verdict_id, _ in best}]
    return sorted(decided, key=lambda item: _rank(*item), reverse=True)


def _decided(
    best: Mapping[tuple[int, Stance], tuple[_Piece, Comparison]], verdict_id: int
) -> tuple[_Piece, Comparison]:
    """Return the better of a verdict's two sides; neither is sure where both fit as well."""
    sides = [best[key] for stance in Stance if (key := (verdict_id, stance)) in best]
    first, *others = sorted(sides, key=lambda item: _rank(*item), reverse=True)
    piece, comparison = first
    for _, other in others:
        if other.passed and comparison.score - other.score < RIVAL and not piece.reading.asks:
            doubt = Evidence(Check.RIVAL, False, piece.span.text[:80], other.known.phrase.text)
            return piece, replace(comparison, evidence=(*comparison.evidence, doubt))
    return first


def _rank(piece: _Piece, comparison: Comparison) -> tuple[bool, float, float]:
    few = len(piece.reading.notions) < FEWEST_NOTIONS
    enough = not few or (len(piece.reading.notions) > 1 and comparison.score == 1)
    return comparison.passed and enough, comparison.score, len(piece.span.text)


def _matches(best: list[tuple[_Piece, Comparison]]) -> tuple[Match, ...]:
    """Return the sure ones, unless another claim is nearer to the same sentence."""
    found = []
    for piece, comparison in best:
        if not _rank(piece, comparison)[0]:
            continue
        nearer = any(
            other.score > comparison.score + RIVAL
            for where, other in best
            if not _rank(where, other)[0] and where.span == piece.span
        )
        if nearer:
            continue
        stance = Stance.ASKS if piece.reading.asks else comparison.stance
        phrase = comparison.known.phrase
        found.append(
            Match(
                phrase.verdict_id,
                stance,
                round(0.9 + 0.09 * comparison.score, 3),
                piece.span.text,
                phrase.text,
                Stage.WORDING,
                comparison.evidence,
            )
        )
    return tuple(found[:ANSWERS])


def _is_near(piece: _Piece, comparison: Comparison, index: Index) -> bool:
    """Say whether an unsure wording is worth showing: its actors are named, or others instead."""
    if len(piece.reading.notions) < FEWEST_NOTIONS or comparison.score < NEAR:
        return False
    phrase = comparison.known.phrase
    facts = index.families[phrase.verdict_id, phrase.language].facts
    others = set(piece.reading.names) - facts.names
    return facts.core <= piece.said or any(map(index.lexicon.is_party, others))


def _candidates(best: list[tuple[_Piece, Comparison]], index: Index) -> tuple[Candidate, ...]:
    """Return the unsure ones that are near enough to be shown, with what differs."""
    found = []
    for piece, comparison in best:
        if _rank(piece, comparison)[0] or not _is_near(piece, comparison, index):
            continue
        difference = comparison.difference or Evidence(
            Check.COVERAGE, False, piece.span.text[:80], comparison.known.phrase.text
        )
        found.append(
            Candidate(
                comparison.known.phrase.verdict_id,
                difference,
                comparison.score,
                piece.span.text,
                comparison.evidence,
            )
        )
    return tuple(found[:ANSWERS])
