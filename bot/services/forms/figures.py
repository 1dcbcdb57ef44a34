"""Values that a draft records with its verdict: proposed from the case's texts, read, checked."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlmodel import Session

from bot.matching.lexicon import Lexicon
from bot.models import Case, Draft, Figure, Qualifier
from bot.services.entries import Problem
from bot.services.figures import keeping, series
from bot.services.figures.entry import LONGEST_KEY, MENDABLE
from bot.services.figures.line import Line, read_line
from bot.services.figures.rows import digits
from bot.services.figures.values import BadPart, Invalid
from bot.services.forms.sources import is_public
from bot.services.forms.views import FiguresStep, NewFigure, Proposal
from bot.services.forms.wordings import texts_of
from bot.services.material import term
from bot.services.sources import SEPARATOR
from bot.services.values import BadSource, RecordedView, Text
from bot.services.views import recorded_views
from bot.store import concepts, figures
from bot.text.normalise import words
from bot.text.quantities import quantities

MOST: Final = 5  # of a draft, and proposals
MOST_READ: Final = 20  # texts of a case, the most frequent first


def step(session: Session, case: Case, draft: Draft, chosen: str, locale: str) -> FiguresStep:
    """Return what can be recorded with a draft, and what is; *chosen* is a figure's key."""
    found = proposed(session, case, draft)
    views = recorded_views(session, [*(one.key or "" for one in found), chosen], locale)
    return FiguresStep(
        tuple(Proposal(one.id or 0, views[one.key]) for one in found if one.key),
        tuple(_kept(one, locale) for one in draft.figures),
        views.get(chosen),
    )


def proposed(session: Session, case: Case, draft: Draft) -> list[Figure]:
    """Return the newest figure of each subject of which a text counts the unit, likeliest first.

    The more of a subject's actor, place and event the text names, the likelier it is meant.
    """
    lexicon = Lexicon(term(concept) for concept in concepts.every(session))
    subjects: dict[series.Subject, list[Figure]] = defaultdict(list)
    for figure in figures.every(session):
        if figure.key:
            subjects[series.subject(figure)].append(figure)
    best: dict[series.Subject, int] = {}
    for text, language in _texts(session, case, draft):
        counted = {one.unit for one in quantities(text, language) if not one.part}
        if not counted:
            continue
        found = lexicon.find(words(text), language or "")
        named = frozenset[str]().union(*(lexicon.wider(one.id) for one in found))
        for about in subjects:
            if about[0] in named and counted & {None, about[0]}:
                best[about] = max(best.get(about, 0), sum(one in named for one in about[1:]))
    ranked = sorted(best, key=lambda about: -best[about])
    return [series.newest(subjects[about]) for about in ranked[:MOST]]


def _texts(session: Session, case: Case, draft: Draft) -> Iterable[tuple[str, str | None]]:
    texts = [said.text for said in texts_of(session, case)[:MOST_READ]]
    own = [(text, case.language) for text in (texts or [case.text])]
    return [*own, (draft.claim, draft.language)]


def choose(session: Session, case: Case, draft: Draft, figure_id: int) -> str | None:
    """Return the key of a proposed figure; None where it is not proposed (any more)."""
    found = (one.key for one in proposed(session, case, draft) if one.id == figure_id)
    return next(found, None)


def add(
    session: Session, draft: Draft, chosen: str, line: str, language: str, today: date
) -> Text | None:
    """Keep a line's value, of the subject of a figure; what is wrong as a text of the catalogue.

    It is checked by all the rules for figures, so that publishing can record it.
    """
    like = figures.by_key(session, [chosen]).get(chosen)
    if like is None:
        return Text("no_such_figure")
    if len(draft.figures) >= MOST:
        return Text("form_figures_full", (("most", MOST),))
    match read_line(line, language, today):
        case BadPart(part):
            return Text(f"figure_{part}")
        case BadSource():
            return Text("figure_source")
        case Line(source=source) if source.url and not is_public(source.url):
            return Text("form_bad_link")
        case Line() as read:
            values = _values(session, draft, like, read, language)
    match keeping.check(session, values, today):
        case Invalid(problems=(Problem(kind=kind), *_)) if kind in MENDABLE:
            return Text(f"figure_{kind}")
        case Invalid():
            return Text("figure_invalid")
    draft.figures = [one for one in draft.figures if mark(one) != mark(values)] + [values]
    return None


def _values(
    session: Session, draft: Draft, like: Figure, line: Line, language: str
) -> dict[str, Any]:
    """Return the fields of a new figure about what *like* is about, as JSON values."""
    labels = {one.language: one.label for one in figures.text_rows(session, like.id or 0)}
    if line.counted:
        labels = {language: line.counted}
    cited = [line.source.title or line.source.url, line.source.outlet or ""]
    cited += [line.source.url] if line.source.title and line.source.url else []
    return {
        "key": _key(like, line, draft.case_id),
        "low": digits(line.value.low),
        "high": digits(line.value.high),
        "qualifier": str(line.value.qualifier),
        "unit": like.unit,
        "actor": like.actor,
        "place": like.place,
        "event": like.event,
        "as_of": line.as_of.isoformat(),
        "as_of_end": line.as_of_end.isoformat() if line.as_of_end else None,
        "label": labels,
        "attribution": dict.fromkeys(labels, line.who),
        "attributed_to": [],
        "sources": [f" {SEPARATOR} ".join(one for one in cited if one is not None)],
    }


def _key(like: Figure, line: Line, case_id: int) -> str:
    """Make a key that no other case's figure has; the same line about the same gives the same."""
    about = "-".join(one for one in series.subject(like) if one)
    day = (line.as_of_end or line.as_of).isoformat()
    who = zlib.crc32(line.who.casefold().encode())
    end = f"-{day}-case-{case_id}-{who:x}"
    return about[: LONGEST_KEY - len(end)].strip("-") + end


def drop(draft: Draft, which: int) -> bool:
    """Take the value with a mark away; False where there is none (any more)."""
    left = [one for one in draft.figures if mark(one) != which]
    if len(left) == len(draft.figures):
        return False
    draft.figures = left
    return True


def mark(values: dict[str, Any]) -> int:
    """Return a number that stands for a value on a button."""
    return zlib.crc32(str(values["key"]).encode()) + 1


def _kept(values: dict[str, Any], locale: str) -> NewFigure:
    """Show a value as it will be on record."""
    labels: dict[str, str] = values["label"]
    code = locale if locale in labels else next(iter(labels))
    ends = values["as_of_end"]
    figure = RecordedView(
        key=values["key"],
        label=labels[code],
        low=Decimal(values["low"]),
        high=Decimal(values["high"]),
        qualifier=Qualifier(values["qualifier"]),
        as_of=date.fromisoformat(values["as_of"]),
        as_of_end=date.fromisoformat(ends) if ends else None,
        as_of_inferred=False,
        attribution=values["attribution"][code],
    )
    return NewFigure(mark(values), figure)
