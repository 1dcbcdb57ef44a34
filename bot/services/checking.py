"""A post's way through: keep it with its decision, owe the reply, and make the answer of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from sqlmodel import Session

from bot.matching import Decision, Far, Near, NoClaim, Sure
from bot.models import Activity, NoticeKind, NoticeState, Outcome, Submission, utcnow
from bot.services import answers, decisions, parts, people
from bot.services.answers import answer as answer
from bot.services.answers import own_answer as own_answer
from bot.services.cases.cards import redraw
from bot.services.cases.membership import close_if_empty, leave_case
from bot.services.cases.tellings import key_of
from bot.services.material import material as material
from bot.services.order import bans
from bot.services.owing import owe
from bot.services.values import Incoming
from bot.services.values import Moved as Moved
from bot.services.values import Recorded as Recorded
from bot.store import notices, pauses, revision, submissions, told, verdicts
from bot.store import people as person_rows
from bot.text.normalise import text_hash

MINUTE = timedelta(minutes=1)


def keep_part(session: Session, incoming: Incoming, now: datetime | None = None) -> int:
    """Keep a piece of an album or split post that is not its last; return the submission's id."""
    moment = now or utcnow()
    people.meet(session, incoming.sender, moment)
    post, _new = parts.keep(session, parts.own(incoming), moment)
    return post.id or 0


def record(
    session: Session,
    incoming: Incoming,
    decision: Decision,
    *,
    version: int,
    now: datetime,
    posts_per_minute: int,
) -> Recorded | Moved:
    """Keep a post with what was decided of it at revision *version*, and owe its sender the reply.

    Does nothing for a message that came before, except that an edited one is decided anew and
    its answer is edited. *posts_per_minute* is how many are answered at once; 0 is no limit.
    """
    if (current := revision.hold(session)) != version:
        return Moved(current)
    people.meet(session, incoming.sender, now)
    kept = parts.post_of(session, incoming)
    before = key_of(session, kept) if kept else None
    post, new = parts.keep(session, parts.own(incoming), now)
    if bans.is_blocked(session, incoming.sender.id):  # since it came
        post.held_back = True
    if not new and post.outcome is not None:
        return Recorded(post.id or 0, _due_at(session, post, now))
    changed = _decide(session, post, decision, version)
    if before != key_of(session, post):
        _begin_anew(session, post, now)
    _note_told(session, post, decision, now)
    if notices.answers(session, post.id or 0):
        if changed:
            _owe_edit(session, incoming, post, now)
        return Recorded(post.id or 0, now)
    due_at = _owe_answer(session, incoming, post, now, posts_per_minute)
    return Recorded(post.id or 0, due_at, paused=_tell_of_pause(session, incoming, now))


def _decide(session: Session, post: Submission, decision: Decision, version: int) -> bool:
    """Write a decision on a post; say whether it differs from the one before."""
    before = (post.outcome, post.decision)
    post.text_hash = text_hash(post.text)
    wordless = isinstance(decision, NoClaim) or not post.text.strip()
    unreadable = wordless and answers.media_of(session, post) is not None
    post.outcome = Outcome.NONE if unreadable else outcome_of(decision)
    post.decision = None if unreadable else decisions.dump(decision)
    post.language = None if unreadable else decision.language
    post.revision = version
    post.purged_at = None
    session.flush()
    return before != (post.outcome, post.decision)


def _begin_anew(session: Session, post: Submission, now: datetime) -> None:
    """Let a post that says, or shows, something else now be nobody's work and nobody's answer."""
    if case := leave_case(session, post):
        close_if_empty(session, case, now)
        redraw(session, case)
    post.case_id = post.verdict_id = None  # also where its case is closed


def _note_told(session: Session, post: Submission, decision: Decision, now: datetime) -> None:
    """Note which verdicts the answer names: who got them is told when they change."""
    if isinstance(decision, Sure):
        found = verdicts.by_id(session, [match.verdict_id for match in decision.matches])
        for match in decision.matches:
            verdict = found.get(match.verdict_id)
            if verdict and verdict.withdrawn_at is None:
                own = post.id or 0, match.verdict_id, verdict.version
                told.note(session, *own, now, match.stance)


