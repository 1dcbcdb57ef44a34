"""Stated and recorded figures, and what is found of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.models import Agreement, Qualifier
from bot.text.dates import DateMention
from bot.text.quantities import Quantity


@dataclass(frozen=True, slots=True)
class RecordedFigure:
    """A quantity on record: *low* and *high* are equal unless it is a range.

    *unit*, *actor*, *place* and *event* are concept ids. *as_of* alone is a snapshot; with
    *as_of_end* it is what happened in that period. *as_of_inferred*: no source states the date.
    """

    key: str
    low: Decimal
    high: Decimal
    qualifier: Qualifier
    unit: str
    actor: str | None = None
    place: str | None = None
    event: str | None = None
    as_of: date | None = None
    as_of_end: date | None = None
    as_of_inferred: bool = False
    attributed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A quantity of a post, with the concepts and the dates named in its clause.

    *named* are the concepts that the words themselves name: Kursk, where *concepts* adds Russia.
    *sources* are the concepts of those who are said to have counted.
    """

    quantity: Quantity
    concepts: frozenset[str]
    dates: tuple[DateMention, ...] = ()
    named: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FigureEvidence:
    """One thing that was looked at, by name, and what it showed."""

    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class FigureFinding:
    """How a stated figure stands to those on record, which ones, and why; *confidence* 0 to 1.

    *missing* says that none is of the time the post speaks of: then the latest comes first.
    """

    agreement: Agreement
    recorded: tuple[RecordedFigure, ...]
    confidence: float
    evidence: tuple[FigureEvidence, ...]
    missing: bool = False
