"""What goes into the keeping of figures and comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.models import ChangedBy, Qualifier
from bot.services.entries import Problem

if TYPE_CHECKING:  # they import each other's views
    from bot.services.values import RecordedView


@dataclass(frozen=True, slots=True)
class Written:
    """The figure is recorded; *changed* is False where it said the same before."""

    key: str
    figure_id: int
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Invalid:
    """All that is wrong with the fields; nothing was written."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class NoFigure:
    """There is no figure of this key; *near* are keys like it."""

    key: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that a change set, removed (*after* is empty) or gave another value."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change of a figure: who, when, what; the first version has no differences."""

    key: str
    version: int
    at: datetime
    by: ChangedBy
    name: str | None
    person_id: int | None
    low: Decimal  # what the figure said from then on
    high: Decimal
    qualifier: Qualifier
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureCard:
    """A figure as reviewers see it, with all values of its subject and how they came about."""

    figure_id: int
    shown: RecordedView
    series: tuple[RecordedView, ...]  # the oldest first, *shown* among them
    newest: RecordedView
    changes: tuple[ChangeView, ...]  # of the whole series, the newest first
    seen: int  # rises with each change of the series


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """What figures are about, with the newest value."""

    figure_id: int
    newest: RecordedView
    count: int  # values on record


@dataclass(frozen=True, slots=True)
class FigureList:
    """A page of what figures are about."""

    subjects: tuple[SubjectLine, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A message about figures is owed."""


@dataclass(frozen=True, slots=True)
class BadPart:
    """A part of a reviewer's line that cannot be read: parts, value, day or who."""

    part: str


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The series changed since the card was shown that the reviewer answered."""

    figure_id: int


@dataclass(frozen=True, slots=True)
class Entered:
    """A reviewer's value is on record: as a new figure, a correction, or it was there before."""

    figure_id: int
    how: str  # added | corrected | same
    newest: bool  # of its subject
