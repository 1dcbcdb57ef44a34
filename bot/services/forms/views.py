"""What the steps of the verdict form show. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.models import CasePurpose, FormStep, Rating

if TYPE_CHECKING:  # messages of all sorts are listed there
    from bot.services.values import RecordedView, SourceView, Text, VerdictView


@dataclass(frozen=True, slots=True)
class RatingStep:
    """Which rating."""

    chosen: Rating | None


@dataclass(frozen=True, slots=True)
class ClaimStep:
    """The claim in our words; *proposed* is what the case's first text says."""

    claim: str
    proposed: str
    original: str = ""  # of a translation


@dataclass(frozen=True, slots=True)
class SummaryStep:
    """Why it is so, and in which language claim and summary are."""

    summary: str
    language: str
    languages: tuple[str, ...]  # others that it can be in
    original: str = ""  # of a translation


@dataclass(frozen=True, slots=True)
class MarkedSource:
    """A source with the mark by which it is taken away."""

    mark: int
    source: SourceView


@dataclass(frozen=True, slots=True)
class SourcesStep:
    """The sources; *untitled* is the link whose title is asked for."""

    sources: tuple[MarkedSource, ...]
    needed: bool
    untitled: str | None = None


@dataclass(frozen=True, slots=True)
class SaidView:
    """A text of the case's posts."""

    submission_id: int
    text: str  # cleaned of personal data
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class WordingsStep:
    """Which texts assert the claim; who sent another one is not told."""

    texts: tuple[SaidView, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What figures are recorded for and a text of the case counts."""

    figure_id: int
    newest: RecordedView


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A value that is recorded with the verdict."""

    mark: int
    figure: RecordedView


@dataclass(frozen=True, slots=True)
class FiguresStep:
    """Values to record with the verdict; *chosen* waits for its line."""

    proposals: tuple[Proposal, ...]
    kept: tuple[NewFigure, ...]
    chosen: RecordedView | None = None


@dataclass(frozen=True, slots=True)
class PeriodStep:
    """Until when the verdict holds."""

    until: date | None


@dataclass(frozen=True, slots=True)
class TextsStep:
    """Claim and summary in further languages; *writing* is the one that is asked for."""

    languages: tuple[str, ...]
    written: tuple[str, ...]
    claim: str
    summary: str
    writing: str | None = None


@dataclass(frozen=True, slots=True)
class PreviewStep:
    """The verdict as readers are to see it, in *locale*, and who hears of it."""

    verdict: VerdictView
    locale: str
    languages: tuple[str, ...]  # others to look at it in
    steps: tuple[FormStep, ...]  # that can be changed
    missing: tuple[FormStep, ...]
    posts: int  # of the case
    told: int  # of these, that make the claim
    figures: int


Step = (
    RatingStep
    | ClaimStep
    | SummaryStep
    | SourcesStep
    | WordingsStep
    | FiguresStep
    | PeriodStep
    | TextsStep
    | PreviewStep
)


@dataclass(frozen=True, slots=True)
class FormCard:
    """A step of a form as its writer sees it."""

    case_id: int
    version: int
    purpose: CasePurpose
    step: FormStep
    number: int
    total: int
    before: FormStep | None
    after: FormStep | None  # where there is nothing to be done at this step first
    content: Step
    comment: str = ""  # why it was sent back
    said: Text | None = None
    asked: bool = False  # whether all is to be thrown away


@dataclass(frozen=True, slots=True)
class FormLine:
    """What is left of a step's message once it is answered."""

    step: FormStep
    number: int
    total: int
    content: Step
