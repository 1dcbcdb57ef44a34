"""Verdicts while they are written, and who approved them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Approval, Decided, DecisionKind, Draft, DraftState
from bot.store.statements import insert_new


def of_case(session: Session, case_id: int) -> Draft | None:
    """Return what is written on a case, as it is now, and lock it; lock the case first."""
    query = select(Draft).where(Draft.case_id == case_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).first()


def read(session: Session, case_id: int) -> Draft | None:
    """Return what is written on a case, to be shown: nobody is kept from changing it."""
    return session.exec(select(Draft).where(Draft.case_id == case_id)).first()


def get(session: Session, draft_id: int) -> Draft | None:
    """Find a draft."""
    return session.get(Draft, draft_id)


def approve(session: Session, row: Approval) -> bool:
    """Keep a yes; False where the same reviewer said it of this version before."""
    return insert_new(session, row, "draft_id", "version", "person_id")


def approvals(session: Session, draft_id: int, version: int) -> Sequence[Approval]:
    """Return who approved a version of a draft, the first of them first."""
    query = select(Approval).where(Approval.draft_id == draft_id, Approval.version == version)
    return session.exec(query.order_by(col(Approval.at))).all()


def submitted_by(session: Session, person_id: int) -> Sequence[int]:
    """Return the cases on which what somebody wrote waits for another reviewer."""
    query = select(Draft.case_id).where(
        Draft.author_id == person_id, Draft.state == DraftState.SUBMITTED
    )
    return session.exec(query).all()


def drop(session: Session, draft: Draft) -> None:
    """Delete a draft with its approvals."""
    session.flush()
    connection = session.connection()
    connection.execute(sa.delete(Approval).where(col(Approval.draft_id) == draft.id))
    session.delete(draft)
    session.flush()


def last_sent_back(session: Session, person_id: int) -> Decided | None:
    """Return what the log says of the draft that somebody sent back last."""
    query = select(Decided).where(
        Decided.person_id == person_id, Decided.kind == DecisionKind.SENT_BACK
    )
    return session.exec(query.order_by(col(Decided.id).desc()).limit(1)).first()
