"""What cases are found by: the posts that speak for them, each text once.

Whoever moves posts between cases, or closes one, calls `moved` for each case that changed;
vectors and fingerprints follow by themselves.
"""

from __future__ import annotations

import hashlib

from sqlmodel import Session

from bot.encoder.protocol import Floats
from bot.matching.copies import says_little
from bot.matching.seen import sketch
from bot.models import Case, CaseState, Submission, Telling
from bot.store import cases, lock, submissions, tellings

AT_ONCE = 200  # cases in one transaction
FILES = "files:"
MOST = 8  # posts that speak for a case: a new one is held against each


def key_of(session: Session, post: Submission) -> str:
    """Return a key that posts share which say, or show, exactly the same; empty for nothing.

    What few words say of a picture ("is this true?") is said of that picture alone.
    """
    if post.text_hash and not says_little(post.text):
        return post.text_hash
    files = {part.file_unique_id for part in submissions.parts(session, post.id or 0)} - {None}
    shown = " ".join(sorted(filter(None, (*files, post.text_hash))))
    return f"{FILES}{hashlib.sha256(shown.encode()).hexdigest()[:32]}" if files else post.text_hash


def is_of_files(key: str) -> bool:
    """Say whether what is shown belongs to what a key stands for: no words alone are the same."""
    return key.startswith(FILES)


def speak(
    session: Session, post: Submission, *, model: str | None = None, vector: Floats | None = None
) -> None:
    """Let a post speak for its case, unless enough do, or one of some case says the same."""
    key = key_of(session, post)
    if not key or len(tellings.of_case(session, post.case_id or 0)) >= MOST:
        return
    row = Telling(
        submission_id=post.id or 0,
        key=key,
        model=model,
        vector=None if vector is None else tellings.packed(vector),
    )
    tellings.add(session, row, () if is_of_files(key) else sketch(post.text))


def moved(session: Session, case: Case) -> None:
    """Let a case be found by the posts that it has now; a closed one by none.

    Call it after posts came or went, or lost their texts. Missing vectors are made by the clock.
    """
    session.flush()
    if case.state is CaseState.CLOSED:
        tellings.drop_of_case(session, case.id or 0)
        return
    room = MOST - len(tellings.of_case(session, case.id or 0))
    for post in tellings.unheard(session, case.id or 0, room) if room > 0 else ():
        speak(session, post)


def catch_up(session: Session, after: int, limit: int = AT_ONCE) -> int | None:
    """Let open cases speak for which no post does: those that are older than this way of finding.

    Return the id of the last one of *limit*, to go on *after* it; None where there are no more.
    """
    lock.hold_gathering(session)
    found = cases.silent(session, after, limit)
    for case in found:
        moved(session, case)
    return found[-1].id if found else None
