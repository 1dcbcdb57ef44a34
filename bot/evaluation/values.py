"""What an evaluation reads, asks an engine for, and keeps of each post."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from bot.models import Outcome, Polarity

DEPTH = 10  # candidates that an engine ranks for a post


class EvaluationError(ValueError):
    """Something that keeps an evaluation from starting; the text names the next step."""


class FolderError(EvaluationError):
    """A folder of labelled posts that cannot be read: which file, which line, what to do."""

    def __init__(self, file: Path, line: int | None, problem: str, next_step: str) -> None:
        """Take the place (no *line* where the whole file is meant), what is wrong, the way on."""
        self.file = file
        self.line = line
        place = str(file) if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {problem}. {next_step}")


@dataclass(frozen=True, slots=True)
class WordingRow:
    """Another way in which people put a claim, or its denial."""

    text: str
    lang: str | None = None
    polarity: Polarity = Polarity.ASSERTS


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of the store that is measured."""

    id: str
    claim: str
    title: str | None = None
    lang: str | None = None
    leads: tuple[str, ...] = ()  # what else tells of the claim: found by its words alone
    wordings: tuple[WordingRow, ...] = ()  # compared with, as the claim itself

    @property
    def encoded(self) -> tuple[str, ...]:
        """The texts that are found by their meaning too."""
        titles = (self.title,) if self.title else ()
        return (self.claim, *titles, *(one.text for one in self.wordings))

    @property
    def around(self) -> tuple[str, ...]:
        """The texts that the claim is found by, but never compared with."""
        return (self.title, *self.leads) if self.title else self.leads


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post and the ids of the claims that are right for it, in the store or not."""

    id: str
    text: str
    lang: str | None = None
    right: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A folder's claims and one split of its posts.

    *wordless* counts claims left out because they have no words, *absent* the right claims that
    are not among *claims*.
    """

    name: str
    split: str
    claims: tuple[ClaimRow, ...]
    posts: tuple[PostRow, ...]
    wordless: int = 0
    absent: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """What an engine makes of a post; ValueError where it contradicts itself.

    *ranking* holds claim ids with scores, best first, at most ten, each claim once; *outcome* is a
    value of `bot.models.Outcome`; *answered* holds the claims surely matched; *confidence* is the
    calibrated probability that the first of the ranking is right, 0 to 1.
    """

    ranking: tuple[tuple[str, float], ...]
    outcome: str
    answered: tuple[str, ...]
    confidence: float
    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse what would falsify a figure."""
        if len(self.ranking) > DEPTH or len({claim for claim, _ in self.ranking}) < len(
            self.ranking
        ):
            raise ValueError(f"a ranking has at most {DEPTH} claims, each once: {self.ranking}")
        if any(not better >= worse for (_, better), (_, worse) in pairwise(self.ranking)):
            raise ValueError(f"a ranking goes from the best score down: {self.ranking}")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"a confidence lies between 0 and 1: {self.confidence}")
        Outcome(self.outcome)


class Engine(Protocol):
    """What is measured: a matching engine over some claims."""

    def judge(self, text: str) -> Judged:
        """Decide on one post."""
        ...


Build = Callable[[Sequence[ClaimRow]], Engine]


@dataclass(frozen=True, slots=True)
class Case:
    """A post with the claims of the store that are right for it, and what was made of it."""

    post: str
    right: frozenset[str]
    judged: Judged
    cpu_ms: float

    @property
    def ranked(self) -> tuple[str, ...]:
        """The candidates, best first."""
        return tuple(claim for claim, _ in self.judged.ranking)

    @property
    def answered(self) -> bool:
        """Say whether the post got an answer."""
        return self.judged.outcome == Outcome.ANSWERED

    @property
    def answered_rightly(self) -> bool:
        """Say whether one of the answered claims is right for the post."""
        return self.answered and not self.right.isdisjoint(self.judged.answered)


@dataclass(frozen=True, slots=True)
class Run:
    """All posts judged by one index; *seed* is that of the masking, None for the whole store."""

    seed: int | None
    claims: int
    removed: int
    build_s: float
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One run, or one for each masking; *peak_bytes* is None where the system does not say."""

    benchmark: Benchmark
    runs: tuple[Run, ...]
    peak_bytes: int | None

    @property
    def open_set(self) -> bool:
        """Say whether right claims were removed."""
        return self.runs[0].seed is not None
