"""Posts with their parts and what readers said of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.models import Case, CaseState, Flag, Outcome, Part, Submission
from bot.store.statements import insert_new

# Outcomes with which a post still waits for a verdict.
UNANSWERED = (Outcome.NONE, Outcome.RELATED)


def get(session: Session, submission_id: int) -> Submission | None:
    """Find a submission."""
    return session.get(Submission, submission_id)


def locked(session: Session, submission_id: int) -> Submission | None:
    """Find a submission and keep all others from changing it until this transaction ends."""
    session.flush()
    return session.get(Submission, submission_id, with_for_update=True, populate_existing=True)


def add(session: Session, row: Submission) -> Submission:
    """Add a submission, or return the one that has its group key already."""
    if row.group_key is None:
        session.add(row)
        session.flush()
        return row
    if insert_new(session, row, "chat_id", "group_key", "person_id"):
        return session.get_one(Submission, row.id)
    return session.exec(_in_group(row.chat_id, row.person_id, row.group_key)).one()


def own(session: Session, submission_id: int, person_id: int) -> Submission | None:
    """Find a submission that is this person's, and lock it; None for anybody else's."""
    query = select(Submission).where(
        Submission.id == submission_id, Submission.person_id == person_id
    )
    return session.exec(query.with_for_update()).first()


def part(session: Session, chat_id: int, message_id: int) -> Part | None:
    """Find the part that is a Telegram message."""
    query = select(Part).where(Part.chat_id == chat_id, Part.message_id == message_id)
    return session.exec(query).first()


def add_part(session: Session, row: Part) -> bool:
    """Add a part unless its message is a part already; say whether it is new."""
    return insert_new(session, row, "chat_id", "message_id")


def parts(session: Session, submission_id: int) -> Sequence[Part]:
    """Return the parts of a submission in the order in which they were written."""
    query = select(Part).where(Part.submission_id == submission_id)
    return session.exec(query.order_by(col(Part.message_id))).all()


def in_group(session: Session, chat_id: int, person_id: int, key: str) -> Submission | None:
    """Find a person's submission of several messages by the key that they share."""
    return session.exec(_in_group(chat_id, person_id, key)).first()


def _in_group(chat_id: int, person_id: int | None, key: str | None) -> SelectOfScalar[Submission]:
    return select(Submission).where(
        Submission.chat_id == chat_id,
        Submission.group_key == key,
        Submission.person_id == person_id,
    )


def unfinished(session: Session, chat_id: int, person_id: int, prefix: str) -> str | None:
    """Return the key, beginning with *prefix*, of a person's post that nothing was decided of."""
    query = select(Submission.group_key).where(
        Submission.person_id == person_id,
        Submission.chat_id == chat_id,
        col(Submission.outcome).is_(None),
        col(Submission.group_key).startswith(prefix, autoescape=True),
    )
    return session.exec(query.order_by(col(Submission.id).desc()).limit(1)).first()


def latest(session: Session, person_id: int, limit: int) -> Sequence[Submission]:
    """Return a person's latest checkable posts, newest first."""
    query = select(Submission).where(_checkable(person_id))
    return session.exec(query.order_by(col(Submission.id).desc()).limit(limit)).all()


def count(session: Session, person_id: int) -> tuple[int, datetime | None]:
    """Count a person's checkable posts, and say when the first came."""
    query = select(sa.func.count(), sa.func.min(Submission.created_at)).where(
        _checkable(person_id)
    )
    return session.exec(query).one()


def count_since(session: Session, person_id: int, since: datetime) -> int:
    """Count the posts that a person has sent since a moment."""
    query = select(sa.func.count()).where(
        Submission.person_id == person_id, Submission.created_at > since
    )
    return session.exec(query).one()


def _checkable(person_id: int) -> sa.ColumnElement[bool]:
    return (col(Submission.person_id) == person_id) & (
        col(Submission.outcome) != Outcome.NOT_A_CLAIM
    )


def of_person(session: Session, person_id: int) -> Sequence[Submission]:
    """Return all posts of a person."""
    return session.exec(select(Submission).where(Submission.person_id == person_id)).all()


def files(session: Session, person_id: int) -> int:
    """Count the files in a person's posts."""
    query = (
        select(sa.func.count())
        .select_from(Part)
        .join(Submission, col(Submission.id) == Part.submission_id)
        .where(col(Submission.person_id) == person_id, col(Part.file_id).is_not(None))
    )
    return session.exec(query).one()


