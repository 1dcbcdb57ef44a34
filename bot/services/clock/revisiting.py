"""Published verdicts that come back to the desk by themselves: aged ones, and untranslated ones.

A desk must not drown in them: so many a day come to be looked at again, so many translations are
wanted at a time, and nothing of either that nobody was ever told, or that was imported.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.models import Case, CasePurpose, CaseReason, DecisionKind
from bot.services import audit
from bot.services.cases import priority
from bot.services.cases.cards import redraw
from bot.services.cases.membership import close
from bot.services.clock import slots
from bot.services.people import LANGUAGES
from bot.services.verdicts import rechecks
from bot.store import members, revisits, verdicts
from bot.store.revisits import Aged
from bot.text.terms import terms

A_DAY = 10  # verdicts that are brought up again
WANTED = 10  # translations into one language at a time
LATELY = timedelta(days=30)  # what was told since is looked at first


def recheck(session: Session, now: datetime, after: timedelta, zone: ZoneInfo) -> int:
    """Open cases about verdicts that have aged, up to the day's number; return how many."""
    today = slots.local_day(now, zone)
    midnight = datetime.combine(today, time(), zone).astimezone(UTC)
    room = A_DAY - revisits.opened_since(session, midnight)
    if room <= 0:
        return 0
    old = today - after
    due = [
        (one, why)
        for one in revisits.aged(session, today, old)
        if (why := reason(one, today, old))
    ]
    due.sort(key=lambda found: _turn(found[0], now))
    for one, why in due[:room]:
        if case := rechecks.open(session, one.verdict_id, why, now):
            _opened(session, case, now)
    return min(room, len(due))


def reason(aged: Aged, today: date, old: date) -> CaseReason | None:
    """Say why a verdict is to be looked at again; None where that was done in time.

    Who looked at a verdict after its period had ended knew that, and left it as it is.
    """
    looked = max(aged.checked_on, aged.looked_at.date() if aged.looked_at else date.min)
    if aged.valid_until and looked <= aged.valid_until < today:
        return CaseReason.EXPIRED
    return CaseReason.OLD if looked < old else None


def _turn(aged: Aged, now: datetime) -> tuple[bool, date, int]:
    return (aged.told_at < now - LATELY, aged.checked_on, aged.verdict_id)


def translate(session: Session, now: datetime) -> int:
    """Open cases for texts that the desk's verdicts lack and somebody here can write."""
    spoken = {
        language
        for _, member in members.every(session)
        if member and not member.suspended_at
        for language in member.languages
    }
    return sum(_translate(session, language, now) for language in LANGUAGES if language in spoken)


def _translate(session: Session, language: str, now: datetime) -> int:
    room = WANTED - revisits.translations_open(session, language)
    found = revisits.untranslated(session, language, room) if room > 0 else []
    for verdict_id in found:
        if verdict := verdicts.locked(session, verdict_id):
            case = Case(
                purpose=CasePurpose.TRANSLATION,
                about_id=verdict_id,
                text=verdict.claim,
                terms=terms(verdict.claim, verdict.language),
                language=language,
                created_at=now,
                asked_at=now,
            )
            session.add(case)
            _opened(session, case, now)
    return len(found)


def settle(session: Session, now: datetime) -> int:
    """Close cases about verdicts with nothing left to do; return how many."""
    found = revisits.settled(session)
    for case in found:
        _note(session, DecisionKind.SETTLED, case, now)
        close(session, case, now, case.about_id)
        redraw(session, case)
    return len(found)


def _opened(session: Session, case: Case, now: datetime) -> None:
    """Give a new case its place in the queue, and write down that the clock opened it."""
    priority.refresh(session, case)
    _note(session, DecisionKind.OPENED, case, now)


def _note(session: Session, kind: DecisionKind, case: Case, now: datetime) -> None:
    audit.note(session, kind, now, case_id=case.id, verdict_id=case.about_id)
