"""Figures as operators list them: all fields, which value is the newest, and every change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bot.models import Figure
from bot.services.figures import series
from bot.services.figures.rows import digits, fields
from bot.services.figures.series import Subject, subject
from bot.services.figures.values import ChangeView, FigureCard
from bot.store import changes as change_rows
from bot.store import figures

NOTHING = "-"  # in a subject's name: it has no actor, place or event


@dataclass(frozen=True, slots=True)
class Record:
    """One figure with all its fields."""

    fields: dict[str, Any]  # those of FigureEntry
    version: int
    newest: bool
    series: tuple[str, ...]  # the keys of all values of its subject, the oldest first

    @property
    def key(self) -> str:
        """The figure's key."""
        return str(self.fields["key"])

    @property
    def subject(self) -> str:
        """What the figure is about, as `plot --subject` takes it."""
        return named(tuple(self.fields[name] for name in ("unit", "actor", "place", "event")))

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        shown = dict(self.fields)
        for name in ("low", "high"):
            shown[name] = digits(shown[name])
        for name in ("as_of", "as_of_end"):
            shown[name] = shown[name].isoformat() if shown[name] else None
        more = {"subject": self.subject, "newest": self.newest, "version": self.version}
        return shown | more | {"series": list(self.series)}


def named(about: tuple[str | None, ...]) -> str:
    """Write a subject as unit/actor/place/event."""
    return "/".join(part or NOTHING for part in about)


def every(session: Session) -> list[Record]:
    """Return all figures, those of one subject together, the oldest value first."""
    grouped: dict[Subject, list[Figure]] = defaultdict(list)
    for figure in figures.every(session):
        if figure.key:
            grouped[subject(figure)].append(figure)
    return [record for group in grouped.values() for record in _records(session, group)]


def one(session: Session, key: str) -> Record | None:
    """Return one figure."""
    figure = figures.by_key(session, [key]).get(key)
    if figure is None:
        return None
    group = figures.about_the_same(session, figure)
    return next(found for found in _records(session, list(group)) if found.key == key)


def _records(session: Session, group: list[Figure]) -> list[Record]:
    ordered, newest = series.in_order(group), series.newest(group)
    keys = tuple(figure.key or "" for figure in ordered)
    return [
        Record(fields(session, figure), _version(session, figure), figure is newest, keys)
        for figure in ordered
    ]


def _version(session: Session, figure: Figure) -> int:
    latest = change_rows.newest(session, figure.id or 0)
    return latest.version if latest else 0


def changes(session: Session, key: str) -> tuple[ChangeView, ...] | None:
    """Return every change of a figure, the newest first; None where there is no such figure."""
    figure = figures.by_key(session, [key]).get(key)
    return series.history(session, [figure]) if figure else None


def change_as_json(change: ChangeView) -> dict[str, Any]:
    """Return what `history --json` prints."""
    return {
        "version": change.version,
        "at": change.at.isoformat(),
        "by": change.by.value,
        "name": change.name,
        "person": change.person_id,
        "low": digits(change.low),
        "high": digits(change.high),
        "qualifier": change.qualifier.value,
        "changed": {one.field: [one.before, one.after] for one in change.differences},
    }


def subjects(session: Session) -> list[str]:
    """Return what figures are about, each once."""
    return list(dict.fromkeys(record.subject for record in every(session)))


def newest_of(session: Session, about: str) -> str | None:
    """Return the key of the newest value of a subject, given as unit/actor/place/event."""
    parts = (*about.split("/"), *([NOTHING] * 4))[:4]
    wanted = named(tuple(None if part in (NOTHING, "") else part for part in parts))
    found = (one.key for one in every(session) if one.newest and one.subject == wanted)
    return next(found, None)


def card(session: Session, key: str, locale: str) -> FigureCard | None:
    """Return a figure with all values of its subject; None where there is no such figure."""
    figure = figures.by_key(session, [key]).get(key)
    return series.card(session, figure.id or 0, locale) if figure else None