def outcome_of(decision: Decision) -> Outcome:
    """Return the outcome that a decision means."""
    match decision:
        case Sure():
            return Outcome.ANSWERED
        case Near():
            return Outcome.RELATED
        case Far():
            return Outcome.NONE
        case NoClaim():
            return Outcome.NOT_A_CLAIM


def _due_at(session: Session, post: Submission, now: datetime) -> datetime:
    owed = notices.answers(session, post.id or 0)
    return owed[0].due_at if owed else now


def _owe_answer(
    session: Session, incoming: Incoming, post: Submission, now: datetime, per_minute: int
) -> datetime:
    """Owe the first answer to a post; return when it goes out."""
    due_at = _next_free(session, incoming.sender.id, now, per_minute)
    if due_at > now:
        owe(
            session,
            key=f"many:{incoming.sender.id}:{int(now.timestamp()) // 60}",
            kind=NoticeKind.TEXT,
            chat_id=incoming.chat_id,
            person_id=incoming.sender.id,
            due_at=now,
            params={"name": "many_posts", "values": {"minutes": ceil((due_at - now) / MINUTE)}},
        )
    owe(
        session,
        key=f"answer:{post.id}",
        kind=NoticeKind.ANSWER,
        chat_id=incoming.chat_id,
        person_id=incoming.sender.id,
        due_at=due_at,
        submission_id=post.id,
        reply_to=_first_message(session, incoming, post),
        params={"first_time": _needs_help(session, incoming.sender.id, post, now)},
    )
    return due_at


def _tell_of_pause(session: Session, incoming: Incoming, now: datetime) -> bool:
    """Say whether answers are paused; the sender is told, once in a pause."""
    pause = pauses.get(session, Activity.ANSWERS)
    if pause is None:
        return False
    owe(
        session,
        key=f"paused:answers:{pause.at.timestamp()}:{incoming.sender.id}",
        kind=NoticeKind.TEXT,
        chat_id=incoming.chat_id,
        person_id=incoming.sender.id,
        due_at=now,
        reply_to=incoming.message_id,
        params={"name": "answers_paused", "values": {}},
    )
    return True


def _next_free(session: Session, person_id: int, now: datetime, per_minute: int) -> datetime:
    """Return when a person's next answer may go out: never more than so many in any minute."""
    if per_minute <= 0:
        return now
    earlier = notices.put_off(session, person_id, per_minute)
    return max(now, earlier + MINUTE) if earlier else now


def _needs_help(session: Session, person_id: int, post: Submission, now: datetime) -> bool:
    """Say, once per person, that how to use the bot is to be told in full."""
    if post.outcome is not Outcome.NOT_A_CLAIM:
        return False
    person = person_rows.get(session, person_id)
    if person is None or person.helped_at:
        return False
    person.helped_at = now
    return True


def _owe_edit(session: Session, incoming: Incoming, post: Submission, now: datetime) -> None:
    """Owe the new answer in place of the one that was sent.

    One that is still due needs nothing: it is made from the decision when it is sent.
    """
    owed = notices.answers(session, post.id or 0)
    if any(notice.state is NoticeState.DUE for notice in owed):
        return
    owe(
        session,
        key=f"answer:{post.id}:edit:{incoming.update_id}",
        kind=NoticeKind.ANSWER,
        chat_id=incoming.chat_id,
        person_id=incoming.sender.id,
        due_at=now,
        submission_id=post.id,
        reply_to=_first_message(session, incoming, post),
        edits=owed[0].message_id,
    )


def _first_message(session: Session, incoming: Incoming, post: Submission) -> int | None:
    """Return the message that an answer replies to: the first part of the post."""
    if post.group_key is None:
        return incoming.message_id
    own = submissions.parts(session, post.id or 0)
    return own[0].message_id if own else None
