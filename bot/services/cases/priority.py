"""What comes first in the reviewers' queue: one number a case, the highest first.

Measured in doublings of the people who ask. The order needs no rewriting as time passes: a case
that waits rises against those that come later, because its number holds when it was opened.
Only what people do changes a number: asking, growing, an admin's boost, an escalation.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import log2
from typing import Final

from sqlmodel import Session

from bot.models import Case
from bot.store import queue

DAY: Final = timedelta(days=1)
GROWING: Final = DAY  # who asked within it counts as growth

# Each weight is shown by the table in tests/services/test_priority.py.
PEOPLE: Final = 1.0  # a doubling of those who ask
GROWTH: Final = 1.0  # a doubling of those who asked within the last day: it spreads
PER_DAY: Final = 0.5  # waiting: two days are worth a doubling, so that nothing waits for ever
BOOST: Final = 16.0  # an admin's: above 250 people today, and a second one above the first
ESCALATED: Final = 4.0  # above three people today, below ten
START: Final = datetime(2025, 1, 1, tzinfo=UTC)  # any moment will do: only differences count


def of(case: Case) -> float:
    """Return a case's place in the queue."""
    asked = PEOPLE * log2(max(1, case.people)) + GROWTH * log2(max(1, case.grew))
    waiting = PER_DAY * (case.created_at - START) / DAY
    raised = BOOST * case.boost + (ESCALATED if case.escalated_at else 0.0)
    return asked + raised - waiting


def refresh(session: Session, case: Case) -> None:
    """Put a case in its place after anything that its place depends on has changed."""
    case.priority = of(case)
    session.flush()


def recount(session: Session, now: datetime, *, after: int = 0) -> int:
    """Count anew who asked within the last day, for some cases with a larger id than *after*.

    Returns the id of the last one, from which to go on; 0 when there are no more. A case that
    somebody works on at this moment is left for the next time.
    """
    growing = queue.growing(session, after)
    counts = queue.askers_since(session, [case.id or 0 for case in growing], now - GROWING)
    for case in growing:
        case.grew = min(case.people, counts.get(case.id or 0, 0))
        case.priority = of(case)
    session.flush()
    return max((case.id or 0 for case in growing), default=0)
