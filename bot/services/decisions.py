"""Decisions as JSON, and back: how they are kept with a submission."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from bot.matching import Decision, Far, Near, NoClaim, Sure
from bot.models import Stance

_FORMS: dict[str, TypeAdapter[Any]] = {
    form.__name__: TypeAdapter(form) for form in (Sure, Near, Far, NoClaim)
}


def dump(decision: Decision) -> dict[str, Any]:
    """Write a decision with its name, as JSON values."""
    name = type(decision).__name__
    return {"found": name, **_FORMS[name].dump_python(decision, mode="json")}


def load(kept: dict[str, Any]) -> Decision:
    """Read what `dump` wrote."""
    fields = {name: value for name, value in kept.items() if name != "found"}
    decision: Decision = _FORMS[kept["found"]].validate_python(fields)
    return decision


def stance(kept: dict[str, Any] | None, verdict_id: int) -> Stance | None:
    """Return what a post does with a verdict's claim; None where that was not decided."""
    decision = load(kept) if kept else None
    matches = decision.matches if isinstance(decision, Sure) else ()
    return next((one.stance for one in matches if one.verdict_id == verdict_id), None)
