"""How many people are subscribed."""

from __future__ import annotations

from collections import Counter

from sqlmodel import Session

from bot.models import Frequency
from bot.services.subscriptions.values import Counts
from bot.store import subscriptions


def counts(session: Session) -> Counts:
    """Count the subscribers who can be reached, by how often and in which language."""
    frequencies, languages = Counter[Frequency](), Counter[str]()
    for frequency, language, number in subscriptions.count(session):
        frequencies[frequency] += number
        languages[language] += number
    return Counts(
        active=frequencies.total(),
        by_frequency=tuple((one, frequencies[one]) for one in Frequency),
        by_language=tuple(languages.most_common()),
    )
