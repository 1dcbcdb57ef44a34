"""What a notice about a subscription says at the moment when it is sent."""

from __future__ import annotations

from sqlmodel import Session

from bot.models import Notice
from bot.services.subscriptions.values import SubscriptionEnded
from bot.store import subscriptions


def card(session: Session, notice: Notice) -> SubscriptionEnded | None:
    """Return how somebody's subscription stands; nothing where they changed it meanwhile."""
    row = subscriptions.get(session, notice.person_id or 0)
    return SubscriptionEnded() if row and row.ended_at else None
