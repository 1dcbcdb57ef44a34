"""The claims that a text most likely makes, by rank, each with what guards make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.matching.guards import Judgement, judge
from bot.matching.index import Index
from bot.matching.ranking import Catalogue, Ranking, point
from bot.matching.values import Candidate, Check, Evidence, Match, Phrase, Stage
from bot.models import Stance
from bot.text.normalise import words
from bot.text.sentences import Span, sentences

SHOWN = 0.90  # precision of what is shown
HOPEFUL = 0.3  # confidence in a whole text below which none of its sentences was ever sure
# What says that the claim is told in another way, not that it is another claim.
LOOSE = frozenset({Check.COVERAGE, Check.ADDITION, Check.VOICE})
FEWEST_WORDS = 8  # of a passage that is answered by rank: shorter ones are like too much
MOST_PASSAGES = 4  # of a text that are ranked
WORDS = 40  # of a passage made of several sentences of a long text
LONG = 100  # words from which a text is ranked by its passages only

Claims = Mapping[int, tuple[Phrase, ...]]  # by verdict


@dataclass(frozen=True, slots=True)
class Likely:
    """A claim that ranks first for a passage of a text."""

    passage: Span
    phrase: Phrase  # the wording that was compared
    confidence: float  # that the passage is about this claim, 0..1
    evidence: tuple[Evidence, ...]
    judgement: Judgement

    @property
    def sure(self) -> bool:
        """Say whether it may be answered: it is this claim, told in whatever way."""
        told = all(one.passed or one.check in LOOSE for one in self.evidence)
        return told and bool(self.judgement.sentence)  # else nothing of the claim is said

    @property
    def stance(self) -> Stance:
        """Return what the post does with the claim, if that can be told."""
        return self.judgement.stance if self.judgement.passed else Stance.MENTIONS

    @property
    def sentence(self) -> str:
        """Return the sentence that was compared, or the passage where none shares a word."""
        return self.judgement.sentence or self.passage.text

    @property
    def match(self) -> Match:
        """Return it as what is answered."""
        return Match(
            self.phrase.verdict_id,
            self.stance,
            self.confidence,
            self.sentence,
            self.phrase.text,
            Stage.RANK,
            self.evidence,
        )

    @property
    def candidate(self) -> Candidate:
        """Return it as what is only shown, with what forbids an answer."""
        return Candidate(
            self.phrase.verdict_id,
            min(
                (one for one in self.evidence if not one.passed),
                key=lambda one: one.check in LOOSE,
            ),
            self.confidence,
            self.sentence,
            self.evidence,
        )


def likely(text: str, language: str, index: Index) -> list[Likely]:
    """Return the rated claims that rank first for a passage, surest first, each once."""
    return _likely(text, language, index, index.catalogue, index.few)


def likely_unrated(text: str, language: str, index: Index) -> list[Likely]:
    """Return those that have no rating: the first for each passage, surest first, each once."""
    return _likely(text, language, index, index.unrated.catalogue, index.unrated.few)


def _likely(
    text: str, language: str, index: Index, catalogue: Catalogue, few: Claims
) -> list[Likely]:
    found: dict[int, Likely] = {}
    for passage, ranked in _ranked(text, catalogue) if few else ():
        if not ranked.candidates or ranked.confidence < _shown(ranked.kind, index):
            continue
        verdict_id = ranked.candidates[0].verdict_id
        known = found.get(verdict_id)
        if verdict_id in few and (not known or known.confidence < ranked.confidence):
            found[verdict_id] = _judged(passage, few[verdict_id], ranked, language, index)
    return sorted(found.values(), key=lambda one: (one.sure, one.confidence), reverse=True)


def _shown(kind: str, index: Index) -> float:
    """Return the confidence from which a claim is shown: never above that of answers."""
    return min(point(kind, SHOWN), index.least(kind))


def _ranked(text: str, catalogue: Catalogue) -> Iterator[tuple[Span, Ranking]]:
    """Rank a short text whole and, if that is hopeful, by sentence; a long one in windows.

    Of many windows those are ranked that share most words with some claim.
    """
    short = len(words(text)) <= LONG
    cut = passages(text)
    if len(cut) > MOST_PASSAGES:
        best = sorted(cut, key=lambda one: catalogue.promise(one.text), reverse=True)
        cut = best[:MOST_PASSAGES]
    for at, passage in enumerate(cut):
        ranked = catalogue.rank(passage.text, 1)
        yield passage, ranked
        if short and not at and ranked.confidence < HOPEFUL:
            return


def passages(text: str) -> list[Span]:
    """Cut a text into what is ranked: a short one whole and by sentence, a long one in windows."""
    parts = sentences(text)
    if not parts:
        return []
    if len(words(text)) > LONG:
        return list(_windows(text, parts))
    whole = _together(text, parts)
    long = [part for part in parts if len(words(part.text)) >= FEWEST_WORDS]
    return [whole, *(part for part in long if part != whole)]


def _windows(text: str, parts: list[Span]) -> Iterator[Span]:
    """Give neighbouring sentences together, as soon as they have WORDS words."""
    window: list[Span] = []
    counted = 0
    for part in parts:
        window.append(part)
        counted += len(words(part.text))
        if counted >= WORDS:
            yield _together(text, window)
            window, counted = [], 0
    if window:
        yield _together(text, window)


def _together(text: str, parts: list[Span]) -> Span:
    start, end = parts[0].start, parts[-1].end
    return Span(text[start:end], start, end)


def _judged(
    passage: Span, claims: Sequence[Phrase], ranked: Ranking, language: str, index: Index
) -> Likely:
    """Hold a passage against the claim that ranks first, in its own language where it is told."""
    phrase = next((one for one in claims if one.language == language), claims[0])
    judgement = judge(passage.text, language, phrase.text, phrase.language, index.lexicon)
    confidence, needed = ranked.confidence, index.least(ranked.kind)
    rank = Evidence(Check.RANK, confidence >= needed, f"{confidence:.3f}", f"{needed:.3f}")
    length = len(words(passage.text))
    long = Evidence(Check.LENGTH, length >= FEWEST_WORDS, str(length), str(FEWEST_WORDS))
    spoken = Evidence(Check.LANGUAGE, phrase.language == language, language, phrase.language)
    return Likely(
        passage, phrase, confidence, (*judgement.evidence, rank, long, spoken), judgement
    )
