"""The languages in which a member reviews: they get cases in these, or in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.services.members.roles import may_review
from bot.services.people import LANGUAGES
from bot.services.values import NotAllowed
from bot.store import members

EVERY = "all"  # as members write it


@dataclass(frozen=True, slots=True)
class ReviewsIn:
    """These are a member's languages; without any, all are."""

    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadLanguages:
    """One of the words is no language of ours."""


def choose(
    session: Session, person_id: int, words: Sequence[str], now: datetime
) -> ReviewsIn | BadLanguages | NotAllowed:
    """Keep the languages that a member names, such as "uk en", or "all"; only look without any."""
    if not may_review(session, person_id):
        return NotAllowed()
    named = list(dict.fromkeys(word.lower().strip(",") for word in words))
    member = members.ensure(session, person_id, now)
    if named == [EVERY]:
        member.languages = []
    elif not set(named) <= set(LANGUAGES):
        return BadLanguages()
    elif named:
        member.languages = named
    session.flush()
    return ReviewsIn(tuple(member.languages))
