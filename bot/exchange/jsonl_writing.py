"""Reviews as JSON Lines: one object each, in which nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.exchange.values import Review

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Plain = str | list["Plain"] | dict[str, "Plain"]


def lines(reviews: Iterable[Review]) -> Iterator[str]:
    """Write one line for each review, its line break included.

    The fields are those of `Review`, days in ISO 8601, ratings and polarities by their values;
    what a review does not say is left out.
    """
    for review in reviews:
        yield json.dumps(_plain(review), ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(value: object) -> Plain:
    match value:
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(one) for one in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _object(value)
    return str(value)


def _object(value: DataclassInstance) -> dict[str, Plain]:
    said = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {name: _plain(one) for name, one in said if one not in (None, "", ())}
