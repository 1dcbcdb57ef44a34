"""Written verdicts for tests: cases, drafts in their writers' hands, and submitted ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from bot.models import (
    Case,
    CasePurpose,
    Decided,
    DecisionKind,
    Draft,
    Lease,
    Rating,
    Submission,
    Verdict,
)
from bot.services.cases import gathering, leases, membership
from bot.services.values import Published
from bot.services.verdicts import approving
from bot.services.verdicts.approval_values import Submitted
from bot.store import cases, drafts
from bot.store.database import Store
from bot.text.normalise import text_hash
from tests.services.world import HOUR, NOW, post, record

CHAT = -500
ANN, BOB, CAT, ADA = 50, 51, 52, 53  # reviewers, and an admin
BEES = "Bees pay taxes in the city of Ruritania since last autumn"
WASPS = "Wasps repair the bridges of the capital at night"
SOURCE = {"title": "On bees", "outlet": "The Hive", "url": "https://hive.example/bees"}


def one_case(store: Store, text: str = BEES, *, people: int = 1) -> int:
    """Let so many people ask the same, and return the case."""
    for person in range(1, people + 1):
        record(store, post(text, person=person))
    return gathered(store)


def gathered(store: Store, now: datetime = NOW) -> int:
    """Put what waits into cases, and return the latest case."""
    store.transact(gathering.gather, now)
    return store.transact(lambda session: max(one.id or 0 for one in session.exec(select(Case))))


def put(store: Store, submission_id: int, case_id: int) -> None:
    """Put a post into a case."""

    def join(session: Session) -> None:
        case, row = session.get_one(Case, case_id), session.get_one(Submission, submission_id)
        membership.join_case(session, row, case)

    store.transact(join)


def written(
    store: Store, case_id: int, author: int = ANN, now: datetime = NOW, **fields: Any
) -> None:
    """Let a reviewer take a case and write its verdict; *fields* are the draft's."""
    store.transact(leases.take, case_id, author, now, 2 * HOUR)
    store.transact(_write, case_id, author, fields)


def _write(session: Session, case_id: int, author: int, fields: dict[str, Any]) -> None:
    values: dict[str, Any] = {
        "language": "en",
        "rating": Rating.FALSE,
        "claim": "Bees pay taxes",
        "summary": "Nobody has seen them do it.",
        "sources": [SOURCE],
        "wordings": [text_hash(BEES)],
    }
    if draft := drafts.of_case(session, case_id):
        session.delete(draft)
        session.flush()
    session.add(Draft(case_id=case_id, author_id=author, **(values | fields)))


def submit(
    store: Store,
    case_id: int,
    author: int = ANN,
    now: datetime = NOW,
    *,
    approvals: int = 1,
    chat: int | None = None,
) -> Submitted | Published:
    """Hand over what is written on a case."""

    def hand_over(session: Session) -> Submitted | Published:
        case, draft = cases.locked(session, case_id), drafts.of_case(session, case_id)
        assert case is not None
        assert draft is not None
        return approving.submit(
            session, case, draft, author, now, approvals=approvals, review_chat_id=chat
        )

    return store.transact(hand_over)


def published(store: Store, case_id: int, now: datetime = NOW, **fields: Any) -> int:
    """Write a verdict on a case, publish it at once, and return it."""
    written(store, case_id, now=now, **fields)
    done = submit(store, case_id, now=now, approvals=0)
    assert isinstance(done, Published)
    return done.verdict_id


def draft_of(store: Store, case_id: int) -> Draft | None:
    """Return what is written on a case."""
    return store.transact(drafts.of_case, case_id)


def case_of(store: Store, case_id: int) -> Case:
    """Return a case as it is in the store."""
    return store.transact(lambda session: session.get_one(Case, case_id))


def verdict_of(store: Store, verdict_id: int) -> Verdict:
    """Return a verdict as it is in the store."""
    return store.transact(lambda session: session.get_one(Verdict, verdict_id))


def lease_of(store: Store, case_id: int) -> Lease | None:
    """Return who holds a case."""
    return store.transact(cases.lease, case_id)


def log(store: Store) -> list[tuple[DecisionKind, int | None]]:
    """Return what was decided, with who decided it."""
    rows = store.transact(lambda session: session.exec(select(Decided).order_by("id")).all())
    return [(row.kind, row.person_id) for row in rows]


def about(store: Store, verdict_id: int, purpose: CasePurpose, language: str = "en") -> int:
    """Open a case about a published verdict."""

    def open_case(session: Session) -> int:
        case = Case(purpose=purpose, about_id=verdict_id, language=language, text="Bees pay taxes")
        session.add(case)
        session.flush()
        return case.id or 0

    return store.transact(open_case)
