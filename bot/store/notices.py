"""The outbox: every message that is owed is a row before it is sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from bot.models import Notice, NoticeKind, NoticeState
from bot.store import broadcasts, tallies
from bot.store.statements import insert_new

STALE = (NoticeKind.BROADCAST, NoticeKind.BULLETIN)  # of no use to who comes back later
RECENT = 200  # notices that are looked through for the latest of their sort


def add(session: Session, notice: Notice) -> bool:
    """Owe a message unless its key is owed already; say whether it is new."""
    return insert_new(session, notice, "key")


def get(session: Session, notice_id: int) -> Notice | None:
    """Find a notice."""
    return session.get(Notice, notice_id)


def by_key(session: Session, key: str) -> Notice | None:
    """Find what is owed under a key."""
    return session.exec(select(Notice).where(Notice.key == key)).first()


def next_in_line(
    session: Session,
    *,
    now: datetime,
    limit: int,
    busy: Collection[int],
    waits: frozenset[NoticeKind] = frozenset(),
    others: int | None = None,
) -> list[Notice]:
    """Lock the notices to send next: replies first, one a chat, each chat in its own order.

    What is of the kinds in *waits* is not sent, and keeps nothing in its chat waiting. Of what is
    no reply at most *others*, if given.
    """
    found: list[Notice] = []
    for direct, most in ((True, limit), (False, limit if others is None else others)):
        if (room := min(most, limit - len(found))) > 0:
            taken = [*busy, *(notice.chat_id for notice in found)]
            given = {"now": now, "direct": direct, "taken": taken, "room": room}
            found += session.exec(_heads(waits), params=given).all()
    return found


@cache
def _heads(waits: frozenset[NoticeKind]) -> SelectOfScalar[Notice]:
    """Select due notices with nothing before them in their chat, given now, direct, taken, room.

    Before a notice stands what is being sent, and each earlier one that is due or to be tried
    again. An earlier one that was put off from the start (too many posts a minute) does not. A
    broadcast stands before no reply: its turn may come much later.
    """
    now: sa.BindParameter[datetime] = sa.bindparam("now")
    earlier, sending = aliased(Notice), aliased(Notice)
    goes = [col(Notice.kind).not_in(waits)] if waits else []
    first = [col(earlier.kind).not_in(waits)] if waits else []
    return (
        select(Notice)
        .where(Notice.state == NoticeState.DUE, col(Notice.due_at) <= now)
        .where(col(Notice.direct) == sa.bindparam("direct"), *goes)
        .where(col(Notice.chat_id).not_in(sa.bindparam("taken", expanding=True)))
        .where(
            ~sa.exists().where(
                col(sending.chat_id) == Notice.chat_id,
                col(sending.state) == NoticeState.SENDING,
            ),
            ~sa.exists().where(
                col(earlier.chat_id) == Notice.chat_id,
                col(earlier.state) == NoticeState.DUE,
                col(earlier.id) < Notice.id,
                sa.or_(col(earlier.due_at) <= now, col(earlier.tries) > 0),
                *first,
                sa.or_(col(earlier.broadcast_id).is_(None), ~sa.bindparam("direct", sa.Boolean())),
            ),
        )
        .order_by(col(Notice.due_at), col(Notice.id))
        .limit(sa.bindparam("room"))
        .with_for_update(skip_locked=True, of=Notice)
    )


def next_due(session: Session, waits: frozenset[NoticeKind] = frozenset()) -> datetime | None:
    """Return when the next notice is due, those in *waits* aside; None where nothing is owed."""
    moments = session.exec(_soonest(waits)).one()
    return min((moment for moment in moments if moment), default=None)


@cache
def _soonest(waits: frozenset[NoticeKind]) -> Select[datetime | None, datetime | None]:
    """Select when the first reply and the first other notice are due, each from the index."""
    goes = [col(Notice.kind).not_in(waits)] if waits else []
    reply, other = (
        select(sa.func.min(Notice.due_at))
        .where(Notice.state == NoticeState.DUE, Notice.direct == direct, *goes)
        .scalar_subquery()
        for direct in (True, False)
    )
    return select(reply, other)


def put_off(session: Session, person_id: int, place: int) -> datetime | None:
    """Return when the answer *place* places before a person's next one goes, or went, out."""
    query = (
        select(Notice.due_at)
        .where(Notice.person_id == person_id, Notice.kind == NoticeKind.ANSWER)
        .where(col(Notice.edits).is_(None))
        .order_by(col(Notice.due_at).desc())
        .offset(place - 1)
        .limit(1)
    )
    return session.exec(query).first()


