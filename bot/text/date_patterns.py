"""The regular expressions for dates, built once from date_words.toml."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_LETTER = r"(?=[^\W\d_])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_SUFFIX = r"(?:st|nd|rd|th|[-‑](?:го|ого|е|те|ти|та|ма))?"
_TO = r"(?:\s?[-–—]\s?|\s(?:and|to|through|і|й|та|и|до|по|do|oraz)\s)"
# What shows that the digits after a month are a count: "In January 10,000", "January 10 thousand".
_NO_COUNT = (
    r"(?![0-9]|[.,:’'][0-9]|[ \u00a0\u202f][0-9]{3}(?![0-9])|\s?(?:%|k\b|thousand|million))"
)
_REACH = 40
_DOTS = {0x307: None, 0x131: "i"}


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns and what their words mean; those of `before` end where a date begins."""

    numeric: re.Pattern[str]
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    month: re.Pattern[str]
    year: re.Pattern[str]
    relative: re.Pattern[str]
    weekday: re.Pattern[str]
    parts: re.Pattern[str]
    as_of: re.Pattern[str]
    since: re.Pattern[str]
    month_numbers: dict[str, int]
    never_alone: frozenset[str]
    before_month: frozenset[str]
    weekday_numbers: dict[str, int]
    part_names: dict[str, str]
    relative_names: dict[str, str]
    weak_since: frozenset[str]


@cache
def patterns() -> Patterns:
    """Return the patterns of all languages."""
    data = _data()
    month = rf"(?P<month>{_months(data)}){_END}"
    years = _any(data["years"]["words"])
    tail = rf"(?:,?\s{{1,3}}(?:of\s)?(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])(?:\s?{years}(?!\w))?)?"
    day = rf"{_START}(?<![0-9][.,])(?P<day>{_DAY}){_SUFFIX}(?:{_TO}(?P<last>{_DAY}){_SUFFIX})?"
    day_after = rf"(?P<day>{_DAY}){_SUFFIX}(?:{_TO}(?P<last>{_DAY}){_SUFFIX}{_NO_COUNT})?"
    part_names = {key(text): name for name, texts in data["parts"].items() for text in texts}
    relative_names = _relative(data)
    weekday_numbers = _numbers(data["weekdays"])
    before = _any(data["weekday_before"]["words"].split())
    return Patterns(
        numeric=_numeric(),
        day_month=_compile(rf"{day}\s{{1,3}}(?:of\s)?{month}{tail}"),
        month_day=_compile(
            rf"{_START}{_LETTER}{month}\s{{1,3}}(?:the\s)?{day_after}{_NO_COUNT}{tail}"
        ),
        month=_compile(rf"{_START}{_LETTER}{month}{tail}"),
        year=_year(data["years"]["prepositions"], years),
        relative=_compile(rf"{_START}{_LETTER}{_any(relative_names)}{_END}"),
        weekday=_compile(
            rf"{_START}{_LETTER}{before}\s(?P<weekday>{_any(weekday_numbers)}){_END}"
        ),
        parts=_compile(rf"{_START}(?:the\s)?(?P<part>{_any(part_names)})[\s-](?:the\s)?$"),
        as_of=_compile(rf"{_START}{_any(data['as_of']['phrases'])}\s(?:the\s)?$"),
        since=_compile(rf"{_START}(?P<since>{_any(data['since']['phrases'])})\s(?:the\s)?$"),
        month_numbers=_month_numbers(data),
        never_alone=frozenset(data["months_alone"]["never"].split()),
        before_month=frozenset(data["months_alone"]["prepositions"].split()),
        weekday_numbers=weekday_numbers,
        part_names=part_names,
        relative_names=relative_names,
        weak_since=frozenset(data["since"]["weak"]),
    )


def before(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """Return the match of *pattern* that ends at *at*, looking back a bounded way."""
    return pattern.search(text, max(0, at - _REACH), at)


# The file is the package's own and its tests read every section, so its shape is taken on trust.
@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("bot.text").joinpath("date_words.toml").read_text("utf-8"))


def _compile(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def key(text: str) -> str:
    """Return *text* as the tables are keyed, with all that a pattern lets pass ("ſ") folded."""
    return " ".join(text.casefold().translate(_DOTS).split()).rstrip(".")


def _any(texts: Iterable[str]) -> str:
    """Return a pattern for any of *texts*, the longest first, blanks standing for any blank."""
    ordered = sorted(set(texts), key=lambda text: (-len(text), text))
    return "(?:" + "|".join(re.escape(text).replace(r"\ ", r"\s") for text in ordered) + ")"


def _months(data: dict[str, Any]) -> str:
    safe = _any(
        word for forms in data["months"].values() for each in forms for word in each.split()
    )
    capital = _any(word for each in data["capital_months"]["en"] for word in each.split())
    return rf"{safe}|(?-i:{capital}){_END}\.?"


def _month_numbers(data: dict[str, Any]) -> dict[str, int]:
    return _numbers(data["months"]) | _numbers(data["capital_months"])


def _numbers(sections: dict[str, list[str]]) -> dict[str, int]:
    """Return the place, from 1, of each word in its language's list."""
    return {
        key(word): number
        for forms in sections.values()
        for number, each in enumerate(forms, start=1)
        for word in each.split()
    }


def _relative(data: dict[str, Any]) -> dict[str, str]:
    days = {key(text): days for days, texts in data["days_ago"].items() for text in texts}
    last = {key(text): name for name, texts in data["last"].items() for text in texts}
    now = {key(text): "now" for text in data["as_of"]["now"]}
    return days | last | now


def _numeric() -> re.Pattern[str]:
    return re.compile(
        r"""(?<![\w.,/-])(?:
              (?P<iso>(?P<y1>[0-9]{4})(?P<s1>[-./])(?P<m1>[0-9]{2})(?P=s1)(?P<d1>[0-9]{2}))
            | (?:[0-9]{1,2}[-–])?(?P<d2>[0-9]{1,2})(?P<s2>[./])(?P<m2>[0-9]{1,2})(?P=s2)
              (?P<y2>[0-9]{4}|[0-9]{2})
            )(?![\w/]|[.,-][0-9])""",
        re.VERBOSE,
    )


def _year(prepositions: list[str], words: str) -> re.Pattern[str]:
    number = r"(?:19|20)[0-9]{2}"
    return _compile(
        rf"{_START}(?:(?P<named>{number})\s?{words}(?!\w)"
        rf"|(?P<word>{_any(prepositions)})\s(?P<bare>{number}){_END}{_NO_COUNT}"
        rf"(?![-–/][0-9])(?P<rest>\s[^\W\d_])?)"
    )
