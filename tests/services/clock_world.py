"""What the tests of the clock are made of: cases, drafts and leases at moments."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.models import (
    Case,
    CaseState,
    Decided,
    DecisionKind,
    Draft,
    DraftState,
    Lease,
    Member,
    Person,
    Role,
)
from bot.services.values import Parcel
from bot.store.database import Store
from tests.services.world import HOUR, NOW, send

ADA, ALAN, ANN, BOB = 50, 51, 60, 61
SECOND = timedelta(seconds=1)


def office(session: Session) -> None:
    """Two admins, and two reviewers: Ann reads Ukrainian, Bob everything."""
    for person_id, role in (
        (ADA, Role.ADMIN),
        (ALAN, Role.ADMIN),
        (ANN, Role.REVIEWER),
        (BOB, Role.REVIEWER),
    ):
        session.add(Person(id=person_id, role=role))
        session.flush()
        session.add(Member(person_id=person_id, languages=["uk"] if person_id == ANN else []))


def case(store: Store, **values: Any) -> int:
    """An open case about bees in Ukrainian, asked about once."""
    usual: dict[str, Any] = {"text": "Bees pay taxes", "language": "uk", "people": 1}
    moments: dict[str, Any] = {"created_at": NOW, "asked_at": NOW}
    return store.transact(_add, Case(**usual | moments | values))


def draft(store: Store, case_id: int, *, author: int = ANN, **values: Any) -> int:
    """What somebody writes on a case."""
    usual: dict[str, Any] = {"case_id": case_id, "author_id": author, "language": "uk"}
    return store.transact(_add, Draft(**usual | values))


def submitted(store: Store, *, author: int = BOB, at: datetime = NOW, **values: Any) -> int:
    """A case whose draft waits for approval; returns the case."""
    case_id = case(store, **{"state": CaseState.SUBMITTED} | values)
    draft(store, case_id, author=author, state=DraftState.SUBMITTED, submitted_at=at)
    return case_id


def hold(store: Store, case_id: int, person: int = ANN, until: datetime = NOW + HOUR) -> None:
    """Let somebody hold a case."""
    store.transact(
        lambda session: session.add(Lease(case_id=case_id, person_id=person, until=until))
    )


def get(store: Store, case_id: int) -> Case:
    """Return a case as it is in the store."""
    return store.transact(lambda session: session.get_one(Case, case_id))


def change(store: Store, table: type[Any], key: int, **values: Any) -> None:
    """Change a row."""

    def changed(session: Session) -> None:
        row = session.get_one(table, key)
        for name, value in values.items():
            setattr(row, name, value)

    store.transact(changed)


def decided(store: Store, kind: DecisionKind) -> list[Decided]:
    """Return the log's lines of a kind, oldest first."""
    query = select(Decided).where(Decided.kind == kind).order_by(col(Decided.id))
    return list(store.transact(lambda session: session.exec(query).all()))


def delivered(store: Store, now: datetime, who: int) -> list[Parcel]:
    """Send all that goes out now, and return what somebody gets."""
    return [parcel for parcel in send(store, now) if parcel.chat_id == who]


def _add(session: Session, row: Case | Draft) -> int:
    session.add(row)
    session.flush()
    return row.id or 0
