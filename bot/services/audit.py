"""The log of what was decided on cases and verdicts: who, when, what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.models import Decided, DecisionKind, Draft
from bot.services.members.roles import role


def note(
    session: Session,
    kind: DecisionKind,
    now: datetime,
    *,
    person_id: int | None = None,
    by_name: str | None = None,
    case_id: int | None = None,
    verdict_id: int | None = None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Add a line to the log; without *person_id* an operator did it, *by_name*, or the clock.

    *changes* says what is another now, as JSON values; it holds no personal data of readers.
    """
    session.add(
        Decided(
            case_id=case_id,
            person_id=person_id,
            role=role(session, person_id) if person_id is not None else None,
            by_name=by_name,
            kind=kind,
            verdict_id=verdict_id,
            changes=dict(changes or {}),
            at=now,
        )
    )


def said(draft: Draft) -> dict[str, Any]:
    """Return what a draft says, for the log; of readers' texts only how many are ticked."""
    kept = {"language", "claim", "summary", "sources", "figures", "texts"}
    values = draft.model_dump(mode="json", include=kept | {"rating", "valid_until", "version"})
    return values | {"wordings": len(draft.wordings)}
