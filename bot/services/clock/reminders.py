"""What a reviewer is reminded of in their own chat, once each; they may do without."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.models import Case, CaseState, Draft, DraftState, Lease, Notice, NoticeKind
from bot.services.clock import escalations, slots
from bot.services.clock.values import (
    ApprovalsWait,
    LeaseEnds,
    RanOut,
    Reminder,
    RemindersSwitch,
    SentBackWaits,
)
from bot.services.lines import line
from bot.services.members.roles import may_review
from bot.services.owing import owe
from bot.services.values import NotAllowed
from bot.store import cases, drafts, due, members

AHEAD = timedelta(minutes=20)  # before a lease runs out
PATIENCE = timedelta(hours=4)  # with what was sent back, and with what waits for approval
NAMED = 5  # cases with a button


def remind(session: Session, now: datetime, hold: timedelta, zone: ZoneInfo) -> None:
    """Owe what reviewers are to be reminded of.

    Whose time runs out is at work, whatever the hour; the rest can wait for the morning. A lease
    that is short to begin with (*hold*) is no reason to hurry at once.
    """
    wanted = {
        person.id: member.languages if member else []
        for person, member in members.every(session)
        if not (member and (member.muted or member.suspended_at))
    }
    for lease in due.ending(session, now, now + min(AHEAD, hold / 4)):
        if lease.person_id in wanted:
            _owe_lease(session, lease, "lease", now)
    if not slots.in_working_hours(now, zone):
        return
    for draft in due.left_lying(session, now - PATIENCE, now):
        if draft.author_id in wanted:
            _owe_sent_back(session, draft, draft.author_id, now)
    for person_id, languages in wanted.items():
        if waiting(session, person_id, languages, now):
            key = f"approvals:{person_id}:{slots.local_day(now, zone)}"
            _owe(session, key, person_id, now, {"about": "approvals", "at": now.isoformat()})


def owe_ran_out(session: Session, lease: Lease, now: datetime) -> None:
    """Tell who held a case that their time ran out."""
    _owe_lease(session, lease, "ran_out", now)


def _owe_lease(session: Session, lease: Lease, about: str, now: datetime) -> None:
    until = lease.until.isoformat()
    key = f"{about}:{lease.case_id}:{lease.person_id}:{until}"
    params = {"about": about, "case": lease.case_id, "until": until}
    _owe(session, key, lease.person_id, now, params)


def _owe_sent_back(session: Session, draft: Draft, person_id: int, now: datetime) -> None:
    key = f"sent_back:{draft.id}:{draft.changed_at.isoformat()}"
    params = {"about": "sent_back", "case": draft.case_id, "version": draft.version}
    _owe(session, key, person_id, now, params)


def _owe(
    session: Session, key: str, person_id: int, now: datetime, params: dict[str, Any]
) -> None:
    owe(
        session,
        key=key,
        kind=NoticeKind.REMINDER,
        chat_id=person_id,
        person_id=person_id,
        direct=False,
        due_at=now,
        params=params,
    )


def waiting(
    session: Session, person_id: int, languages: Collection[str], now: datetime
) -> Sequence[tuple[Case, Draft]]:
    """Return what waits long for approval by a person; one without languages reads them all."""
    found = due.unapproved(session, person_id, now - PATIENCE)
    return [
        (case, draft)
        for case, draft in found
        if not languages or case.language is None or case.language in languages
    ]


def parcelled(session: Session, notice: Notice) -> Reminder | None:
    """Return what a notice says as it is sent; None where there is no reason any more."""
    person_id, params = notice.person_id or 0, notice.params
    if not may_review(session, person_id):
        return None
    match params:
        case {"about": "escalated"}:
            return escalations.parcelled(session, notice)
        case {"about": "switch"}:
            return RemindersSwitch(on=not _muted(session, person_id))
        case {"about": "approvals", "at": str(at)}:
            return _approvals(session, person_id, datetime.fromisoformat(at))
        case {"about": str(about), "case": int(number)}:
            if (case := cases.get(session, number)) and case.state is CaseState.OPEN:
                return _of_case(session, case, person_id, about, params)
    return None


def _approvals(session: Session, person_id: int, at: datetime) -> ApprovalsWait | None:
    member = members.get(session, person_id)
    found = waiting(session, person_id, member.languages if member else (), at)
    lines = tuple(line(case, draft.submitted_at) for case, draft in found[:NAMED])
    return ApprovalsWait(lines, len(found)) if found else None


def _of_case(
    session: Session, case: Case, person_id: int, about: str, params: dict[str, Any]
) -> LeaseEnds | RanOut | SentBackWaits | None:
    draft, lease = drafts.read(session, case.id or 0), cases.lease(session, case.id or 0)
    writing = draft is not None and draft.state is DraftState.WRITING
    match about:
        case "lease" if writing and lease and lease.person_id == person_id:
            same = lease.until == datetime.fromisoformat(params["until"])
            return LeaseEnds(line(case), lease.until) if same else None
        case "ran_out" if lease is None:
            return RanOut(line(case), written=writing)
        case "sent_back" if draft and writing and draft.version == params["version"]:
            return SentBackWaits(line(case), draft.comment) if lease is None else None
    return None


def _muted(session: Session, person_id: int) -> bool:
    member = members.get(session, person_id)
    return member is not None and member.muted


def owe_switch(
    session: Session, person_id: int, key: str, *, edits: int | None = None
) -> NotAllowed | None:
    """Show a reviewer whether they are reminded, with a button to change it."""
    if not may_review(session, person_id):
        return NotAllowed()
    owe(
        session,
        key=key,
        kind=NoticeKind.REMINDER,
        chat_id=person_id,
        person_id=person_id,
        params={"about": "switch"},
        edits=edits,
    )
    return None


def switch(
    session: Session, person_id: int, now: datetime, key: str, *, on: bool, edits: int
) -> NotAllowed | None:
    """Switch a reviewer's reminders on or off, and show how that stands in place."""
    if not may_review(session, person_id):
        return NotAllowed()
    members.ensure(session, person_id, now).muted = not on
    session.flush()
    return owe_switch(session, person_id, key, edits=edits)
