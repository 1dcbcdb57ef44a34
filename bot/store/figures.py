"""Recorded figures with their labels and sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from bot.models import Figure, FigureSource, FigureText, Source


def every(session: Session) -> Sequence[Figure]:
    """Return all recorded figures."""
    return session.exec(select(Figure).order_by(col(Figure.id))).all()


def by_key(session: Session, keys: Iterable[str]) -> dict[str, Figure]:
    """Return those of the figures that exist."""
    query = select(Figure).where(col(Figure.key).in_(list(keys)))
    return {figure.key: figure for figure in session.exec(query) if figure.key is not None}


def texts(session: Session, figure_ids: Iterable[int]) -> dict[int, dict[str, FigureText]]:
    """Return what figures count, by figure and language; the first recorded language first."""
    found: dict[int, dict[str, FigureText]] = defaultdict(dict)
    query = select(FigureText).where(col(FigureText.figure_id).in_(list(figure_ids)))
    for text in session.exec(query.order_by(col(FigureText.id))):
        found[text.figure_id][text.language] = text
    return found


def text_rows(session: Session, figure_id: int) -> Sequence[FigureText]:
    """Return what one figure counts, a row for each language."""
    return session.exec(select(FigureText).where(FigureText.figure_id == figure_id)).all()


def sources(session: Session, figure_ids: Iterable[int]) -> dict[int, list[Source]]:
    """Return the sources of figures, in their order."""
    found: dict[int, list[Source]] = defaultdict(list)
    query = (
        select(FigureSource.figure_id, Source)
        .join(Source, col(Source.id) == FigureSource.source_id)
        .where(col(FigureSource.figure_id).in_(list(figure_ids)))
        .order_by(col(FigureSource.position), col(Source.id))
    )
    for figure_id, source in session.exec(query):
        found[figure_id].append(source)
    return found


def source_links(session: Session, figure_id: int) -> Sequence[FigureSource]:
    """Return which sources a figure cites, in their order."""
    query = select(FigureSource).where(FigureSource.figure_id == figure_id)
    return session.exec(query.order_by(col(FigureSource.position))).all()


def by_id(session: Session, figure_id: int) -> Figure | None:
    """Find a figure."""
    return session.get(Figure, figure_id)


def about_the_same(session: Session, figure: Figure) -> Sequence[Figure]:
    """Return the figures with a key that have the unit, actor, place and event of *figure*."""
    query = select(Figure).where(col(Figure.key).is_not(None), Figure.unit == figure.unit)
    for column, value in (
        (col(Figure.actor), figure.actor),
        (col(Figure.place), figure.place),
        (col(Figure.event), figure.event),
    ):
        query = query.where(column.is_(None) if value is None else column == value)
    return session.exec(query.order_by(col(Figure.id))).all()
