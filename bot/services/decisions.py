"""Decisions as JSON, and back: how they are kept with a submission."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from bot.matching import Decision, Far, Near, NoClaim, Sure

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
