"""What figures say over time: the values of a subject, the newest one, and who changed what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from bot.models import Figure, FigureChange, Qualifier
from bot.services.figures.rows import Content
from bot.services.figures.values import (
    ChangeView,
    Difference,
    FigureCard,
    FigureList,
    SubjectLine,
)
from bot.services.views import recorded_views
from bot.store import changes, figures

PAGE = 8  # subjects on one page of the list: as many as a phone shows
Subject = tuple[str, str | None, str | None, str | None]


def subject(figure: Figure) -> Subject:
    """Return what a figure is about: unit, actor, place, event."""
    return figure.unit, figure.actor, figure.place, figure.event


def in_order(about_the_same: Iterable[Figure]) -> list[Figure]:
    """Return the values of a subject, the oldest first; of one day, the first recorded first."""
    return sorted(about_the_same, key=lambda one: (_last_day(one), one.id or 0))


def newest(about_the_same: Sequence[Figure]) -> Figure:
    """Return the value that stands for a subject now.

    A state of things comes before what happened in a period, however late that was: a thousand
    killed in one week does not take the place of three thousand killed so far.
    """
    states = [one for one in about_the_same if one.as_of_end is None]
    return in_order(states or about_the_same)[-1]


def _last_day(figure: Figure) -> date:
    return figure.as_of_end or figure.as_of or date.min


def subjects(session: Session, locale: str, page: int = 1) -> FigureList:
    """Return a page of what figures are about, in the order in which each was first recorded."""
    grouped: dict[Subject, list[Figure]] = defaultdict(list)
    for figure in figures.every(session):
        if figure.key:
            grouped[subject(figure)].append(figure)
    groups = list(grouped.values())
    pages = max(1, -(-len(groups) // PAGE))
    page = min(max(1, page), pages)
    shown = groups[(page - 1) * PAGE : page * PAGE]
    latest = [newest(group) for group in shown]
    views = recorded_views(session, [one.key for one in latest if one.key], locale)
    return FigureList(
        tuple(
            SubjectLine(one.id or 0, views[one.key or ""], len(group))
            for one, group in zip(latest, shown, strict=True)
        ),
        page,
        pages,
    )


def card(session: Session, figure_id: int, locale: str) -> FigureCard | None:
    """Return a figure with all values of its subject; None where there is no such figure."""
    figure = figures.by_id(session, figure_id)
    if figure is None or figure.key is None:
        return None
    series = in_order(figures.about_the_same(session, figure))
    views = recorded_views(session, [one.key for one in series if one.key], locale)
    return FigureCard(
        figure_id=figure_id,
        shown=views[figure.key],
        series=tuple(views[one.key or ""] for one in series),
        newest=views[newest(series).key or ""],
        changes=history(session, series),
        seen=changes.last(session, [one.id or 0 for one in series]),
    )


def history(session: Session, of_figures: Iterable[Figure]) -> tuple[ChangeView, ...]:
    """Return who changed figures, when and in what, the newest change first."""
    keys = {figure.id or 0: figure.key or "" for figure in of_figures}
    before: dict[int, Content] = {}
    views: list[ChangeView] = []
    for change in changes.of_figures(session, keys):
        known = before.get(change.figure_id)
        views.append(_view(keys[change.figure_id], change, known))
        before[change.figure_id] = change.content
    return tuple(reversed(views))


def _view(key: str, change: FigureChange, before: Content | None) -> ChangeView:
    said = change.content
    ends = [Decimal(said[name]) for name in ("low", "high")]
    return ChangeView(
        key=key,
        version=change.version,
        at=change.at,
        by=change.by,
        name=change.name,
        person_id=change.person_id,
        low=ends[0],
        high=ends[1],
        qualifier=Qualifier(said["qualifier"]),
        differences=() if before is None else differences(before, said),
    )


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Name each field that says something else than before."""
    fields = dict.fromkeys([*before, *after])
    return tuple(
        Difference(name, before.get(name, ""), after.get(name, ""))
        for name in fields
        if before.get(name) != after.get(name)
    )