def without_case(session: Session, limit: int) -> list[Submission]:
    """Return posts that wait for reviewers and are in no case yet, oldest first."""
    found: list[Submission] = []
    for outcome in UNANSWERED:
        query = (
            select(Submission)
            .where(Submission.outcome == outcome, col(Submission.case_id).is_(None))
            .where(col(Submission.verdict_id).is_(None), col(Submission.held_back).is_(False))
            .where(col(Submission.purged_at).is_(None), col(Submission.person_id).is_not(None))
            .order_by(col(Submission.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        found += session.exec(query)
    return sorted(found, key=lambda post: post.id or 0)[:limit]


def open_before(session: Session, revision: int, limit: int) -> list[Submission]:
    """Return posts without verdict that were last decided at an older revision."""
    found: list[Submission] = []
    for outcome in UNANSWERED:
        query = (
            select(Submission)
            .where(Submission.outcome == outcome, col(Submission.verdict_id).is_(None))
            .where(Submission.revision < revision, col(Submission.purged_at).is_(None))
            .where(col(Submission.person_id).is_not(None))
            .order_by(col(Submission.revision))
            .limit(limit - len(found))
            .with_for_update(skip_locked=True)
        )
        found += session.exec(query)
    return found


def in_case(session: Session, case_id: int) -> Sequence[Submission]:
    """Return the posts of a case, oldest first."""
    query = select(Submission).where(Submission.case_id == case_id)
    return session.exec(query.order_by(col(Submission.id))).all()


def origins(session: Session, case_id: int, limit: int) -> Sequence[tuple[str, int]]:
    """Return the channels and groups from which most posts of a case come, with how many."""
    count = sa.func.count()
    query = (
        select(Submission.origin_name, count)
        .where(Submission.case_id == case_id, col(Submission.origin_name).is_not(None))
        .group_by(col(Submission.origin_name))
        .order_by(count.desc(), col(Submission.origin_name))
        .limit(limit)
    )
    return [(name, number) for name, number in session.exec(query) if name is not None]


def texts(session: Session, case_id: int) -> tuple[int, list[str]]:
    """Count the different texts of a case's posts, and return their languages, by frequency."""
    count = sa.func.count()
    said = col(Submission.case_id) == case_id
    different = select(sa.func.count(sa.distinct(col(Submission.text_hash)))).where(
        said, Submission.text_hash != ""
    )
    languages = (
        select(Submission.language)
        .where(said, col(Submission.language).is_not(None))
        .group_by(col(Submission.language))
        .order_by(count.desc(), col(Submission.language))
    )
    return session.exec(different).one(), [one for one in session.exec(languages) if one]


def page_of_case(
    session: Session, case_id: int, start: int, limit: int
) -> tuple[int, Sequence[Submission]]:
    """Count the posts of a case that still have their words or file, and return some, in order."""
    which = (col(Submission.case_id) == case_id) & col(Submission.purged_at).is_(None)
    total = session.exec(select(sa.func.count()).select_from(Submission).where(which)).one()
    query = select(Submission).where(which).order_by(col(Submission.id))
    return total, session.exec(query.offset(start).limit(limit)).all()


def with_hash(session: Session, text_hash: str) -> Sequence[Submission]:
    """Return the posts that say the same once normalised."""
    return session.exec(select(Submission).where(Submission.text_hash == text_hash)).all()


def closed_before(session: Session, before: datetime, limit: int) -> Sequence[Submission]:
    """Return posts older than a moment that nobody works on any more and that still have texts."""
    open_cases = sa.select(col(Case.id)).where(col(Case.state) != CaseState.CLOSED)
    waits = sa.and_(
        col(Submission.outcome).in_(UNANSWERED),
        col(Submission.verdict_id).is_(None),
        col(Submission.held_back).is_(False),
        sa.or_(col(Submission.case_id).is_(None), col(Submission.case_id).in_(open_cases)),
    )
    query = (
        select(Submission)
        .where(Submission.created_at < before, col(Submission.purged_at).is_(None))
        .where(sa.or_(col(Submission.outcome).is_(None), ~waits))
        .limit(limit)
    )
    return session.exec(query).all()


def flag(session: Session, row: Flag) -> bool:
    """Note what a reader said of an answer; False if that was noted before."""
    return insert_new(session, row, "submission_id", "verdict_id")


def flag_on(session: Session, submission_id: int, verdict_id: int) -> Flag | None:
    """Find what a reader said of an answer to their post, and lock it."""
    query = select(Flag).where(Flag.submission_id == submission_id, Flag.verdict_id == verdict_id)
    return session.exec(query.with_for_update()).first()


def disputed_by(session: Session, verdict_id: int, since: datetime | None) -> int:
    """Count the people who said since a moment that a verdict is wrong."""
    query = (
        select(sa.func.count(sa.distinct(col(Submission.person_id))))
        .join(Flag, col(Flag.submission_id) == Submission.id)
        .where(Flag.verdict_id == verdict_id, col(Flag.wrong).is_(True))
    )
    if since is not None:
        query = query.where(Flag.at > since)
    return session.exec(query).one()


def flagged(session: Session, submission_id: int) -> set[int]:
    """Return the verdicts of which the sender said that they are not what was asked."""
    query = select(Flag.verdict_id).where(
        Flag.submission_id == submission_id, col(Flag.same_claim).is_(False)
    )
    return set(session.exec(query))


def drop_parts(session: Session, submission_id: int) -> None:
    """Delete the parts of a submission: message ids, texts, links and files."""
    session.connection().execute(sa.delete(Part).where(col(Part.submission_id) == submission_id))
