"""A figure's rows: read as an entry's fields, written from an entry, each change kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session, SQLModel

from bot.models import ChangedBy, Figure, FigureChange, FigureSource, FigureText
from bot.services.figures.entry import FigureEntry
from bot.store import changes, figures, verdicts

Content = dict[str, str]  # what a figure says: each field that says something, as text


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes a figure: an operator by login, a person by Telegram's id."""

    by: ChangedBy
    name: str | None = None
    person_id: int | None = None


SEED = Author(ChangedBy.SEED)


def fields(session: Session, figure: Figure) -> dict[str, Any]:
    """Return the fields of the entry that a figure's rows are made from."""
    figure_id = figure.id or 0
    texts = figures.texts(session, [figure_id])[figure_id]
    cited = figures.sources(session, [figure_id])[figure_id]
    values = {name: getattr(figure, name) for name in FigureEntry.model_fields if name in _OWN}
    return values | {
        "attributed_to": tuple(figure.attributed_to),
        "label": {code: text.label for code, text in texts.items()},
        "attribution": {code: text.attribution for code, text in texts.items()},
        "sources": tuple(source.key or "" for source in cited),
    }


_OWN = frozenset(Figure.model_fields) - {"id"}


def content(values: Mapping[str, Any]) -> Content:
    """Write an entry's fields as text, in one way: equal contents say the same."""
    found: Content = {}
    for name, value in values.items():
        match value:
            case None | False | () | "":
                continue
            case True:
                found[name] = "true"
            case Decimal():
                found[name] = digits(value)
            case date():
                found[name] = value.isoformat()
            case tuple() | list():
                found[name] = ", ".join(value)
            case Mapping():
                found |= {f"{name}.{part}": str(text) for part, text in value.items()}
            case _:
                found[name] = str(value)
    found.pop("key", None)  # it never changes
    return found


def digits(number: Decimal) -> str:
    """Write a number without needless zeros and without exponent."""
    return f"{number.normalize():f}"


def of_row(session: Session, figure: Figure) -> Content:
    """Return what a figure says now."""
    return content(fields(session, figure))


def of_entry(entry: FigureEntry) -> Content:
    """Return what a figure would say that is made from *entry*."""
    return content(entry.model_dump())


def write(session: Session, entry: FigureEntry, author: Author, now: datetime) -> Figure:
    """Make a figure say what its *entry* does, and keep that as a change by *author*.

    What the entry refers to must be in the store.
    """
    values = entry.model_dump(exclude={"key", "sources", "label", "attribution"})
    values["attributed_to"] = list(entry.attributed_to)
    figure = figures.by_key(session, [entry.key]).get(entry.key)
    if figure is None:
        figure = Figure(key=entry.key, **values)
    for name, value in values.items():
        if getattr(figure, name) != value:
            setattr(figure, name, value)
    session.add(figure)
    session.flush()
    figure_id = figure.id or 0
    _replace(session, figures.text_rows(session, figure_id), _texts(entry, figure_id))
    _replace(session, figures.source_links(session, figure_id), _cited(session, entry, figure_id))
    note(session, figure_id, of_entry(entry), author, now)
    return figure


def note(
    session: Session, figure_id: int, said: Content, author: Author, now: datetime
) -> FigureChange:
    """Keep that a figure says something from now on, by *author*."""
    change = FigureChange(
        figure_id=figure_id,
        version=0,
        at=now,
        by=author.by,
        name=author.name,
        person_id=author.person_id,
        content=said,
    )
    changes.add(session, change)
    return change


def _texts(entry: FigureEntry, figure_id: int) -> list[SQLModel]:
    return [
        FigureText(
            figure_id=figure_id, language=code, label=label, attribution=entry.attribution[code]
        )
        for code, label in entry.label.items()
    ]


def _cited(session: Session, entry: FigureEntry, figure_id: int) -> list[SQLModel]:
    found = [verdicts.source_by_key(session, key) for key in dict.fromkeys(entry.sources)]
    return [
        FigureSource(figure_id=figure_id, source_id=source.id or 0, position=position)
        for position, source in enumerate(found)
        if source is not None
    ]


def _replace(session: Session, stored: Iterable[SQLModel], wanted: Iterable[SQLModel]) -> None:
    """Make the *wanted* rows the only ones; those that are there already stay."""
    have, want = ({_content(row): row for row in rows} for rows in (stored, wanted))
    for one in have.keys() - want.keys():
        session.delete(have[one])
    session.flush()  # first out, then in: two rows may share what is unique
    session.add_all(row for one, row in want.items() if one not in have)
    session.flush()


def _content(row: SQLModel) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in type(row).model_fields if name != "id")
