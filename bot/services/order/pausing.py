"""Pausing what the bot does with one command, and letting it go on."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Activity, DecisionKind, Hand, NoticeKind, Pause, Role
from bot.services import audit
from bot.services.broadcasts import control
from bot.services.members.roles import may_administer
from bot.services.members.values import Author
from bot.services.order.values import ACTIVITIES, ActivityState, Pauses, Scope, Shown, Switched
from bot.services.owing import owe, owe_text
from bot.services.values import NotAllowed
from bot.store import members, pauses, updates


def pause(session: Session, scope: Scope, author: Author, now: datetime) -> Switched | NotAllowed:
    """Pause what *scope* says, all of it at once; what is paused already stays so."""
    if author.hand is Hand.ADMIN and not may_administer(session, author.person_id or 0):
        return NotAllowed()
    rows = [
        Pause(
            activity=one,
            at=now,
            role=None if author.hand is Hand.OPERATOR else Role.ADMIN,
            by_person_id=author.person_id,
        )
        for one in ACTIVITIES[scope]
    ]
    found = tuple(row.activity for row in rows if pauses.add(session, row))
    return _switch(session, DecisionKind.PAUSED, found, author, now)


def resume(session: Session, scope: Scope, author: Author, now: datetime) -> Switched | NotAllowed:
    """Let what *scope* says go on."""
    if author.hand is Hand.ADMIN and not may_administer(session, author.person_id or 0):
        return NotAllowed()
    found = tuple(one for one in ACTIVITIES[scope] if pauses.drop(session, one))
    if Activity.BROADCASTS in found:
        control.resume_all(session, now)
    return _switch(session, DecisionKind.RESUMED, found, author, now)


def settle(session: Session, now: datetime) -> None:
    """Once broadcasts are paused, put aside what they owe, which the pump leaves alone already.

    That may be much, so that whoever pauses does not wait for it. Doing it twice does no harm.
    """
    if pauses.keep(session, Activity.BROADCASTS):
        control.pause_all(session, now)


def _switch(
    session: Session,
    kind: DecisionKind,
    activities: tuple[Activity, ...],
    author: Author,
    now: datetime,
) -> Switched:
    """Log what is another now, and tell the other admins."""
    if not activities:
        return Switched(())
    what = [str(one) for one in activities]
    audit.note(
        session,
        kind,
        now,
        person_id=author.person_id,
        by_name=author.name,
        changes={"activities": what},
    )
    role = "operator" if author.hand is Hand.OPERATOR else str(Role.ADMIN)
    for admin in members.admins(session):
        if admin != author.person_id:
            key = f"{kind}:{'+'.join(what)}:{now.timestamp()}:{admin}"
            values = {"what": " ".join(what), "role": role}
            owe_text(session, key, admin, f"activities_{kind}", now, **values)
    return Switched(activities)


def paused(session: Session, activity: Activity) -> bool:
    """Say whether an activity is paused."""
    return pauses.get(session, activity) is not None


def paused_now(session: Session) -> frozenset[Activity]:
    """Return what is paused."""
    return frozenset(one.activity for one in pauses.every(session))


def state(session: Session) -> Pauses:
    """Return what is paused, since when and by whom, and how many posts wait to be read."""
    found = {one.activity: one for one in pauses.every(session)}
    states = tuple(
        ActivityState(one, found[one].at, found[one].role) if one in found else ActivityState(one)
        for one in ACTIVITIES[Scope.ALL]
    )
    return Pauses(states, updates.count_held(session))


def owe_state(
    session: Session, chat_id: int, person_id: int, key: str, *, edits: int | None = None
) -> Shown | NotAllowed:
    """Owe an admin what is paused, once per *key*."""
    if not may_administer(session, person_id):
        return NotAllowed()
    owe(
        session,
        key=key,
        kind=NoticeKind.PAUSES,
        chat_id=chat_id,
        person_id=person_id,
        edits=edits,
    )
    return Shown()