def answers(session: Session, submission_id: int) -> Sequence[Notice]:
    """Return the notices that answer a submission, the oldest first, and lock them."""
    query = (
        select(Notice)
        .where(Notice.submission_id == submission_id, Notice.kind == NoticeKind.ANSWER)
        .order_by(col(Notice.id))
        .with_for_update()
    )
    return session.exec(query).all()


def showing(
    session: Session, submission_ids: Collection[int], kind: NoticeKind
) -> Sequence[Notice]:
    """Return the messages of a kind that were sent about some posts, edits aside."""
    query = select(Notice).where(
        col(Notice.submission_id).in_(list(submission_ids)),
        Notice.kind == kind,
        Notice.state == NoticeState.SENT,
        col(Notice.edits).is_(None),
    )
    return session.exec(query.order_by(col(Notice.id))).all()


def of_case(session: Session, case_id: int) -> Sequence[Notice]:
    """Return the notices that show a case, the oldest first."""
    query = select(Notice).where(Notice.case_id == case_id).order_by(col(Notice.id))
    return session.exec(query).all()


def of_kind(session: Session, person_id: int, kind: NoticeKind) -> Iterator[Notice]:
    """Give what is, or was, owed of a kind to a person's own chat, the latest first."""
    query = select(Notice).where(
        Notice.person_id == person_id, Notice.kind == kind, Notice.chat_id == person_id
    )
    yield from session.exec(query.order_by(col(Notice.id).desc()).limit(RECENT))


def to_person(session: Session, person_id: int) -> Sequence[Notice]:
    """Return all that is, or was, owed to a person, oldest first."""
    query = select(Notice).where(Notice.person_id == person_id)
    return session.exec(query.order_by(col(Notice.id))).all()


def on_message(session: Session, chat_id: int, message_id: int) -> Sequence[Notice]:
    """Return what a message has shown, and is to show next, the oldest first."""
    unsent = (NoticeState.DUE, NoticeState.SENDING, NoticeState.BLOCKED)
    query = select(Notice).where(
        Notice.chat_id == chat_id,
        sa.or_(
            col(Notice.message_id) == message_id,
            col(Notice.state).in_(unsent) & (col(Notice.edits) == message_id),
        ),
    )
    return session.exec(query.order_by(col(Notice.id))).all()


def reached(session: Session, chat_id: int) -> bool:
    """Say whether a message has arrived in a chat."""
    query = select(Notice.id).where(Notice.chat_id == chat_id, Notice.state == NoticeState.SENT)
    return session.exec(query.limit(1)).first() is not None


def sent_as(
    session: Session, chat_id: int, message_id: int, kind: NoticeKind = NoticeKind.CASE
) -> Notice | None:
    """Find the notice of a kind that became a message, edits aside."""
    query = select(Notice).where(
        Notice.chat_id == chat_id, Notice.message_id == message_id, Notice.kind == kind
    )
    return session.exec(query.order_by(col(Notice.id))).first()


