"""The outbox: what is owed, what goes out next, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from bot.models import Notice, NoticeState
from bot.services import people
from bot.services.owing import owe as owe
from bot.services.parcels import parcel
from bot.services.values import Parcel
from bot.store import broadcasts, notices, pauses
from bot.store.broadcasts import NOTHING


def claim(
    session: Session,
    *,
    now: datetime,
    limit: int,
    busy: Collection[int],
    others: int | None = None,
) -> list[Parcel]:
    """Take what is to be sent next, and mark it as being sent.

    At most one notice a chat, in each chat's own order, replies before other notices and of these
    no more than *others*, none for the chats in *busy*, none of what is paused. A notice that has
    nothing to say any more is settled on the way.
    """
    parcels: list[Parcel] = []
    waits = pauses.waiting(session)
    for notice in notices.next_in_line(
        session, now=now, limit=limit, busy=busy, waits=waits, others=others
    ):
        notice.tries += 1
        notice.state = NoticeState.SENDING
        if ready := parcel(session, notice):
            parcels.append(ready)
        else:
            _settle(notice, NoticeState.FAILED, NOTHING)
    session.flush()
    return parcels


def delivered(session: Session, notice_id: int, message_id: int, now: datetime) -> None:
    """Note that Telegram took a message, under this id."""
    if (notice := _get(session, notice_id)) is None:
        return
    if _leaves_no_trace(notice):
        session.delete(notice)
        return
    _settle(notice, NoticeState.SENT, None)
    notice.message_id = message_id
    notice.sent_at = now


def _leaves_no_trace(notice: Notice) -> bool:
    """Say whether a notice is to a private chat with somebody of whom nothing is kept."""
    return notice.person_id is None and notice.chat_id > 0 and notice.case_id is None


def retry(session: Session, notice_id: int, at: datetime, error: str) -> None:
    """Send a message again at a moment; what follows it in its chat waits."""
    if notice := _taken(session, notice_id):
        _settle(notice, broadcasts.waiting(session, notice), error)
        notice.due_at = at


def put_back(session: Session, notice_id: int) -> None:
    """Leave a message for later that was taken and has not left."""
    if notice := _taken(session, notice_id):
        _settle(notice, broadcasts.waiting(session, notice), notice.error)
        notice.tries -= 1


def failed(session: Session, notice_id: int, error: str) -> None:
    """Give a message up: Telegram will never take it."""
    if notice := _get(session, notice_id):
        _settle(notice, NoticeState.FAILED, error)


def unsure(session: Session, notice_id: int, error: str) -> None:
    """Note that nobody knows whether a message arrived.

    A reply is sent again, and what is edited may be edited twice; others are left alone.
    """
    if notice := _get(session, notice_id):
        again = notice.direct or notice.edits is not None
        _settle(notice, NoticeState.DUE if again else NoticeState.UNSURE, error)


def blocked(session: Session, notice_id: int, now: datetime) -> None:
    """Note that the recipient blocked the bot; what is owed to them waits for their return."""
    if (notice := _get(session, notice_id)) is None:
        return
    _settle(notice, NoticeState.BLOCKED, None)
    session.flush()
    if notice.person_id is not None and notice.person_id == notice.chat_id:
        people.block(session, notice.person_id, now)
    else:
        notices.hold(session, chat_id=notice.chat_id)


def recover(session: Session) -> bool:
    """After a crash: send again the replies that were under way, and leave the rest unsure.

    Returns whether anything is owed, so that something may have been sent just before.
    """
    notices.recover(session)
    return next_due(session) is not None


def next_due(session: Session) -> datetime | None:
    """Return when something is due next that is not paused; None where nothing is owed."""
    return notices.next_due(session, pauses.waiting(session))


def waits(session: Session, submission_id: int) -> bool:
    """Say whether an answer to a submission is still to be sent."""
    waiting = {NoticeState.DUE, NoticeState.SENDING}
    return any(notice.state in waiting for notice in notices.answers(session, submission_id))


def moved_chat(session: Session, old: int, new: int) -> None:
    """Follow a group that became a supergroup."""
    notices.move(session, old, new)


def _get(session: Session, notice_id: int) -> Notice | None:
    """Find a notice; its person may have erased it while it was being sent."""
    return session.get(Notice, notice_id, with_for_update=True)


def _taken(session: Session, notice_id: int) -> Notice | None:
    """Find a notice that is to wait again; its broadcast stays meanwhile as it is."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.broadcast_id is None:
        return _get(session, notice_id)
    broadcasts.hold(session, notice.broadcast_id)
    return session.get(Notice, notice_id, with_for_update=True, populate_existing=True)


def _settle(notice: Notice, state: NoticeState, error: str | None) -> None:
    notice.state = state
    notice.error = error
