"""Lengths of time in days, and sums of money with their hundredths, so that they compare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.text.normalise import fold
from bot.text.quantities import Quantity

DAYS = {
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal(30),
    "year": Decimal(360),
}
ROUNDED = Decimal("0.05")  # of a length of time told in another unit: 60 days, 2 months
_BEGINNINGS = {
    "en": {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year"},
    "uk": {
        "hour": "годин",
        "day": "день дн ден доб діб",
        "week": "тиж",
        "month": "місяц",
        "year": "рік рок річ літ",
    },
    "ru": {
        "hour": "час",
        "day": "день дн ден сут",
        "week": "недел",
        "month": "месяц месяч",
        "year": "год лет",
    },
    "mk": {
        "hour": "час саат",
        "day": "ден дн",
        "week": "недел седми",
        "month": "месец месеч",
        "year": "годин годиш",
    },
    "pl": {
        "hour": "godzin",
        "day": "dzien dni dob",
        "week": "tydzien tygod",
        "month": "miesi",
        "year": "rok lat let",
    },
}
_NEXT = re.compile(r"[\s–-]*([^\W\d]+)")
_HUNDREDTHS = ("коп", "kop", "cent", "pence", "grosz", "gr", "цент")
_CURRENCY = re.compile(r"\s*[^\W\d]{1,10}\.?\s*(?:and|і|и|i)?\s*")


def measured(found: Sequence[Quantity], text: str, language: str) -> list[Quantity]:
    """Return the quantities of *text*: of time with "day", "week" and so on as their unit."""
    result: list[Quantity] = []
    for one in found:
        word = _word_after(text, one.end)
        before = result[-1] if result else None
        if before and _is_hundredths(before, one, word, text):
            part = one.low / 100
            result[-1] = replace(
                before,
                low=before.low + part,
                high=before.high + part,
                end=one.end,
                text=text[before.start : one.end],
            )
        elif one.unit == "time":
            result.append(replace(one, unit=_unit(word, language) or one.unit))
        else:
            result.append(one)
    return result


def is_as_long(one: Quantity, other: Quantity) -> bool:
    """Say whether two lengths of time in different units are the same: "21 days", "3 weeks"."""
    mine, theirs = DAYS.get(one.unit or ""), DAYS.get(other.unit or "")
    if mine is None or theirs is None or mine == theirs:
        return False
    return abs(one.low * mine - other.low * theirs) <= ROUNDED * max(one.low * mine, Decimal(1))


def are_in_different_units(one: Quantity, other: Quantity) -> bool:
    """Say whether two lengths of time are told in different units."""
    return one.unit != other.unit and {one.unit, other.unit} <= set(DAYS)


def _word_after(text: str, end: int) -> str:
    found = _NEXT.match(text, end)
    return fold(found[1]) if found else ""


def _unit(word: str, language: str) -> str | None:
    units = _BEGINNINGS.get(language, {})
    return next(
        (unit for unit, starts in units.items() if word.startswith(tuple(starts.split(" ")))),
        None,
    )


def _is_hundredths(before: Quantity, one: Quantity, word: str, text: str) -> bool:
    """Say whether a number counts the kopecks of the sum before it: "6 hryvnias 84 kopecks"."""
    return (
        before.unit == "money"
        and one.low < 100
        and word.startswith(_HUNDREDTHS)
        and _CURRENCY.fullmatch(text[before.end : one.start]) is not None
    )
