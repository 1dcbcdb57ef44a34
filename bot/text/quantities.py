"""Find the quantities that a text states, in five languages, and leave out what only looks so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.text import number_reading
from bot.text.dates import date_spans
from bot.text.number_bounds import Bound
from bot.text.number_exclusions import excluded, glued_ending
from bot.text.number_hedges import hedge, hedge_after
from bot.text.number_names import is_counted, is_result
from bot.text.number_noise import hide
from bot.text.number_scales import CURRENCY, token_at, unit_at
from bot.text.number_tables import LANGUAGES, Tables, tables
from bot.text.number_tokens import Token, tokens
from bot.text.number_values import Reading

__all__ = ["Bound", "Quantity", "quantities"]

_CYRILLIC = frozenset({"uk", "ru", "mk"})
_LETTERS = (
    ("mk", re.compile("[ѓќљњџѕј]", re.IGNORECASE)),
    ("uk", re.compile("[іїєґ]", re.IGNORECASE)),
    ("ru", re.compile("[ыэъё]", re.IGNORECASE)),
)
_POLISH = re.compile("[ąćęłńśźż]", re.IGNORECASE)
_DASHES = frozenset("-–—‐‑−")
_LIST_ENDS = frozenset({"and", "і", "й", "та", "и", "i", "oraz"})
_LIST_REACH = 4  # tokens from one count of a list to the next: "two armed men and one …"
_MEASURE_REACH = 4  # tokens from a range's first end to its measure: "from -5 to -10 °C"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range that text[start:end] states.

    *unit* is None for counted things, else percent, money, length, mass, volume, time or degree.
    *exact* is False where the number is only implied or unsure: "both", "one", "thousands". *part*
    marks a share of something, to four places: "two thirds of". *other* is the second value of
    digits that may be read in two ways: "1.234" is 1234 or 1.234.
    """

    low: Decimal
    high: Decimal
    bound: Bound
    start: int
    end: int
    text: str
    exact: bool = True
    unit: str | None = None
    part: bool = False
    other: Decimal | None = None


def quantities(text: str, language: str | None = None) -> list[Quantity]:
    """Return the quantities of *text* in order; *language* is a two-letter code, if known."""
    look_up = tables(_languages(text, language))
    read_from = tokens(hide(text, date_spans(text)))
    found: list[Quantity] = []
    at = counted = 0
    while at < len(read_from):
        reading = _reading(read_from, at, look_up)
        if reading is None:
            at += 1
            continue
        reading = _range(read_from, reading, look_up)
        at = max(at + 1, reading.after)
        if reading.kept:
            if counted and _goes_on(read_from, counted, reading.first):
                reading = replace(reading, exact=True)
            counted = reading.after if reading.exact else 0
            found.append(_quantity(text, read_from, reading, look_up))
    return found


def _goes_on(read_from: Sequence[Token], counted: int, first: int) -> bool:
    """Say whether "and one helicopter" ends a list of counts, the last up to token *counted*."""
    between = read_from[counted:first]
    named = 2 <= len(between) <= _LIST_REACH and between[-1].key in _LIST_ENDS
    return named and all(token.is_word and not token.fresh for token in between)


def _languages(text: str, language: str | None) -> frozenset[str]:
    """Return the languages whose words to look up: the given one, else what the letters allow."""
    if language in LANGUAGES:
        return frozenset({language, "en"}) if language in _CYRILLIC else frozenset({language})
    cyrillic = {code for code, letters in _LETTERS if letters.search(text)} or _CYRILLIC
    return frozenset(cyrillic) | ({"pl"} if _POLISH.search(text) else {"en"})


def _reading(read_from: Sequence[Token], at: int, look_up: Tables) -> Reading | None:
    token = read_from[at]
    if token.key in look_up.minus_words or _is_sign(read_from, at, look_up):
        return _below_nought(read_from, at, look_up)
    if token.is_word and token.key in look_up.pairs:
        either = any(each.key == "and" for each in read_from[at + 1 : at + 5])
        two = Decimal(2)
        return Reading(two, two, at, at + 1, exact=False, words=True, kept=not either)
    reading = number_reading.read(read_from, at, look_up)
    if reading is None:
        return None
    reading = glued_ending(read_from, reading, look_up)
    return replace(reading, kept=False) if excluded(read_from, reading, look_up) else reading


def _is_sign(read_from: Sequence[Token], at: int, look_up: Tables) -> bool:
    token, following = read_from[at], token_at(read_from, at + 1)
    alone = not token.glued and token_at(read_from, at - 1).number is None
    number = following.glued and following.number is not None
    return alone and number and token.key in look_up.minus_signs


