"""Published verdicts that are looked at again: opened for a new version, or confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.models import Case, CasePurpose, CaseReason, DecisionKind
from bot.services import audit
from bot.services.cases import leases
from bot.services.cases.cards import redraw
from bot.services.cases.leases import Refused
from bot.services.cases.membership import close, put_aside
from bot.services.cases.results import NotAllowed, Taken
from bot.services.forms import forms
from bot.services.members.roles import may_review
from bot.services.verdicts import rechecks, versions
from bot.services.verdicts.values import Confirmed, NoVerdict
from bot.store import verdicts


def correct(
    session: Session, verdict_id: int, person_id: int, now: datetime, hold: timedelta, *, key: str
) -> Taken | NoVerdict | Refused:
    """Open a verdict for a new version, and begin its form; a case that is open goes on."""
    if not may_review(session, person_id):
        return NotAllowed()
    case = rechecks.open(session, verdict_id, CaseReason.ASKED, now)
    if case is None:
        return NoVerdict()
    taken = leases.take(session, case.id or 0, person_id, now, hold)
    if isinstance(taken, Taken):
        forms.begin(session, case, person_id, now, key=key)
    return taken


def confirm(
    session: Session, case_id: int, person_id: int, now: datetime
) -> Confirmed | NoVerdict | Refused:
    """Leave a verdict as it is, as checked today; nobody is told, since nothing changed."""
    case = leases.workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    verdict = verdicts.locked(session, case.about_id or 0)
    if verdict is None or case.purpose is not CasePurpose.RECHECK:
        return NoVerdict()
    before = versions.content(session, verdict)
    versions.renew(session, verdict, now)
    verdict.checked_on = now.date()
    versions.note(session, verdict, versions.by_person(session, person_id), now)
    audit.note(
        session,
        DecisionKind.CONFIRMED,
        now,
        person_id=person_id,
        case_id=case_id,
        verdict_id=verdict.id,
        changes=versions.differences(before, versions.content(session, verdict)),
    )
    put_aside(session, case, now)
    close(session, case, now, verdict.id)
    redraw(session, case)
    return Confirmed(verdict.id or 0)
