"""What matching reads and what it finds: plain values, no database, no wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.encoder.protocol import Floats
from bot.figures import RecordedFigure
from bot.models import Agreement, Polarity, Stance


class Stage(StrEnum):
    """How a claim was found, surest first."""

    EXACT = "exact"  # the same text once normalised
    LINK = "link"  # a link where the claim is known to stand
    WORDING = "wording"  # a similar wording that passed every check
    LIKENESS = "likeness"  # nearer by meaning than any other claim, and no check differs
    RANK = "rank"  # most likely by words and meaning together, and no guard differs
    FIGURE = "figure"  # a quantity on record


class Check(StrEnum):
    """What was compared between a post's sentence and a wording."""

    POLARITY = "polarity"  # negation on one side only
    NUMBERS = "numbers"
    DATES = "dates"
    NAMES = "names"  # actors, persons and places
    COVERAGE = "coverage"  # how much of the wording the sentence says
    ADDITION = "addition"  # how much the sentence says beyond the wording
    VOICE = "voice"  # somebody else's words: reported, wished, supposed
    RIVAL = "rival"  # another claim is as near
    LIKENESS = "likeness"  # how much nearer by meaning than any other claim
    ROLES = "roles"  # who does what to whom
    RANK = "rank"  # how likely this claim is, against all others
    LENGTH = "length"  # words of the post
    LANGUAGE = "language"  # of the post and of the wording
    UNRATED = "unrated"  # it was checked elsewhere, with no rating that can be read


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison with its result and what it saw on both sides."""

    check: Check
    passed: bool
    post: str = ""
    claim: str = ""

    def __str__(self) -> str:
        seen = f"post {self.post or '-'}, claim {self.claim or '-'}"
        return f"{self.check}: {'agrees' if self.passed else 'differs'} ({seen})"


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that the post surely makes, disputes or asks about."""

    verdict_id: int
    stance: Stance
    confidence: float  # 0..1
    sentence: str  # of the post, as written: an exact substring
    wording: str
    stage: Stage
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that is near, with the check that forbids to call it the same."""

    verdict_id: int
    difference: Evidence
    score: float  # 0..1
    sentence: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A stated quantity beside the recorded ones."""

    stated: str  # as the post has it: an exact substring
    sentence: str
    agreement: Agreement
    recorded: tuple[str, ...]  # keys of figures, the best first
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Sure:
    """Something to answer: claims, figures, or both."""

    language: str
    matches: tuple[Match, ...]
    figures: tuple[FigureLine, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """Only claims that are like it."""

    language: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Far:
    """A claim that nobody here has checked."""

    language: str


@dataclass(frozen=True, slots=True)
class NoClaim:
    """Nothing that could be true or false."""

    language: str
    reason: str  # empty, greeting, too_short, only_links, command …


Decision = Sure | Near | Far | NoClaim


@dataclass(frozen=True, slots=True)
class Phrase:
    """A known wording, as it goes into an index."""

    verdict_id: int
    text: str
    language: str
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of the lexicon, as it goes into an index."""

    id: str
    kind: str  # a ConceptKind
    words: tuple[tuple[str, tuple[str, ...]], ...]  # (language, words); a trailing * is any ending
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that an index is built from, at one version of the store."""

    version: int
    phrases: tuple[Phrase, ...] = ()
    terms: tuple[Term, ...] = ()
    figures: tuple[RecordedFigure, ...] = ()
    figure_texts: tuple[tuple[str, str, str], ...] = ()  # figure key, language, its words
    links: tuple[tuple[str, int], ...] = ()  # canonical URL, verdict id
    unrated: frozenset[int] = frozenset()  # verdicts that may be shown, and are no answer
    titles: tuple[tuple[int, str, str], ...] = ()  # verdict id, text that names it, language
    vectors: Mapping[str, Floats] = field(default_factory=dict)  # text of a phrase -> its vector
