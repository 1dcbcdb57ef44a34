"""The version of all that matching reads: a number that each change to it raises."""

from __future__ import annotations

from sqlmodel import Session

from bot.models import Revision
from bot.store.statements import insert_new


def current(session: Session) -> int:
    """Return the store's revision; 0 where nothing was ever written."""
    row = session.get(Revision, 1)
    return row.number if row else 0


def hold(session: Session) -> int:
    """Return the revision and keep it as it is until this transaction ends."""
    row = session.get(Revision, 1, with_for_update={"read": True}, populate_existing=True)
    return row.number if row else 0


def lock(session: Session) -> int:
    """Return the revision; until this transaction ends nobody else raises it."""
    return _locked(session).number


def bump(session: Session) -> int:
    """Raise the revision: verdicts, wordings, concepts, figures or links changed."""
    row = _locked(session)
    row.number += 1
    session.flush()
    return row.number


def _locked(session: Session) -> Revision:
    insert_new(session, Revision(id=1, number=0), "id")
    return session.get_one(Revision, 1, with_for_update=True, populate_existing=True)
