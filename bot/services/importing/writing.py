"""Writing a file's records: in one transaction, many rows at a time, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.models import DecisionKind, ImportedFile, ImportState, Rating
from bot.services import audit
from bot.services.importing import changing, rows
from bot.services.importing.planning import Sorted, sort
from bot.services.importing.reading import File
from bot.services.importing.values import By, Fate, Written
from bot.services.verdicts.telling import tell_change
from bot.store import imports, revision, verdicts


def write(
    session: Session,
    file: File,
    by: By,
    now: datetime,
    *,
    imported: int | None = None,
    told: Callable[[int], object] = lambda _: None,
) -> Written:
    """Bring a file's records in; nothing of them is there unless the transaction ends well.

    *imported* is the row of a file that an admin sent; without it there is a new one. *told* is
    given every so often how many records are done. What has no rating is never an answer.
    """
    row = _file(session, file, by, now, imported)
    counts: Counter[Fate] = Counter()
    was: dict[int, Rating | None] = {}
    done = 0
    for some in sort(session, file, lock=True):
        counts.update(_write(session, some, row.id or 0, now, was))
        done += len(some.new) + len(some.known) + some.unchanged
        told(done)
    if counts[Fate.NEW] or counts[Fate.CHANGED]:
        revision.bump(session)
    people = _tell(session, was, now)
    row.summary = {**row.summary, **{str(fate): counts[fate] for fate in Fate}}
    _note(session, row, by, now)
    return Written(row.id or 0, {fate: counts[fate] for fate in Fate}, people)


def _write(
    session: Session, some: Sorted, file_id: int, now: datetime, was: dict[int, Rating | None]
) -> Counter[Fate]:
    rows.add(session, some.new, file_id, now)
    changed = [(one, known) for one, known in some.known if known.fate is Fate.CHANGED]
    rated = {
        known.verdict.id or 0: known.verdict.rating
        for one, known in changed
        if known.verdict.rating is not one.review.rating
    }
    concerned = imports.concerns_somebody(session, list(rated))
    was.update({number: rating for number, rating in rated.items() if number in concerned})
    changing.change(session, some.known, file_id, now)
    session.expunge_all()
    counts: Counter[Fate] = Counter(known.fate for _, known in some.known)
    counts[Fate.NEW] += len(some.new)
    counts[Fate.UNCHANGED] += some.unchanged
    return counts


def _tell(session: Session, was: dict[int, Rating | None], now: datetime) -> int:
    """Tell those who got a verdict, or follow it, that its rating is another now."""
    count = 0
    for number, rating in was.items():
        if verdict := verdicts.locked(session, number):
            count += tell_change(session, verdict, rating, now)
    return count


def _file(
    session: Session, file: File, by: By, now: datetime, imported: int | None
) -> ImportedFile:
    row = session.get_one(ImportedFile, imported) if imported is not None else None
    row = row or ImportedFile(
        name=file.name,
        size=file.size,
        sha256=file.sha256,
        person_id=by.person_id,
        by_name=by.name,
        created_at=now,
    )
    row.state, row.done_at = ImportState.DONE, now
    row.summary = {
        **row.summary,
        "read": file.read,
        "rejected": file.rejected,
        "duplicates": file.duplicates,
    }
    session.add(row)
    session.flush()
    return row


def _note(session: Session, row: ImportedFile, by: By, now: datetime) -> None:
    session.add(row)  # it was let go of with the rows of the file
    changes: dict[str, Any] = {"file": row.name, "sha256": row.sha256, **row.summary}
    audit.note(
        session,
        DecisionKind.IMPORTED,
        now,
        person_id=by.person_id,
        by_name=by.name,
        changes=changes,
    )
    session.flush()
