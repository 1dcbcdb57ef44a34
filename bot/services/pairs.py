"""Flagged answers before the reviewers: does the verdict answer the post, or another claim?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from bot.matching import Match, Sure
from bot.models import DecisionKind, Flag, LabelledPair, Notice, NoticeKind, Submission
from bot.services import audit, decisions
from bot.services.feedback import send_back
from bot.services.members.roles import may_review
from bot.services.owing import owe
from bot.services.pair_values import (
    Judged,
    JudgedBefore,
    NoneWaits,
    NoPair,
    PairCard,
    Shown,
)
from bot.services.values import NotAllowed
from bot.services.views import verdict_view
from bot.store import notices, submissions
from bot.store import pairs as store
from bot.text.normalise import without_personal_data


def offer(session: Session, chat_id: int, now: datetime, limit: int) -> int:
    """Owe the reviewers' chat flagged answers that it has not seen; return how many."""
    flags = store.unseen(session, limit)
    for flag in flags:
        _owe(session, flag, f"{store.KEY}{flag.id}", chat_id, due_at=now)
    return len(flags)


def owe_next(
    session: Session, chat_id: int, person_id: int, key: str
) -> Shown | NoneWaits | NotAllowed:
    """Owe a reviewer the flagged answer that has waited longest."""
    if not may_review(session, person_id):
        return NotAllowed()
    flag = next(iter(store.waiting(session, 1)), None)
    if flag is None:
        return NoneWaits()
    _owe(session, flag, key, chat_id, person_id=person_id)
    return Shown()


def _owe(
    session: Session,
    flag: Flag,
    key: str,
    chat_id: int,
    *,
    person_id: int | None = None,
    due_at: datetime | None = None,
) -> None:
    owe(
        session,
        key=key,
        kind=NoticeKind.PAIR,
        chat_id=chat_id,
        person_id=person_id,
        direct=person_id is not None,
        due_at=due_at,
        submission_id=flag.submission_id,
        verdict_id=flag.verdict_id,
        params={"flag": flag.id},
    )


def judge(
    session: Session, flag_id: int, person_id: int, now: datetime, *, same: bool
) -> Judged | JudgedBefore | NoPair | NotAllowed:
    """Keep a reviewer's word on a flagged answer, for all posts that say the same.

    Where it is about another claim, the posts go to the reviewers as not answered.
    """
    if not may_review(session, person_id):
        return NotAllowed()
    flag = store.get(session, flag_id)
    post = submissions.get(session, flag.submission_id) if flag else None
    if flag is None or post is None or not post.text_hash:
        return NoPair()
    flags = store.of_text(session, post.text_hash, flag.verdict_id)
    if flag.same is not None:
        before = store.label(session, post.text_hash, flag.verdict_id)
        own = before is not None and before.person_id == person_id and flag.same == same
        return Judged(same) if own else JudgedBefore(flag.same)  # their own press, twice
    if flag.same_claim or flag.wrong:
        return NoPair()
    store.keep(session, _label(post, flag.verdict_id, person_id, now, same=same))
    for one in flags:
        if one.same is None and not (one.same_claim or one.wrong):
            _settle(session, one, now, same=same)
    audit.note(
        session,
        DecisionKind.JUDGED,
        now,
        person_id=person_id,
        verdict_id=flag.verdict_id,
        changes={"flag": flag_id, "same": same},
    )
    _redraw(session, [one.submission_id for one in flags], "judged")
    return Judged(same)


def _label(
    post: Submission, verdict_id: int, person_id: int, now: datetime, *, same: bool
) -> LabelledPair:
    return LabelledPair(
        text=without_personal_data(post.text),
        text_hash=post.text_hash,
        language=post.language,
        verdict_id=verdict_id,
        same=same,
        person_id=person_id,
        at=now,
    )


def _settle(session: Session, flag: Flag, now: datetime, *, same: bool) -> None:
    flag.same, flag.judged_at = same, now
    post = submissions.get(session, flag.submission_id)
    if post and not same:
        send_back(session, post, flag.verdict_id)


def hide(session: Session, submission_ids: Collection[int]) -> None:
    """Take posts off the cards that show them; for when they are forgotten."""
    _redraw(session, submission_ids, "gone", named=False)


def _redraw(
    session: Session, submission_ids: Collection[int], why: str, *, named: bool = True
) -> None:
    """Owe every card about some posts anew, in place; where not *named*, without the post's id."""
    session.flush()
    for shown in notices.showing(session, submission_ids, NoticeKind.PAIR):
        owe(
            session,
            key=f"{store.KEY}{shown.params['flag']}:{shown.id}:{why}",
            kind=NoticeKind.PAIR,
            chat_id=shown.chat_id,
            person_id=shown.person_id,
            direct=shown.direct,
            submission_id=shown.submission_id if named else None,
            params=shown.params,
            edits=shown.message_id,
        )


def card(session: Session, notice: Notice, locale: str) -> PairCard | None:
    """Return a flagged answer as it stands; none to somebody who does not review any more."""
    if notice.person_id is not None and not may_review(session, notice.person_id):
        return None
    flag = store.get(session, notice.params["flag"])
    if flag is None:
        return None
    post = submissions.get(session, flag.submission_id)
    match = _match(post, flag.verdict_id) if post else None
    return PairCard(
        flag_id=flag.id or 0,
        text=without_personal_data(post.text) if post else "",
        language=post.language if post else None,
        verdict=verdict_view(session, flag.verdict_id, locale),
        stance=match.stance if match else None,
        stage=match.stage if match else None,
        sentence=without_personal_data(match.sentence) if match else "",
        evidence=match.evidence if match else (),
        same=flag.same,
    )


def _match(post: Submission, verdict_id: int) -> Match | None:
    """Return how a post met a verdict."""
    decision = decisions.load(post.decision) if post.decision else None
    matches = decision.matches if isinstance(decision, Sure) else ()
    return next((one for one in matches if one.verdict_id == verdict_id), None)
