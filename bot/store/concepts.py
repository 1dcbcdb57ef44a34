"""The lexicon: things that posts name in many words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.models import Concept


def every(session: Session) -> Sequence[Concept]:
    """Return all concepts."""
    return session.exec(select(Concept).order_by(col(Concept.id))).all()


def by_id(session: Session, concept_id: str) -> Concept | None:
    """Find a concept."""
    return session.get(Concept, concept_id)