def _below_nought(read_from: Sequence[Token], at: int, look_up: Tables) -> Reading | None:
    """Read "-15 °C", "minus 7 degrees"; "minus 300 tanks" and a list's "-5 tanks" are counts."""
    inner = _reading(read_from, at + 1, look_up) if at + 1 < len(read_from) else None
    if inner is None or not inner.kept or inner.first != at + 1:
        return None
    ahead = (unit_at(read_from, inner.after + step, look_up) for step in range(_MEASURE_REACH))
    if unit_at(read_from, inner.after, look_up) or "degree" in ahead:
        return replace(inner, low=-inner.high, high=-inner.low, first=at)
    return None


def _range(read_from: Sequence[Token], start: Reading, look_up: Tables) -> Reading:
    """Extend *start* to "10-12 thousand" or "від 10 до 12", where its other end follows."""
    middle = start.after
    if middle + 1 >= len(read_from):
        return start
    joint = read_from[middle]
    glued = joint.glued and read_from[middle + 1].glued
    dash = joint.key in _DASHES and (glued or joint.key in "-–")
    first = start.first
    if first and read_from[first - 1].key in CURRENCY:
        first -= 1
    opened = False
    if not dash:
        openers = look_up.ranges.get(joint.key, frozenset())
        opened = first > 0 and read_from[first - 1].key in openers
        if not (opened or "" in openers) or _changes(read_from, first, look_up):
            return start
        first -= opened
        # "One or two": alone, "one" would have been left out.
        if not (start.kept or start.low == 1):
            return start
    beyond = middle + 2 if read_from[middle + 1].key in CURRENCY else middle + 1
    end = _reading(read_from, beyond, look_up) if beyond < len(read_from) else None
    if end is None or end.first != beyond:
        return start
    low = start.low
    if low < 0:
        high = -end.high if dash and end.low > 0 else end.high  # "-10-15 °C"
        low, high = sorted((low, high))
        return replace(end, low=low, high=high, first=first)
    if start.scale is None and end.scale and low < end.high / end.scale:
        low *= end.scale
    if low >= end.high or (dash and not (start.kept and end.kept)):
        # A score, or an identifier.
        apart = (dash and glued) or (joint.key == "to" and not opened)
        return replace(start, kept=False, after=end.after) if apart else start
    if (dash or joint.key == "to") and _is_result(read_from, start, end, look_up):
        return replace(start, kept=False, after=end.after)
    exact = start.exact and end.exact
    return replace(end, low=low, first=first, exact=exact, other=None)


def _is_result(read_from: Sequence[Token], start: Reading, end: Reading, look_up: Tables) -> bool:
    """Say whether "0-2" or "1 to 3" is the result of a game."""
    plain = read_from[start.first].plain and read_from[end.first].plain
    bare = start.scale is None and end.scale is None
    counted = is_counted(read_from, end.after, look_up)
    return plain and bare and not counted and is_result(read_from, start, end.high)


def _changes(read_from: Sequence[Token], at: int, look_up: Tables) -> bool:
    """Say whether "from 8 to 11 thousand" follows a verb of change."""
    before = read_from[max(0, at - 5) : at]
    return any(token.key.startswith(look_up.change_stems) for token in before)


def _quantity(
    text: str, read_from: Sequence[Token], reading: Reading, look_up: Tables
) -> Quantity:
    first, after = reading.first, reading.after
    first -= first > 0 and read_from[first - 1].key in CURRENCY
    sign = any(token.key in CURRENCY for token in read_from[first:after])
    unit = "money" if sign else unit_at(read_from, after, look_up)
    bound = Bound.PLAIN if reading.low == reading.high or reading.exact else Bound.ABOUT
    if reading.guessed or _inverted(read_from, first, look_up):
        bound = Bound.ABOUT
    if before := hedge(read_from, first, look_up):
        bound, first = before
    if behind := hedge_after(read_from, after, look_up):
        bound, after = behind
    start, end = read_from[first].start, read_from[after - 1].end
    return Quantity(
        reading.low,
        reading.high,
        bound,
        start,
        end,
        text[start:end],
        exact=reading.exact,
        unit=unit,
        part=reading.part,
        other=reading.other,
    )


def _inverted(read_from: Sequence[Token], first: int, look_up: Tables) -> bool:
    """Say whether what is counted stands before its number: "человек двести" is about 200."""
    noun, before = token_at(read_from, first - 1), token_at(read_from, first - 2)
    counted = before.number is not None or before.key in look_up.words
    return noun.key in look_up.inverted_nouns and not counted and before.key not in look_up.scales
