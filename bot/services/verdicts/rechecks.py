"""Cases about published verdicts that are to be looked at again."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Case, CasePurpose, CaseReason
from bot.services.cases import priority
from bot.store import cases, verdicts
from bot.text.terms import terms


def open(
    session: Session, verdict_id: int, reason: CaseReason, now: datetime, *, people: int = 0
) -> Case | None:
    """Return the open case about a verdict, made now if there is none.

    None where there is no such verdict, or it is withdrawn. *people* is how many ask for it. It
    has no hash and no fingerprints: posts do not join it.
    """
    if found := cases.about(session, verdict_id, CasePurpose.RECHECK):
        return found  # without a lock: who works on a case locks it before its verdict
    verdict = verdicts.locked(session, verdict_id)
    if verdict is None or verdict.withdrawn_at is not None:
        return None
    if found := cases.about(session, verdict_id, CasePurpose.RECHECK):
        return found
    case = Case(
        purpose=CasePurpose.RECHECK,
        reason=reason,
        about_id=verdict_id,
        text=verdict.claim,
        terms=terms(verdict.claim, verdict.language),
        language=verdict.language,  # never left out: two without one would both be let in
        people=people,
        created_at=now,
        asked_at=now,
    )
    session.add(case)
    session.flush()
    priority.refresh(session, case)
    return case
