"""Keeping figures: adding and changing them by hand, and bringing them from files.

Each change is kept with who made it and when; a newer value is a figure of its own, so that what
was right before stays on record. The store's revision rises with each change by hand, so that
every process answers from it at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum

from sqlmodel import Session

from bot.models import ChangedBy, Source
from bot.services.entries import Problem
from bot.services.figures.entry import LONGEST_KEY, FigureEntry, loose_ends, read_entry, untimely
from bot.services.figures.rows import SEED, Author, fields, note, of_entry, of_row, write
from bot.services.figures.values import Invalid, NoFigure, Written
from bot.services.sources import read_source
from bot.store import changes, concepts, figures, revision, verdicts

MOST_NEAR = 3


def add(
    session: Session, values: Mapping[str, object], author: Author, now: datetime
) -> Written | Invalid:
    """Record a new figure from its fields; all that is wrong with them is named at once."""
    revision.lock(session)
    key = str(values.get("key"))
    if key in figures.by_key(session, [key]):
        problem = Problem(
            "key",
            "taken",
            f"there is a figure {key!r} already: change it with `tipline figures edit {key}`,"
            " or choose another key",
            (("key", key),),
        )
        return Invalid((problem,))
    return _checked(session, values, author, now)


def edit(
    session: Session, key: str, given: Mapping[str, object], author: Author, now: datetime
) -> Written | Invalid | NoFigure:
    """Change only the *given* fields of a figure; of label and attribution only their languages.

    A language whose text is empty goes.
    """
    revision.lock(session)
    figure = figures.by_key(session, [key]).get(key)
    if figure is None:
        return no_figure(session, key)
    values = fields(session, figure)
    for name, value in given.items():
        old = values[name]
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            value = {code: text for code, text in (dict(old) | dict(value)).items() if text}
        values[name] = value
    return _checked(session, values, author, now)


def no_figure(session: Session, key: str) -> NoFigure:
    """Say that there is no such figure, and which keys are near."""
    key = key[:LONGEST_KEY]
    known = [figure.key for figure in figures.every(session) if figure.key]
    near = get_close_matches(key, known, n=MOST_NEAR, cutoff=0.65) or [
        one for one in known if key and key in one
    ]
    return NoFigure(key, tuple(near[:MOST_NEAR]))


@dataclass(frozen=True, slots=True)
class Sound:
    """An entry that can be recorded, with the sources that come with it, by key."""

    entry: FigureEntry
    added: dict[str, Source]


def check(session: Session, values: Mapping[str, object], today: date) -> Sound | Invalid:
    """Read a figure from its fields and name all that is wrong with it; nothing is written."""
    values, added = _with_sources(session, values)
    entry = read_entry(values)
    if isinstance(entry, tuple):
        return Invalid(entry)
    if found := faults(session, entry, today, added):
        return Invalid(found)
    return Sound(entry, added)


def _checked(
    session: Session, values: Mapping[str, object], author: Author, now: datetime
) -> Written | Invalid:
    """Write a figure unless its fields break a rule, or say nothing new."""
    sound = check(session, values, now.date())
    if isinstance(sound, Invalid):
        return sound
    entry = sound.entry
    figure = figures.by_key(session, [entry.key]).get(entry.key)
    if figure is not None and of_row(session, figure) == of_entry(entry):
        return Written(entry.key, figure.id or 0, changed=False)
    session.add_all(sound.added.values())
    session.flush()
    figure = write(session, entry, author, now)
    revision.bump(session)
    return Written(entry.key, figure.id or 0)


def faults(
    session: Session, entry: FigureEntry, today: date, added: Mapping[str, Source]
) -> tuple[Problem, ...]:
    """Name what an entry refers to and the store has not, and days that have not come."""
    kinds = {concept.id: concept.kind for concept in concepts.every(session)}
    known = {*verdicts.source_keys(session), *added}
    return (*loose_ends(entry, kinds, known), *untimely(entry, today))


def _with_sources(
    session: Session, values: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, Source]]:
    """Turn sources written as "title | outlet | https://link" into new ones, with keys."""
    given = values.get("sources")
    keys: list[str] = []
    added: dict[str, Source] = {}
    for one in given if isinstance(given, list | tuple) else ():
        source = read_source(str(one)) if "|" in str(one) or "://" in str(one) else None
        if not isinstance(source, Source):
            keys.append(str(one))
            continue
        known = verdicts.source_by_url(session, source.url) if source.url else None
        if known is None:
            source.key = new_source_key(session, str(values.get("key")), added)
            added[source.key] = source
        keys.append((known or source).key or "")
    return {**values, "sources": tuple(keys)} if given else dict(values), added


def new_source_key(session: Session, figure_key: str, taken: Mapping[str, Source]) -> str:
    """Return a key for a source of a figure that no other source has."""
    number = 1
    while (key := f"{figure_key}-source-{number}") in taken or verdicts.source_by_key(
        session, key
    ):
        number += 1
    return key


class Brought(StrEnum):
    """What became of a file's entry."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # a person changed the figure since, and the entry is as it was
    REPLACED = "replaced"  # a person changed the figure, and then the entry changed


def bring(session: Session, entry: FigureEntry, now: datetime) -> tuple[Brought, Author | None]:
    """Make a figure say what a file's entry does, and return what became of that.

    What a person changed stays until the file's own entry changes; whose change it was is
    returned with KEPT and REPLACED.
    """
    figure = figures.by_key(session, [entry.key]).get(entry.key)
    if figure is None:
        write(session, entry, SEED, now)
        return Brought.ADDED, None
    figure_id = figure.id or 0
    wanted, latest = of_entry(entry), changes.newest(session, figure_id)
    seeded = changes.newest(session, figure_id, by=ChangedBy.SEED)
    known = seeded is not None and seeded.content == wanted
    if of_row(session, figure) == wanted:
        if not known:  # the file now says what a person did: from here on it speaks again
            note(session, figure_id, wanted, SEED, now)
        return Brought.UNCHANGED, None
    person = None
    if latest is not None and latest.by is not ChangedBy.SEED:
        person = Author(latest.by, latest.name, latest.person_id)
    if known and person:
        return Brought.KEPT, person
    write(session, entry, SEED, now)
    return (Brought.REPLACED if person else Brought.CHANGED), person
