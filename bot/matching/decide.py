"""From a text to a decision, in stages, surest first: same text, known link, wording, figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.matching import unrated
from bot.matching.checks import ADDED, Comparison, compare
from bot.matching.index import MOST_DECIDED, Index
from bot.matching.likely import likely
from bot.matching.pieces import FEWEST_NOTIONS, Piece, pieces, read_sentences
from bot.matching.quantity import figure_lines
from bot.matching.ranking import LONGEST
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
from bot.text.polarity import is_greeting
from bot.text.sentences import Span, sentences

ANSWERS = 3
ONLY_LINKS = "only_links"  # why there is nothing to check
NEAR = 0.45  # score from which an unsure wording is worth showing
RIVAL = 0.05  # by how much an unsure claim may be nearer than the sure one


def decide(
    text: str, index: Index, *, urls: Iterable[str] = (), posted_at: date | None = None
) -> Decision:
    """Say what is known of *text*; *urls* are further links of the post, *posted_at* its day.

    The same question again costs a lookup, for as long as the index is in use.
    """
    question = text[:LONGEST], tuple(urls), posted_at
    decision = index.decided.get(question)
    if decision is None:
        decision = _decide(*question, index)
        if len(index.decided) >= MOST_DECIDED:
            index.decided.clear()
        index.decided[question] = decision
    return decision


def _decide(text: str, urls: tuple[str, ...], posted_at: date | None, index: Index) -> Decision:
    language = detect(text)
    links = [*written_urls(text), *urls]
    if (match := _by_text(text, index)) or (match := _by_link(links, text, index)):
        lines = figure_lines(read_sentences(text, language, index), language, index, posted_at)
        return Sure(language, (match,), lines)
    same = unrated.same(text, links, index)
    if (reason := _no_claim(text, language, links)) and not (same and reason == ONLY_LINKS):
        return NoClaim(language, reason)
    spoken = read_sentences(text, language, index)
    best = _best(pieces(spoken, language, index), index)
    figures = figure_lines(spoken, language, index, posted_at)
    matches = _matches(best)
    candidates = _candidates(best, index)
    ranked = [
        one
        for one in likely(text, language, index)
        if not any(match.sentence in one.passage.text for match in matches)
    ]
    matches = (*matches, *(one.match for one in ranked if one.sure))[:ANSWERS]
    if matches:
        return Sure(language, matches, figures)
    near = (*candidates, *(one.candidate for one in ranked if not one.sure))[:ANSWERS]
    near = (*same, *near, *unrated.like(text, language, index))
    candidates = tuple(unrated.shown(near, index))[:ANSWERS]
    if figures:
        return Sure(language, (), figures, candidates)
    return Near(language, candidates) if candidates else Far(language)


def _by_text(text: str, index: Index) -> Match | None:
    """Find a wording that the whole text repeats."""
    key = text_hash(text)
    known = index.by_hash.get(key, ()) if key else ()
    phrases = [one for one in known if one.verdict_id not in index.unrated.verdicts]
    if not phrases or len({phrase.verdict_id for phrase in phrases}) > 1:
        return None
    phrase = phrases[0]
    asks = any(span.asks for span in sentences(text))
    stance = Stance.ASKS if asks else _stance(phrase.polarity)
    return Match(phrase.verdict_id, stance, 1.0, text.strip(), phrase.text, Stage.EXACT)


def _by_link(links: list[str], text: str, index: Index) -> Match | None:
    """Find a link where a claim stands; the words around it may say anything, so it asks."""
    canonical = {url for link in links if (url := canonical_url(link))}
    found = {verdict_id for url in canonical for verdict_id in index.by_link.get(url, ())}
    found -= index.unrated.verdicts
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
        return ONLY_LINKS if links else "empty"
    if not any(word[0].isalpha() for word in said):
        return "no_words"
    if is_greeting(said, language):
        return "greeting"
    if len(said) == 1:
        return "single_word"
    return None


def _best(pieces: Iterable[Piece], index: Index) -> list[tuple[Piece, Comparison]]:
    """Return for each verdict the piece and wording that fit best, passed ones first."""
    compared = [
        (piece, compare(piece.reading, piece.said, piece.turn, known, index))
        for piece in pieces
        for known in piece.candidates
    ]
    explained: dict[Span, float] = defaultdict(float)
    for piece, comparison in compared:
        explained[piece.sentence] = max(explained[piece.sentence], comparison.explained)
    best: dict[tuple[int, Stance], tuple[Piece, Comparison]] = {}
    for piece, comparison in compared:
        doubts = [piece.unclear] if piece.unclear else []
        if not comparison.passed and piece.likeness:
            margin = piece.likeness.margin(comparison.known.phrase.verdict_id)
            by_likeness = comparison.by_likeness(margin)
            comparison = by_likeness if by_likeness.passed else comparison
        narrow = comparison.added > ADDED or piece.reading.asks
        less = comparison.explained < explained[piece.sentence]
        if (narrow or comparison.stage is Stage.LIKENESS) and less:
            doubts.append(Evidence(Check.RIVAL, False, piece.span.text[:80], ""))
        comparison = replace(comparison, evidence=(*comparison.evidence, *doubts))
        key = comparison.known.phrase.verdict_id, comparison.stance
        if key not in best or _rank(piece, comparison) > _rank(*best[key]):
            best[key] = (piece, comparison)
    decided = [_decided(best, verdict_id) for verdict_id in {verdict_id for verdict_id, _ in best}]
    return sorted(decided, key=lambda item: _rank(*item), reverse=True)


def _decided(
    best: Mapping[tuple[int, Stance], tuple[Piece, Comparison]], verdict_id: int
) -> tuple[Piece, Comparison]:
    """Return the better of a verdict's two sides; neither is sure where both fit as well."""
    sides = [best[key] for stance in Stance if (key := (verdict_id, stance)) in best]
    first, *others = sorted(sides, key=lambda item: _rank(*item), reverse=True)
    piece, comparison = first
    for _, other in others:
        if other.passed and comparison.score - other.score < RIVAL and not piece.reading.asks:
            doubt = Evidence(Check.RIVAL, False, piece.span.text[:80], other.known.phrase.text)
            return piece, replace(comparison, evidence=(*comparison.evidence, doubt))
    return first


def _rank(piece: Piece, comparison: Comparison) -> tuple[bool, float, float]:
    few = len(piece.reading.notions) < FEWEST_NOTIONS
    enough = not few or (len(piece.reading.notions) > 1 and comparison.score == 1)
    return comparison.passed and enough, comparison.score, len(piece.span.text)


def _matches(best: list[tuple[Piece, Comparison]]) -> tuple[Match, ...]:
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
                comparison.stage,
                comparison.evidence,
            )
        )
    return tuple(found[:ANSWERS])


def _is_near(piece: Piece, comparison: Comparison, index: Index) -> bool:
    """Say whether an unsure wording is worth showing: its actors are named, or others instead."""
    if len(piece.reading.notions) < FEWEST_NOTIONS or comparison.score < NEAR:
        return False
    phrase = comparison.known.phrase
    facts = index.families[phrase.verdict_id, phrase.language].facts
    others = set(piece.reading.names) - facts.names
    return facts.core <= piece.said or any(map(index.lexicon.is_party, others))


def _candidates(best: list[tuple[Piece, Comparison]], index: Index) -> tuple[Candidate, ...]:
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
