"""What reviewers do with figures in their chat: look at them, and enter newer values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from sqlmodel import Session

from bot.models import ChangedBy, Figure, NoticeKind, Role
from bot.services import people
from bot.services.figures import keeping
from bot.services.figures.entry import read_entry
from bot.services.figures.line import Line, read_line
from bot.services.figures.rows import Author, fields, write
from bot.services.figures.series import in_order, newest
from bot.services.figures.values import (
    BadPart,
    Entered,
    Invalid,
    NoFigure,
    Overtaken,
    Shown,
)
from bot.services.owing import owe
from bot.services.values import BadSource, NotAllowed
from bot.store import changes, figures, notices, revision, verdicts

Asked: TypeAlias = Shown | NoFigure | NotAllowed
Put: TypeAlias = Entered | Overtaken | BadPart | BadSource | Invalid | NoFigure | NotAllowed


def owe_list(
    session: Session,
    chat_id: int,
    person_id: int,
    key: str,
    *,
    page: int = 1,
    edits: int | None = None,
) -> Asked:
    """Owe a reviewer the list of what figures are about, once per *key*."""
    if not people.may_review(session, person_id):
        return NotAllowed()
    owe(
        session,
        key=key,
        kind=NoticeKind.FIGURES,
        chat_id=chat_id,
        person_id=person_id,
        params={"page": page},
        edits=edits,
    )
    return Shown()


def owe_card(session: Session, chat_id: int, person_id: int, key: str, which: int | str) -> Asked:
    """Owe a reviewer a figure, named by its key or its id, with its chart; once per *key*."""
    if not people.may_review(session, person_id):
        return NotAllowed()
    figure = _find(session, which)
    if figure is None:
        return keeping.no_figure(session, str(which))
    owe(
        session,
        key=key,
        kind=NoticeKind.FIGURE,
        chat_id=chat_id,
        person_id=person_id,
        params={"figure": figure.id},
    )
    return Shown()


def _find(session: Session, which: int | str) -> Figure | None:
    if isinstance(which, int):
        return figures.by_id(session, which)
    return figures.by_key(session, [which]).get(which)


def is_card(session: Session, chat_id: int, message_id: int) -> bool:
    """Say whether a message of a chat shows a figure."""
    return notices.sent_as(session, chat_id, message_id, NoticeKind.FIGURE) is not None


def enter(
    session: Session, chat_id: int, message_id: int, person_id: int, line: str, now: datetime
) -> Put:
    """Record the value with which a reviewer answered a figure's card.

    Of one day and one source of words there is one value: another one corrects it. Of two
    reviewers who answer cards that show the same, the second is shown what the first entered.
    """
    if not people.may_review(session, person_id):
        return NotAllowed()
    read = read_line(line, people.language(session, person_id), now.date())
    if not isinstance(read, Line):
        return read
    revision.lock(session)  # from here on nobody else changes a figure
    shown = notices.sent_as(session, chat_id, message_id, NoticeKind.FIGURE)
    figure = figures.by_id(session, shown.params.get("figure", 0)) if shown else None
    if shown is None or figure is None:
        return NoFigure("")
    series = in_order(figures.about_the_same(session, figure))
    same = _of_that_day(session, series, read)
    if same and _says(same, read):
        return Entered(same.id or 0, "same", newest(series) is same)
    if changes.last(session, [one.id or 0 for one in series]) != shown.params.get("seen"):
        return Overtaken(newest(series).id or 0)
    return _put(session, figure, same, read, _author(session, person_id), now)


def _author(session: Session, person_id: int) -> Author:
    admin = people.role(session, person_id) is Role.ADMIN
    return Author(ChangedBy.ADMIN if admin else ChangedBy.REVIEWER, person_id=person_id)


def _of_that_day(session: Session, series: Iterable[Figure], line: Line) -> Figure | None:
    """Return the value of the same day or period of which the same people say it."""
    for one in series:
        if (one.as_of, one.as_of_end) == (line.as_of, line.as_of_end):
            texts = figures.text_rows(session, one.id or 0)
            if line.who.casefold() in {text.attribution.casefold() for text in texts}:
                return one
    return None


def _says(figure: Figure, line: Line) -> bool:
    said = figure.low, figure.high, figure.qualifier
    return said == (line.value.low, line.value.high, line.value.qualifier)


def _put(
    session: Session,
    figure: Figure,
    corrected: Figure | None,
    line: Line,
    author: Author,
    now: datetime,
) -> Put:
    """Write a value as a figure like *figure*, or in the place of the one it corrects."""
    values = fields(session, corrected or figure)
    if corrected is None:
        values |= {"key": _new_key(session, figure, line), "as_of_inferred": False}
        values |= _said_by(session, figure, line.who)
    if line.counted:
        # The other languages' labels are of what was counted before: readers see these words.
        language = people.language(session, author.person_id or 0)
        values |= {"label": {language: line.counted}, "attribution": {language: line.who}}
    values |= {"low": line.value.low, "high": line.value.high, "qualifier": line.value.qualifier}
    values |= {"as_of": line.as_of, "as_of_end": line.as_of_end}
    known = verdicts.source_by_url(session, line.source.url) if line.source.url else None
    source = known or line.source
    if source.key is None:
        source.key = keeping.new_source_key(session, str(values["key"]), {})
    values["sources"] = (source.key,)
    entry = read_entry(values)
    if isinstance(entry, tuple):
        return Invalid(entry)
    if found := keeping.faults(session, entry, now.date(), {source.key: source}):
        return Invalid(found)
    session.add(source)
    session.flush()
    written = write(session, entry, author, now)
    revision.bump(session)
    series = figures.about_the_same(session, written)
    how = "corrected" if corrected else "added"
    return Entered(written.id or 0, how, newest(series).id == written.id)


def _said_by(session: Session, figure: Figure, who: str) -> dict[str, object]:
    """Return who says it: as other values of the subject name them, else in the given words."""
    for one in reversed(in_order(figures.about_the_same(session, figure))):
        texts = figures.text_rows(session, one.id or 0)
        if who.casefold() in {text.attribution.casefold() for text in texts}:
            attribution = {text.language: text.attribution for text in texts}
            languages = {text.language for text in figures.text_rows(session, figure.id or 0)}
            if attribution.keys() == languages:
                return {"attribution": attribution, "attributed_to": tuple(one.attributed_to)}
    labels = figures.text_rows(session, figure.id or 0)
    return {"attribution": {text.language: who for text in labels}, "attributed_to": ()}


def _new_key(session: Session, figure: Figure, line: Line) -> str:
    """Make a key of what the figure is about and the day; numbered where that is taken."""
    about = (figure.unit, figure.actor, figure.place, figure.event)
    stem = "-".join([part for part in about if part])[:70].strip("-")
    key = first = f"{stem}-{(line.as_of_end or line.as_of).isoformat()}"
    number = 1
    while figures.by_key(session, [key]):
        number += 1
        key = f"{first}-{number}"
    return key
