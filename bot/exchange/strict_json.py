"""JSON read strictly: no key twice, no NaN, no depth that breaks a program; numbers as written."""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias

from bot.exchange.limits import LIMITS

Json: TypeAlias = Any  # None, bool, Number, str, list, dict: as the file has it
_STRUCTURE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


class Number(str):
    """A number in the digits of its file."""

    __slots__ = ()


class Doubled(dict[str, Json]):
    """An object that names a key twice, so that nobody knows which value is meant."""

    key: str = ""


class NotJson(ValueError):
    """Why a text is no JSON that can be used, and where it goes wrong."""

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        """Keep the reason: words for the middle of a sentence."""
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


def load(text: str, *, depth: int = LIMITS.depth) -> Json:
    """Read *text*; raises NotJson. Control characters in strings are let through.

    An object with a key twice is a `Doubled`: whoever uses it has to refuse it.
    """
    if too_deep(text, depth):
        raise NotJson(f"it has more than {depth} objects and lists in each other")
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise NotJson(_said(error), error.lineno, error.colno) from None
    except RecursionError:
        raise NotJson("it has too many objects and lists in each other") from None


def too_deep(text: str, depth: int) -> bool:
    """Say whether more than *depth* objects and lists lie in each other."""
    if text.count("[") + text.count("{") <= depth:
        return False
    now = 0
    for found in _STRUCTURE.finditer(text):
        match found[0]:
            case "[" | "{":
                now += 1
                if now > depth:
                    return True
            case "]" | "}":
                now -= 1
    return False


def flaw(value: Json) -> str | None:
    """Say what makes a value unfit to be a record: a key that it has twice, at any depth."""
    if isinstance(value, Doubled):
        return f"the key “{value.key[:60]}” stands twice in it"
    if isinstance(value, dict):
        return next(filter(None, map(flaw, value.values())), None)
    if isinstance(value, list):
        return next(filter(None, map(flaw, value)), None)
    return None


def dump(value: Json) -> str:
    """Write a value for a person to recognise it by."""
    try:
        return json.dumps(value, ensure_ascii=False)[:2000]
    except (ValueError, RecursionError):
        return ""


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    seen: set[str] = set()
    doubled = Doubled(made)
    for key, _ in pairs:
        if key in seen:
            doubled.key = key
            break
        seen.add(key)
    return doubled


def _no_constant(name: str) -> Json:
    raise NotJson(f"{name} is no number")


def _said(error: json.JSONDecodeError) -> str:
    return error.msg[:1].lower() + error.msg[1:]


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=Number,
    parse_int=Number,
    parse_constant=_no_constant,
    strict=False,
)
