"""What the tests of the reviewers' desk are made of: members, cases, and what each holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, SQLModel, col, select

from bot.models import Case, CaseState, Decided, Draft, DraftState, Lease, Submission
from bot.services import people
from bot.services.cases import gathering, leases
from bot.services.cases.results import Taken
from bot.store import members
from bot.store.database import Store
from tests.services.world import HOUR, NOW, post, record

ANN, BOB, ADA = 50, 51, 52  # two reviewers and an admin
BEES = "Bees pay taxes in the city of Ruritania since last autumn"
WASPS = "Wasps repair the bridges of the capital at night"
HOLD = 2 * HOUR
LATER = datetime.max.replace(tzinfo=UTC, microsecond=0) - timedelta(days=1)


def staff(store: Store) -> Store:
    """Give the store its members."""
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    return store


def cases(store: Store) -> list[Case]:
    """Return all cases, oldest first."""
    query = select(Case).order_by(col(Case.id))
    return list(store.transact(lambda session: session.exec(query).all()))


def case_of(store: Store, case_id: int) -> Case:
    """Return a case as it is in the store."""
    return store.transact(lambda session: session.get_one(Case, case_id))


def open_case(
    store: Store,
    text: str = BEES,
    *,
    askers: Sequence[int] = (1,),
    now: datetime = NOW,
    language: str | None = "en",
) -> int:
    """Let so many people ask the same, and return the case."""
    for person in askers:
        record(store, post(text, person=person), now=now)
    store.transact(gathering.gather, now)
    found = cases(store)[-1].id or 0

    def speak(session: Session) -> None:
        session.get_one(Case, found).language = language

    store.transact(speak)
    return found


def take(store: Store, case_id: int, person: int = ANN, now: datetime = NOW) -> None:
    """Let a reviewer hold a case."""
    assert isinstance(store.transact(leases.take, case_id, person, now, HOLD), Taken)


def lease_of(store: Store, case_id: int) -> Lease | None:
    """Return who holds a case."""
    return store.transact(lambda session: session.get(Lease, case_id))


def draft(
    store: Store,
    case_id: int,
    author: int = ANN,
    state: DraftState = DraftState.WRITING,
    comment: str = "",
) -> int:
    """Write something on a case."""

    def write(session: Session) -> int:
        row = Draft(case_id=case_id, author_id=author, state=state, language="en", comment=comment)
        session.add(row)
        if state is DraftState.SUBMITTED:
            session.get_one(Case, case_id).state = CaseState.SUBMITTED
        session.flush()
        return row.id or 0

    return store.transact(write)


def decided(store: Store, case_id: int | None = None) -> list[Decided]:
    """Return the log, or what it says of a case."""
    query = select(Decided).order_by(col(Decided.id))
    rows = store.transact(lambda session: session.exec(query).all())
    return [row for row in rows if case_id is None or row.case_id == case_id]


def posts_of(store: Store, case_id: int) -> list[Submission]:
    """Return the posts of a case."""
    query = select(Submission).where(Submission.case_id == case_id).order_by(col(Submission.id))
    return list(store.transact(lambda session: session.exec(query).all()))


def review_in(store: Store, person: int, *languages: str) -> None:
    """Let a member review in these languages only."""

    def choose(session: Session) -> None:
        members.ensure(session, person, NOW).languages = list(languages)

    store.transact(choose)


def add(store: Store, row: SQLModel) -> None:
    """Put a row into the store."""
    store.transact(lambda session: session.add(row))
