"""Files of all verdicts: for an operator, and for an admin who asks the bot for one.

They are read in portions, a transaction each, so that nobody waits for the store meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from sqlmodel import Session

from bot.exchange import places, writing
from bot.exchange.claimreview_writing import Addresses, RatingName
from bot.exchange.values import Review
from bot.exchange.writing import Format
from bot.models import DecisionKind, Notice, NoticeKind
from bot.services import audit, exporting
from bot.services.export_values import LARGEST, ExportFile
from bot.services.exporting import Exported, Publisher
from bot.services.members.roles import may_administer
from bot.services.members.values import Owed
from bot.services.owing import owe
from bot.services.values import NotAllowed
from bot.store import exports
from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class House:
    """Who publishes, where their archive is, and how they name ratings."""

    publisher: Publisher
    archive_url: str | None
    rated: RatingName


def everything(store: Store, publisher: Publisher, *, withdrawn: bool) -> Iterator[Exported]:
    """Give all verdicts by their numbers."""
    after = 0
    read = partial(exporting.portion, publisher=publisher, withdrawn=withdrawn)
    while found := store.transact(read, after):
        yield from found
        after = found[-1].number


def pieces(
    store: Store, kind: Format, house: House, made_on: date, *, withdrawn: bool = False
) -> Iterator[bytes]:
    """Write the file of all verdicts, piece by piece."""

    def addressed() -> Iterator[tuple[Review, Addresses]]:
        for one in everything(store, house.publisher, withdrawn=withdrawn):
            url, review = house.archive_url, one.review
            yield review, places.addresses(url, one.number, review) if url else {}

    name = house.publisher.name or "tipline"
    return writing.write(addressed(), kind, house.rated, name=name, made_on=made_on)


def owe_file(
    session: Session, chat_id: int, person_id: int, key: str, kind: str, now: datetime
) -> Owed | NotAllowed | None:
    """Owe an admin all verdicts as a file, once per *key*; None for a format that there is not."""
    if not may_administer(session, person_id):
        return NotAllowed()
    if kind not in set(Format):
        return None
    if owe(
        session,
        key=key,
        kind=NoticeKind.EXPORT,
        chat_id=chat_id,
        person_id=person_id,
        params={"format": kind},
    ):
        note(session, kind, exports.count(session), now, person_id=person_id)
    return Owed()


def parcelled(session: Session, notice: Notice) -> ExportFile | None:
    """Return the file that is to be written; none for somebody who is no admin any more."""
    if not may_administer(session, notice.person_id or 0):
        return None
    return ExportFile(notice.params["format"], exports.count(session))


def filled(store: Store, file: ExportFile, house: House, made_on: date) -> ExportFile:
    """Write a file, as far as it can be sent; for worker threads."""
    content = bytearray()
    for piece in pieces(store, Format(file.kind), house, made_on):
        content += piece
        if len(content) > LARGEST:
            return file
    return replace(file, content=bytes(content))


def note(
    session: Session,
    what: str,
    count: int,
    now: datetime,
    *,
    person_id: int | None = None,
    by_name: str | None = None,
) -> None:
    """Keep in the log who took verdicts out."""
    audit.note(
        session,
        DecisionKind.EXPORTED,
        now,
        person_id=person_id,
        by_name=by_name,
        changes={"format": what, "verdicts": count},
    )
