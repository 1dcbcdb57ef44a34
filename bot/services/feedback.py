"""What readers say of an answer to their own post; anybody else's press changes nothing."""

from __future__ import annotations

from sqlmodel import Session

from bot.matching import Near, Sure
from bot.models import Flag, NoticeKind, Outcome, Submission, utcnow
from bot.services import decisions
from bot.services.cards import redraw
from bot.services.membership import close_if_empty, leave_case
from bot.services.owing import owe
from bot.services.values import Noted, NotYours
from bot.services.views import verdict_view
from bot.store import submissions, told

Said = Noted | NotYours


def this_one(session: Session, submission_id: int, person_id: int, verdict_id: int) -> Said:
    """Owe the verdict on a related claim that the reader says is the one; nobody else's."""
    post = submissions.own(session, submission_id, person_id)
    if post is None or verdict_id not in _offered(post):
        return NotYours()
    if (verdict := verdict_view(session, verdict_id, "en")) is None:
        return NotYours()
    flag = Flag(submission_id=submission_id, verdict_id=verdict_id, same_claim=True)
    if not submissions.flag(session, flag):
        return Noted(new=False)
    post.verdict_id = verdict_id
    told.note(session, submission_id, verdict_id, verdict.version, utcnow())
    _leave(session, post)
    parts = submissions.parts(session, submission_id)
    owe(
        session,
        key=f"this:{submission_id}:{verdict_id}",
        kind=NoticeKind.VERDICT,
        chat_id=post.chat_id,
        person_id=person_id,
        submission_id=submission_id,
        verdict_id=verdict_id,
        reply_to=parts[0].message_id if parts else None,
    )
    return Noted()


def none_of_these(session: Session, submission_id: int, person_id: int) -> Said:
    """Note that none of the related claims is meant; the post stays with the reviewers."""
    post = submissions.own(session, submission_id, person_id)
    if post is None:
        return NotYours()
    new = [
        submissions.flag(session, Flag(submission_id=submission_id, verdict_id=verdict_id))
        for verdict_id in _offered(post)
        if verdict_view(session, verdict_id, "en")
    ]
    return Noted(any(new))


def not_what_i_asked(
    session: Session, submission_id: int, person_id: int, verdict_id: int | None = None
) -> Said:
    """Note that an answer misses the post, and give the post to the reviewers.

    Without *verdict_id* all verdicts of the answer are meant.
    """
    post = submissions.own(session, submission_id, person_id)
    if post is None:
        return NotYours()
    answered = _offered(post)
    missed = answered if verdict_id is None else [one for one in answered if one == verdict_id]
    if not missed:
        return NotYours()
    new = [
        submissions.flag(session, Flag(submission_id=submission_id, verdict_id=one))
        for one in missed
    ]
    if any(new) and post.outcome is Outcome.ANSWERED:
        post.outcome = Outcome.RELATED
        post.verdict_id = None
    return Noted(any(new))


def hold_back(session: Session, submission_id: int, person_id: int) -> Said:
    """Keep a post from the reviewers, as its sender wishes."""
    post = submissions.own(session, submission_id, person_id)
    if post is None:
        return NotYours()
    new = not post.held_back
    post.held_back = True
    _leave(session, post)
    return Noted(new)


def _leave(session: Session, post: Submission) -> None:
    """Take a post out of its open case, and close the case if it was the last."""
    if case := leave_case(session, post):
        close_if_empty(session, case, utcnow())
        redraw(session, case)


def _offered(post: Submission) -> list[int]:
    """Return the verdicts that the answer to a post named."""
    match decisions.load(post.decision) if post.decision else None:
        case Sure(matches=matches, candidates=candidates):
            named = [match.verdict_id for match in matches] + [
                one.verdict_id for one in candidates
            ]
        case Near(candidates=candidates):
            named = [one.verdict_id for one in candidates]
        case _:
            named = []
    return list(dict.fromkeys(named))
