"""A case in one line."""

from __future__ import annotations

from datetime import datetime

from bot.models import Case
from bot.services.clock.values import ListedCase
from bot.text.normalise import without_personal_data


def line(case: Case, since: datetime | None = None) -> ListedCase:
    """Return a case with what it is about; it is as old as it is, or since then."""
    words = without_personal_data(case.text)
    return ListedCase(case.id or 0, words, case.people, since or case.created_at)
