"""Files of verdicts that admins send to the bot: shown, then written or left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.exchange.values import Rejected
from bot.models import ImportedFile, ImportState, Notice, NoticeKind
from bot.services.import_values import Fate, ImportCard, RejectedFile
from bot.services.importing.planning import plan
from bot.services.importing.reading import File
from bot.services.importing.values import By
from bot.services.importing.writing import write
from bot.services.members.roles import may_administer
from bot.services.owing import owe
from bot.store import imports, notices

LARGEST = 20_000_000  # bytes that Telegram lets a bot download
REJECTS = 500  # rejected records that are sent back
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came: where, from whom, and Telegram's id of it."""

    key: str  # of what is owed for it, so that it is handled once
    chat_id: int
    person_id: int
    name: str
    size: int
    telegram_file: str


def welcome(session: Session, person_id: int, key: str) -> bool | None:
    """Say whether to read somebody's file; None where that is done: it came again."""
    if not may_administer(session, person_id):
        return False
    return None if notices.by_key(session, key) else True


def show(session: Session, sent: Sent, file: File, rejects: list[Rejected], now: datetime) -> None:
    """Owe an admin the card that says what their file would change."""
    found = plan(session, file)
    summary = found.as_json() | {
        "writes": found.writes,
        "before": found.before.isoformat() if found.before else None,
    }
    _owe_new(session, sent, ImportState.READ, file.sha256, summary, now)


def refuse(session: Session, sent: Sent, reason: str, now: datetime) -> None:
    """Owe an admin why their file cannot be read."""
    _owe_new(session, sent, ImportState.REFUSED, "", {"reason": reason}, now)


@dataclass(frozen=True, slots=True)
class Due:
    """A file that is to be written: downloaded again, it must be the same."""

    telegram_file: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such file, or it was written or left alone before."""


@dataclass(frozen=True, slots=True)
class NoAdmin:
    """The person may not do this."""


def due(session: Session, number: int, person_id: int) -> Due | Gone | NoAdmin:
    """Return the file that an admin wants to be written."""
    if not may_administer(session, person_id):
        return NoAdmin()
    row = imports.file(session, number)
    if row is None or row.state is not ImportState.READ or row.telegram_file is None:
        return Gone()
    return Due(row.telegram_file, row.name, row.sha256)


def bring(
    session: Session,
    number: int,
    person_id: int,
    file: File,
    rejects: list[Rejected],
    edits: int | None,
    now: datetime,
) -> bool:
    """Write a file, once however often that is asked; its card says what came of it.

    The caller knows that *file* is the one that was shown.
    """
    row = imports.locked_file(session, number)
    allowed = may_administer(session, person_id)
    if row is None or row.state is not ImportState.READ or not allowed:
        return False
    where = row.person_id or person_id
    written = write(session, file, By(person_id=person_id), now, imported=number)
    row = imports.locked_file(session, number) or row
    row.summary = {
        **row.summary,
        "told": written.told,
        "rejects": [[one.place, one.reason, one.excerpt] for one in rejects[:REJECTS]],
    }
    _owe_again(session, row, where, edits)
    if rejects:
        owe(
            session,
            key=f"import:{number}:rejected",
            kind=NoticeKind.IMPORT,
            chat_id=where,
            person_id=where,
            params={"file": number, "rejected": True},
        )
    return True


def leave(session: Session, number: int, person_id: int, edits: int | None) -> bool:
    """Leave a file alone, as its admin wishes."""
    row = imports.locked_file(session, number)
    if row is None or row.state is not ImportState.READ or not may_administer(session, person_id):
        return False
    row.state = ImportState.REFUSED
    session.add(row)
    _owe_again(session, row, row.person_id or person_id, edits)
    return True


def parcelled(session: Session, notice: Notice) -> ImportCard | RejectedFile | None:
    """Show a file as it stands now; nothing to somebody who is no admin any more."""
    row = imports.file(session, notice.params["file"])
    if row is None or not may_administer(session, notice.person_id or 0):
        return None
    said = row.summary
    if notice.params.get("rejected"):
        found = tuple(Rejected(*one) for one in said.get("rejects", ()))
        return RejectedFile(row.name, found, int(said.get("rejected", 0)))
    return ImportCard(
        file_id=row.id or 0,
        name=row.name,
        state=row.state,
        counts=tuple((fate, int(said.get(fate, 0))) for fate in Fate),
        rejected=int(said.get("rejected", 0)),
        duplicates=int(said.get("duplicates", 0)),
        unrated=int(said.get("unrated", 0)),
        alike=int(said.get("alike", 0)),
        ratings=tuple((words, rating, count) for words, rating, count in said.get("ratings", ())),
        languages=tuple((code, count) for code, count in said.get("languages", ())),
        publishers=tuple((who, count) for who, count in said.get("publishers", ())),
        writes=int(said.get("writes", 0)),
        before=datetime.fromisoformat(said["before"]) if said.get("before") else None,
        reason=said.get("reason"),
        told=int(said.get("told", 0)),
    )


def _owe_new(
    session: Session,
    sent: Sent,
    state: ImportState,
    sha256: str,
    summary: dict[str, Any],
    now: datetime,
) -> None:
    """Keep a file and owe its card, once."""
    if notices.by_key(session, sent.key):
        return
    row = ImportedFile(
        state=state,
        name=sent.name[:LONGEST_NAME],
        size=sent.size,
        sha256=sha256,
        telegram_file=sent.telegram_file,
        person_id=sent.person_id,
        summary=summary,
        created_at=now,
    )
    session.add(row)
    session.flush()
    owe(
        session,
        key=sent.key,
        kind=NoticeKind.IMPORT,
        chat_id=sent.chat_id,
        person_id=sent.person_id,
        params={"file": row.id},
    )


def _owe_again(session: Session, row: ImportedFile, person_id: int, edits: int | None) -> None:
    """Owe a card in its place, as it stands now."""
    owe(
        session,
        key=f"import:{row.id}:{row.state}",
        kind=NoticeKind.IMPORT,
        chat_id=person_id,
        person_id=person_id,
        params={"file": row.id},
        edits=edits,
    )
