"""Numbers and days: what one side says of how many and when, and the other says otherwise."""

from __future__ import annotations

from decimal import Decimal

from bot.matching.guards.alignment import Alignment
from bot.matching.guards.measures import DAYS, are_in_different_units, is_as_long
from bot.matching.guards.spelling import is_slip, leading
from bot.matching.guards.statement import Statement
from bot.matching.values import Check, Evidence
from bot.text.dates import DateMention
from bot.text.quantities import Bound, Quantity

_YEAR = 4  # digits
_FROM = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_UP_TO = frozenset({Bound.UP_TO, Bound.LESS_THAN})
SLACK = Decimal("0.005")  # of a number: 3,200 is 3.2 thousand, and 1,999 is not 2,000


def numbers(alignment: Alignment, chosen: frozenset[int]) -> Evidence | None:
    """Compare quantities: one that the claim has and the post replaces by another contradicts."""
    claimed = [one for _, one in alignment.claim.numbers]
    every = [one for _, one in alignment.post.numbers]
    stated = [one for at, one in alignment.post.numbers if at in chosen]
    said = said_numbers(alignment)
    missing = [one for one in claimed if one not in said]
    strange = [one for one in stated if not any(_is_equal(one, other) for other in claimed)]
    marks = _marks(alignment, chosen)
    if not (claimed and every) and marks is None:
        return None
    replaced = any(_may_replace(one, other) for one in missing for other in strange)
    agree = not replaced and (marks is None or marks.passed)
    if marks is not None and not marks.passed:
        return marks
    return Evidence(Check.NUMBERS, agree, _listed(strange or stated), _listed(missing or claimed))


def said_numbers(alignment: Alignment) -> list[Quantity]:
    """Return the claim's quantities that the post has, in whatever form."""
    every = [one for _, one in alignment.post.numbers]
    spelt = {word.said for word in alignment.post.words}
    return [
        one
        for _, one in alignment.claim.numbers
        if any(_is_equal(one, other) or _is_misspelt(one, other, spelt) for other in every)
    ]


def _is_equal(one: Quantity, other: Quantity) -> bool:
    if {one.bound, other.bound} & _FROM and {one.bound, other.bound} & _UP_TO:
        return False  # "older than 50", "younger than 50"
    if are_in_different_units(one, other):
        return is_as_long(one, other)
    near = abs(one.low - other.low) <= SLACK * max(abs(one.low), Decimal(1))
    return near and abs(one.high - other.high) <= SLACK * max(abs(one.high), Decimal(1))


def _is_misspelt(one: Quantity, other: Quantity, spelt: set[str]) -> bool:
    """Say whether only the word after the digits is mistyped: "8 billion", "8 bilion"."""
    digits, _, scale = one.text.casefold().partition(" ")
    return digits == other.text and bool(scale) and any(is_slip(scale, word) for word in spelt)


def _may_replace(one: Quantity, other: Quantity) -> bool:
    """Say whether two different numbers may count the same thing."""
    units = {"time" if one.unit in DAYS else one.unit for one in (one, other)}
    return len(units) == 1 or None in units


def _marks(alignment: Alignment, chosen: frozenset[int]) -> Evidence | None:
    """Compare numbers that count nothing: of schools, flights, models; and years."""
    every = frozenset(range(len(alignment.claim.spans)))
    claimed, stated = _marked(alignment.claim, every), _marked(alignment.post, chosen)
    if not (claimed and stated):
        return None
    missing, strange = claimed - stated, stated - claimed
    years = {len(mark) == _YEAR for mark in missing} & {len(mark) == _YEAR for mark in strange}
    return Evidence(
        Check.NUMBERS,
        not years,
        ", ".join(sorted(strange or stated)),
        ", ".join(sorted(missing or claimed)),
    )


def _marked(statement: Statement, chosen: frozenset[int]) -> set[str]:
    words = {
        leading(word.said) for word in statement.words if word.mark and word.sentence in chosen
    }
    return words | {str(day.year) for at, day in statement.days if day.year and at in chosen}


def _listed(amounts: list[Quantity]) -> str:
    return ", ".join(one.text for one in amounts)


def days(alignment: Alignment, chosen: frozenset[int]) -> Evidence | None:
    """Compare dates: one that the claim has and the post replaces by another contradicts."""
    claimed = [day for _, day in alignment.claim.days]
    every = [day for _, day in alignment.post.days]
    stated = [day for at, day in alignment.post.days if at in chosen]
    if not (claimed and every):
        return None
    missing = [day for day in claimed if not any(agree(day, other) for other in every)]
    strange = [day for day in stated if not any(agree(day, other) for other in claimed)]
    return Evidence(
        Check.DATES,
        not (missing and strange),
        ", ".join(day.text for day in strange or stated),
        ", ".join(day.text for day in missing or claimed),
    )


def agree(one: DateMention, other: DateMention) -> bool:
    """Say whether two dates may be the same: both state something, and that is equal."""
    fields = [(getattr(one, name), getattr(other, name)) for name in ("year", "month", "day")]
    both = [(a, b) for a, b in fields if a is not None and b is not None]
    return bool(both) and all(a == b for a, b in both)
