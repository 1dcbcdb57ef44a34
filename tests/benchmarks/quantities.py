"""How rightly numbers are read, beside other readers, and how posts about figures are answered.

python -m tests.benchmarks.quantities [--table NAME] [--misses]
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from statistics import median
from time import process_time

from bot.store import schema
from bot.store.database import Store
from bot.text.dates import dates
from bot.text.quantities import quantities
from tests.benchmarks.samples import LANGUAGES
from tests.samples.numbers import (
    Snippet,
    Values,
    figure_posts,
    read_rightly,
    same_values,
    score_lines,
    snippets,
    stated,
)
from tests.samples.table import open_desk

TABLES = ("quantities", "quantities_fresh", "quantities_last")
POST = 500  # characters
LONG = 10_000
DIGITS = ("1", "1 ", "1,", "111,", "111 ", "1.", "1-", "9:", "+1", "1/2 ", "1½", "٣")
WORDS = ("тисяча ", "two and ", "half a ", "9 січня ", "January 9 ")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")

Reader = Callable[[Snippet], Iterable[Values]]


def main() -> int:
    """Print the tables; return 1 where a post gets a wrong line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.quantities")
    parser.add_argument("--misses", action="store_true", help="list what is read wrongly")
    parser.add_argument("--table", choices=TABLES, default=TABLES[0], help="of snippets")
    asked = parser.parse_args()
    misses = asked.misses
    _print_reading(snippets(asked.table), misses=misses)
    failed = _print_lines(misses=misses)
    _print_time()
    return 1 if failed else 0


def _print_reading(table: Sequence[Snippet], *, misses: bool) -> None:
    """Print how many snippets each reader reads rightly, by language."""
    print(f"{'':16}" + "".join(f"{code:>14}" for code in LANGUAGES) + f"{'all':>14}{'false':>11}")
    _print_row(table, "ours, entirely", read_rightly, lambda one: bool(stated(one)), LANGUAGES)
    readers = (
        ("ours", _ours, LANGUAGES),
        ("number-parser", _number_parser, ("en", "uk", "ru")),
        ("quantulum3", _quantulum3, ("en",)),
    )
    for name, reader, languages in readers:
        try:
            _print_row(table, name, _values_of(reader), _anything_of(reader), languages)
        except ImportError as missing:
            print(f"{name:16}not installed ({missing.name}): uv sync --group benchmarks")
    if misses:
        for one in table:
            if not read_rightly(one):
                print(f"    {one.language} {one.text!r}\n        due  {one.labels}")
                print(
                    f"        read {[(*_value(q), q.bound, q.text, q.unit) for q in stated(one)]}"
                )


def _print_row(
    table: Sequence[Snippet],
    name: str,
    is_right: Callable[[Snippet], bool],
    finds: Callable[[Snippet], bool],
    languages: Sequence[str],
) -> None:
    own = [one for one in table if one.language in languages]
    cells = []
    for code in (*LANGUAGES, ""):
        some = [one for one in own if code in {"", one.language}]
        right = sum(is_right(one) for one in some)
        cells.append(f"{right}/{len(some)} {right / len(some):.1%}" if some else "-")
    none = [one for one in own if not one.labels]
    false = sum(finds(one) for one in none)
    print(f"{name:16}" + "".join(f"{c:>14}" for c in cells) + f"{false:>8}/{len(none)}")


def _values_of(reader: Reader) -> Callable[[Snippet], bool]:
    return lambda one: same_values(reader(one), one)


def _anything_of(reader: Reader) -> Callable[[Snippet], bool]:
    return lambda one: bool(list(reader(one)))


def _value(quantity: object) -> Values:
    low, high = getattr(quantity, "low", 0), getattr(quantity, "high", 0)
    return Decimal(low), Decimal(high)


def _ours(snippet: Snippet) -> Iterable[Values]:
    return [(one.low, one.high) for one in stated(snippet)]


def _number_parser(snippet: Snippet) -> Iterable[Values]:
    """Read with number-parser, which writes number words as digits; then take all digits."""
    text = import_module("number_parser").parse(snippet.text, language=snippet.language)
    for match in _DIGITS.finditer(text):
        try:
            value = Decimal(match[0].replace(",", ""))
        except ArithmeticError:  # "1.234.567"
            continue
        yield value, value


def _quantulum3(snippet: Snippet) -> Iterable[Values]:
    """Read with quantulum3; a range is a value with an uncertainty.

    Its classifier, which only tells units apart, is bound to an older scikit-learn.
    """
    vars(import_module("quantulum3.classifier"))["USE_CLF"] = False
    for found in import_module("quantulum3.parser").parse(snippet.text):
        value = Decimal(str(found.value)).normalize()
        off = Decimal(str(found.uncertainty or 0))
        yield value - off, value + off


def _print_lines(*, misses: bool) -> int:
    """Print how the posts about figures are answered; return how many lines are wrong."""
    with tempfile.TemporaryDirectory() as place:
        store = Store(f"sqlite:///{Path(place) / 'store.db'}")
        schema.upgrade(store)
        desk = open_desk(store)
        store.close()
    print(f"\n{'figures':8}{'posts':>8}{'due':>6}{'right':>7}{'unsure':>8}{'wrong':>7}")
    wrong: list[str] = []
    for code in (*LANGUAGES, ""):
        own = [one for one in figure_posts() if code in {"", one.language}]
        score = score_lines(own, desk.index)
        print(
            f"{code or 'all':8}{len(own):>8}{score.due:>6}{score.right:>7}"
            f"{len(score.unsure):>8}{len(score.wrong):>7}"
        )
        wrong = list(score.wrong)
    for told in (*(score.unsure if misses else ()), *wrong):
        print(f"    {told}")
    return len(wrong)


def _print_time() -> None:
    """Print the processor time of a post of average numbers, of more text, and of bad texts."""
    text = " ".join(one.text for one in snippets())
    starts = range(0, len(text) - POST, POST)
    times = [_milliseconds(_read, text[at : at + POST]) for at in starts]
    print(
        f"\none post of {POST} characters: {median(times):.2f} ms p50, {max(times):.2f} ms at most"
    )
    for length in (POST, 2 * POST, 4 * POST, 8 * POST):
        took = min(_milliseconds(_read, text[:length]) for _ in range(5))
        print(f"{length:>6} characters: {took:6.2f} ms, {1000 * took / length:.2f} µs a character")
    for name, some in (("digits", DIGITS), ("number words", WORDS)):
        worst = max((_milliseconds(_read, (each * LONG)[:LONG]), each) for each in some)
        print(f"{LONG} characters of {name}: {worst[0]:.1f} ms at most, for {worst[1]!r}")


def _read(text: str) -> None:
    quantities(text)
    dates(text)


def _milliseconds(work: Callable[[str], object], text: str) -> float:
    start = process_time()
    work(text)
    return 1000 * (process_time() - start)


if __name__ == "__main__":
    sys.exit(main())
