"""What a recipient of a broadcast gets, as it stands when it is sent."""

from __future__ import annotations

from sqlmodel import Session

from bot.models import Audience, Broadcast, Notice, Subscription
from bot.services.broadcasts.values import BroadcastMessage
from bot.services.order import bans
from bot.services.views import verdict_view


def message(session: Session, notice: Notice, locale: str) -> BroadcastMessage | None:
    """Make what somebody gets; None where the verdict is withdrawn, or they get it no more."""
    broadcast = session.get(Broadcast, notice.broadcast_id or 0)
    if broadcast is None or not _wanted(session, broadcast, notice.person_id or 0):
        return None
    return said(session, broadcast, locale)


def _wanted(session: Session, broadcast: Broadcast, person_id: int) -> bool:
    """Say whether somebody still wants to be sent anything, and is not banned since."""
    if bans.is_blocked(session, person_id):
        return False
    subscription = session.get(Subscription, person_id)
    if subscription is None:
        return broadcast.audience is Audience.ASKED
    return subscription.ended_at is None


def said(
    session: Session, broadcast: Broadcast, locale: str, *, sample: bool = False
) -> BroadcastMessage | None:
    """Say in a language what a broadcast says, or else as it was written; a *sample* to admins."""
    if broadcast.verdict_id is not None:
        verdict = verdict_view(session, broadcast.verdict_id, locale)
        unfit = verdict is None or verdict.rating is None
        return None if unfit else BroadcastMessage(verdict, sample=sample)
    language = locale if locale in broadcast.texts else broadcast.language
    if (text := broadcast.texts.get(language)) is None:
        return None
    return BroadcastMessage(None, text, language, broadcast.photo, sample)