def erase(session: Session, person_id: int, submission_ids: Collection[int]) -> int:
    """Delete what is owed, or was sent, to a person, about their posts or themselves.

    Returns how many messages that were.
    """
    tallies.keep(session, col(Notice.person_id) == person_id)
    which = [col(Notice.person_id) == person_id, col(Notice.chat_id) == person_id]
    for start in range(0, len(submission_ids), 500):
        which.append(col(Notice.submission_id).in_(list(submission_ids)[start : start + 500]))
    about = sa.or_(col(Notice.kind) == NoticeKind.MEMBER, col(Notice.key).startswith("block:"))
    named = [one.id for one in session.exec(select(Notice).where(about)) if _names(one, person_id)]
    which.append(col(Notice.id).in_(named))
    connection = session.connection()
    erased = sum(connection.execute(sa.delete(Notice).where(one)).rowcount for one in which)
    session.expire_all()
    return erased


def _names(notice: Notice, person_id: int) -> bool:
    """Say whether an admin's card or question is about a person."""
    asked = notice.params.get("values", {}).get("person")
    return person_id in (notice.params.get("member"), asked)


def hold(session: Session, *, chat_id: int | None = None, person_id: int | None = None) -> None:
    """Keep what is owed to a chat or person who blocked the bot, in case they come back."""
    _change(
        session,
        _owed_to(chat_id, person_id) & col(Notice.state).in_((NoticeState.DUE, NoticeState.HELD)),
        state=NoticeState.BLOCKED,
    )


def resume(session: Session, person_id: int, now: datetime) -> None:
    """Send what was held while a person had blocked the bot; of broadcasts what runs."""
    blocked = _owed_to(None, person_id) & (col(Notice.state) == NoticeState.BLOCKED)
    own = blocked & col(Notice.kind).not_in(STALE)
    _change(session, own, state=NoticeState.DUE, due_at=now)
    copies = select(Notice).where(blocked, col(Notice.broadcast_id).is_not(None))
    for row in session.exec(copies.order_by(col(Notice.broadcast_id))).all():
        broadcasts.hold(session, row.broadcast_id or 0)  # it stays meanwhile as it is
        state = broadcasts.waiting(session, row)
        if state is not NoticeState.DROPPED:
            row.state = state


def _owed_to(chat_id: int | None, person_id: int | None) -> sa.ColumnElement[bool]:
    return (
        col(Notice.chat_id) == chat_id if person_id is None else col(Notice.person_id) == person_id
    )


def recover(session: Session) -> None:
    """After a crash: send replies again, and edits; leave other notices in doubt alone."""
    sending = col(Notice.state) == NoticeState.SENDING
    again = col(Notice.direct).is_(True) | col(Notice.edits).is_not(None)
    _change(session, sending & again, state=NoticeState.DUE)
    _change(
        session,
        sending & ~again,
        state=NoticeState.UNSURE,
        error="stopped while it was being sent",
    )


def doubt(session: Session, error: str) -> int:
    """Leave alone what may have been sent, but for replies and edits; return how many."""
    unsent = col(Notice.state).in_((NoticeState.HELD, NoticeState.DUE, NoticeState.SENDING))
    which = unsent & col(Notice.direct).is_(False) & col(Notice.edits).is_(None)
    return _change(session, which, state=NoticeState.UNSURE, error=error)


def move(session: Session, old: int, new: int) -> None:
    """Turn what is owed to a chat to its new id; message ids of the old one mean nothing there."""
    unsent = (NoticeState.DUE, NoticeState.SENDING, NoticeState.BLOCKED)
    _change(
        session,
        (col(Notice.chat_id) == old) & col(Notice.state).in_(unsent),
        chat_id=new,
        reply_to=None,
        edits=None,
    )


def purge(session: Session, before: datetime) -> int:
    """Delete what was settled and is older than a moment; return how many."""
    unsettled = (NoticeState.HELD, NoticeState.DUE, NoticeState.SENDING)
    old = col(Notice.state).not_in(unsettled) & (col(Notice.created_at) < before)
    tallies.keep(session, old)
    return session.connection().execute(sa.delete(Notice).where(old)).rowcount


def _change(session: Session, which: sa.ColumnElement[bool], **values: object) -> int:
    """Change many notices at once, and what the session has read of them; return how many."""
    session.flush()
    changed = session.connection().execute(sa.update(Notice).where(which).values(**values))
    session.expire_all()
    return changed.rowcount
