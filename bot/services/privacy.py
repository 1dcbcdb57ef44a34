"""The right to be forgotten: what goes, and what stays without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.models import CasePurpose, CaseState, DecisionKind, DraftState, ImportState, Submission
from bot.services import audit, marks
from bot.services import pairs as flagged
from bot.services.broadcasts import leaving
from bot.services.cases import leases
from bot.services.cases.cards import redraw
from bot.services.cases.membership import drop, is_begun, reword
from bot.services.cases.tellings import moved
from bot.services.marks import FORGOTTEN
from bot.store import (
    cases,
    drafts,
    imports,
    notices,
    pairs,
    people,
    remembered,
    revision,
    submissions,
    tellings,
    updates,
    verdicts,
)
from bot.store import traces as where

NEVER = 2**31 - 1  # the revision of what is never decided again, so that none looks through it


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased of a person, and where their id was found when it was looked for again."""

    posts: int
    files: int  # of these posts
    messages: int  # that were owed or sent to them, or about their posts
    follows: int
    traces: tuple[str, ...] = ()  # "table.column"; anything here is a mistake of ours


def forget(session: Session, person_id: int, now: datetime) -> Erased:
    """Erase a person's ids, texts and files; return what went.

    Counts stay, and what a reviewer decided stays under the role alone. A mark stays as well, by
    which they are forgotten again where an older backup is restored.
    """
    posts = submissions.of_person(session, person_id)
    files = submissions.files(session, person_id)
    follows = people.follows(session, person_id)
    touched = {post.case_id for post in posts if post.case_id is not None}
    hashes = {post.text_hash for post in posts if post.text_hash}
    held = {lease.case_id for lease in cases.leases_of(session, person_id)}
    waiting = set(drafts.submitted_by(session, person_id))
    for case_id in sorted(touched | held | waiting):
        cases.locked(session, case_id)
    for case_id in sorted(waiting):
        _leave_to_others(session, case_id, person_id, now)
    leases.take_back(session, person_id, now)
    flagged.hide(session, [post.id or 0 for post in posts])
    messages = notices.erase(session, person_id, [post.id or 0 for post in posts])
    for post in posts:
        erase_post(session, post, now)
    session.flush()
    for case_id in sorted(touched):
        _mend_case(session, case_id, hashes, now)
    _drop_wordings(session, hashes)
    _drop_pairs(session, hashes)
    leaving.forget(session, person_id, now)
    _leave_files(session, person_id)
    where.sign_off(session, person_id)
    updates.forget(session, person_id)
    people.erase(session, person_id)
    remembered.put(session, FORGOTTEN + marks.mark(session, person_id, now), "", now)
    traces = tuple(where.of(session, person_id))
    return Erased(len(posts), files, messages, follows, traces)


def _leave_files(session: Session, person_id: int) -> None:
    """Forget what files of verdicts that somebody sent are called and say, and where they are.

    One that is not written yet never will be.
    """
    for file in imports.of_person(session, person_id):
        file.name, file.telegram_file = "", None
        file.summary = {name: said for name, said in file.summary.items() if name != "rejects"}
        if file.state is ImportState.READ:
            file.state = ImportState.REFUSED


def _leave_to_others(session: Session, case_id: int, person_id: int, now: datetime) -> None:
    """Let another reviewer hand in what somebody has written who is known to nobody any more.

    Whoever comes back as a stranger cannot be told from them, and may not approve their own.
    """
    case, draft = cases.locked(session, case_id), drafts.of_case(session, case_id)
    if case is None or draft is None or case.state is not CaseState.SUBMITTED:
        return
    if draft.author_id != person_id:
        return
    draft.state, case.state = DraftState.WRITING, CaseState.OPEN
    draft.version += 1
    audit.note(session, DecisionKind.GIVEN_BACK, now, person_id=person_id, case_id=case_id)
    session.flush()
    redraw(session, case)


def erase_post(session: Session, post: Submission, now: datetime) -> None:
    """Take everything out of a post that somebody wrote, and whose it was."""
    tellings.drop(session, post.id or 0)
    submissions.drop_parts(session, post.id or 0)
    post.person_id = None
    post.chat_id = 0
    erase_words(post, now)


def erase_words(post: Submission, now: datetime) -> None:
    """Take out of a post what somebody wrote."""
    post.text = post.text_hash = ""
    post.decision = None
    post.origin_kind = post.origin_name = post.posted_at = post.group_key = None
    post.purged_at = now
    post.revision = NEVER


def _mend_case(session: Session, case_id: int, hashes: set[str], now: datetime) -> None:
    """Give a case the words of somebody else who asked, or none."""
    case = cases.locked(session, case_id)
    if case is None:
        return
    if case.purpose is not CasePurpose.CLAIM:  # its words are the verdict's
        redraw(session, case)
        return
    others = [post for post in submissions.in_case(session, case_id) if post.purged_at is None]
    same = any(post.text_hash == case.text_hash for post in others)
    if not same and (case.text_hash in hashes or not case.text_hash):
        reword(session, case, next(iter(others), None))
    moved(session, case)
    if not others and case.state is CaseState.OPEN and not is_begun(session, case):
        drop(session, case, now)
    redraw(session, case)


def _drop_pairs(session: Session, hashes: set[str]) -> None:
    """Forget pairs that are made of what only this person wrote."""
    for one in hashes:
        if not submissions.with_hash(session, one):
            pairs.drop(session, one)


def _drop_wordings(session: Session, hashes: set[str]) -> None:
    """Forget wordings that only this person used, of verdicts made from posts."""
    alone = [one for one in hashes if not submissions.with_hash(session, one)]
    if sum(verdicts.drop_wordings(session, one) for one in alone):
        revision.bump(session)
