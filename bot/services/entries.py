"""What people write into files and commands is made of, and how its mistakes are said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = dict[Language, Text]

MOST_NEAR = 3  # suggestions for a key that there is not
MOST_NAMED = 8  # keys that are listed where none is near


class Entry(BaseModel):
    """One thing that a person wrote down, known by a stable key; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    identity: ClassVar[str] = "key"

    @property
    def name(self) -> str:
        """Return the stable key."""
        return str(getattr(self, self.identity))


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in an entry: in which field, of what kind, and in English with the next step.

    *values* are what the sentence of its kind names, for those who say it in another language.
    """

    field: str
    kind: str
    message: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


def wrong(kind: str, template: str, **values: str) -> PydanticCustomError:
    """Make the error of a rule; *template* names its *values* in braces."""
    return PydanticCustomError(kind, template, dict(values))


def problems(error: ValidationError) -> tuple[Problem, ...]:
    """Turn what pydantic found into problems, each with its field."""
    return tuple(_problem(one) for one in error.errors())  # type: ignore[arg-type]


def _problem(found: dict[str, object]) -> Problem:
    place, context = found["loc"], found.get("ctx")
    field = ".".join(str(part) for part in place) if isinstance(place, tuple) else ""
    message = str(found["msg"]).removeprefix("Value error, ")
    if found["type"] == "missing":
        message = "is needed, and not given"
    values = context.items() if isinstance(context, dict) else ()
    return Problem(
        field, str(found["type"]), message, tuple((name, str(value)) for name, value in values)
    )


def unknown(field: str, what: str, key: str, known: Iterable[str], *, where: str) -> Problem:
    """Say that there is no *what* called *key*: which are near, else which there are."""
    others = sorted(known)
    near = get_close_matches(key, others, n=MOST_NEAR, cutoff=0.6) or [
        one for one in others if key and (key in one or one in key)
    ]
    listed = " or ".join(repr(one) for one in near[:MOST_NEAR])
    next_step = f"did you mean {listed}?" if near else f"{_some(others)}list it in {where}"
    message = f"there is no {what} {key!r}: {next_step}"
    return Problem(field, "unknown", message, (("what", what), ("key", key)))


def _some(known: list[str]) -> str:
    """Name those that there are, where they are few."""
    if not 0 < len(known) <= MOST_NAMED:
        return ""
    return f"choose one that there is ({', '.join(known)}), or "
