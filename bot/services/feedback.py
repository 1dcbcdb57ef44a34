"""What readers say of an answer to their own post; anybody else's press changes nothing."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.matching import Near, Sure
from bot.models import (
    CasePurpose,
    CaseReason,
    Flag,
    NoticeKind,
    Outcome,
    Submission,
    utcnow,
)
from bot.services import decisions
from bot.services.cases.cards import redraw
from bot.services.cases.membership import close_if_empty, leave_case
from bot.services.members.roles import may_review
from bot.services.owing import owe
from bot.services.values import Noted, NotYours
from bot.services.verdicts import rechecks
from bot.services.views import verdict_view
from bot.store import cases, pairs, submissions, told, verdicts

DISPUTED_BY = 3  # people who say that a rating is wrong, until reviewers look at it again

Said = Noted | NotYours


def this_one(session: Session, submission_id: int, person_id: int, verdict_id: int) -> Said:
    """Owe the verdict on a related claim that the reader says is the one; nobody else's."""
    post = submissions.own(session, submission_id, person_id)
    if post is None or verdict_id not in _offered(post):
        return NotYours()
    verdict = verdicts.held(session, verdict_id)
    if verdict is None or verdict.withdrawn_at is not None:
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
    """Note that none of the related claims is meant; the post stays with the reviewers.

    The bot said so itself, so there is nothing to judge.
    """
    post = submissions.own(session, submission_id, person_id)
    if post is None:
        return NotYours()
    new = [
        submissions.flag(
            session,
            Flag(
                submission_id=submission_id,
                verdict_id=verdict_id,
                same=False,
                judged_at=utcnow(),
            ),
        )
        for verdict_id in _offered(post)
        if verdict_view(session, verdict_id, "en")
    ]
    return Noted(any(new))


def not_what_i_asked(
    session: Session,
    submission_id: int,
    person_id: int,
    verdict_id: int | None = None,
    now: datetime | None = None,
) -> Said:
    """Note that an answer misses the post, and give the post to the reviewers.

    Without *verdict_id* all verdicts of the answer are meant. What a reviewer said before of the
    same words holds for them.
    """
    post = submissions.own(session, submission_id, person_id)
    if post is None:
        return NotYours()
    answered = _answered(session, post)
    missed = answered if verdict_id is None else [one for one in answered if one == verdict_id]
    if not missed:
        return NotYours()
    new = [_miss(session, post, one, now or utcnow()) for one in missed]
    return Noted(any(new))


def _miss(session: Session, post: Submission, verdict_id: int, now: datetime) -> bool:
    """Flag an answer as one to something else; the reader's last word counts."""
    flag = _flag(session, post, verdict_id)
    new = flag.id is None or flag.same_claim or flag.wrong
    if not new:
        return False
    flag.same_claim = flag.wrong = False
    if label := pairs.label(session, post.text_hash, verdict_id):
        flag.same, flag.judged_at = label.same, now
    session.add(flag)
    send_back(session, post, verdict_id)
    return True


def rating_is_wrong(
    session: Session, submission_id: int, person_id: int, verdict_id: int, now: datetime
) -> Said:
    """Note that a reader holds a verdict for wrong.

    Once so many people do, or a reviewer, it is looked at again.
    """
    post = submissions.own(session, submission_id, person_id)
    if post is None or verdict_id not in _answered(session, post):
        return NotYours()
    verdicts.locked(session, verdict_id)  # of several at once each counts those before
    flag = _flag(session, post, verdict_id)
    if flag.wrong:
        return Noted(new=False)
    flag.wrong, flag.at = True, now
    session.add(flag)
    session.flush()
    since = cases.last_closed(session, verdict_id, CasePurpose.RECHECK)
    people = submissions.disputed_by(session, verdict_id, since)
    if people >= DISPUTED_BY or may_review(session, person_id):
        rechecks.open(session, verdict_id, CaseReason.DISPUTED, now, people=people)
    return Noted()


def send_back(session: Session, post: Submission, verdict_id: int) -> None:
    """Give an answered post to the reviewers, unless it went back before."""
    if post.outcome is Outcome.ANSWERED:
        post.outcome = Outcome.RELATED
    elif post.verdict_id != verdict_id:
        return
    post.verdict_id = None
    if post.case_id is not None:
        post.apart = [*post.apart, post.case_id]
        post.case_id = None
    session.flush()


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


def _flag(session: Session, post: Submission, verdict_id: int) -> Flag:
    """Return what the reader said of a verdict, or a flag that is to be added."""
    found = submissions.flag_on(session, post.id or 0, verdict_id)
    return found or Flag(submission_id=post.id or 0, verdict_id=verdict_id)


def _answered(session: Session, post: Submission) -> list[int]:
    """Return the verdicts that a post's sender was shown, then or later."""
    later = [post.verdict_id] if post.verdict_id is not None else []
    return list(dict.fromkeys([*_offered(post), *told.of_post(session, post.id or 0), *later]))


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
