"""The labelled numbers: what snippets state, and how posts stand to the figures on record."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bot.matching import Index, Sure, decide
from bot.matching.values import FigureLine
from bot.models import Agreement
from bot.text.quantities import Bound, Quantity, quantities

HERE = Path(__file__).parent

Values = tuple[Decimal, Decimal]  # low, high


@dataclass(frozen=True, slots=True)
class Label:
    """A quantity that a snippet states; *either* are its values, and others that are as right."""

    either: frozenset[Values]
    bound: Bound
    text: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a post and the quantities in it; none where numbers only look like one."""

    language: str
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class LineLabel:
    """What a number of a post comes to beside the recorded figures."""

    stated: str
    agreement: Agreement
    figure: str | None


@dataclass(frozen=True, slots=True)
class FigurePost:
    """A post about recorded figures, with the lines that are due to it."""

    language: str
    text: str
    posted_at: date | None
    lines: tuple[LineLabel, ...]


@dataclass(frozen=True, slots=True)
class LineScore:
    """How many lines of posts are *due*, how many of these got a *right* or no sure answer.

    *wrong* names each line that says what its label does not, and each for a number without one.
    """

    due: int
    right: int
    unsure: tuple[str, ...]
    wrong: tuple[str, ...]


@cache
def snippets(table: str = "quantities") -> tuple[Snippet, ...]:
    """Read the labelled snippets of a table of this folder."""
    return tuple(
        Snippet(one["language"], one["text"], tuple(_label(each) for each in one["quantities"]))
        for one in _table(table)["snippet"]
    )


@cache
def figure_posts() -> tuple[FigurePost, ...]:
    """Read the labelled posts about recorded figures."""
    return tuple(
        FigurePost(
            one["language"],
            one["text"],
            one.get("posted_at"),
            tuple(
                LineLabel(each["stated"], Agreement(each["agreement"]), each.get("figure"))
                for each in one["lines"]
            ),
        )
        for one in _table("figures")["post"]
    )


def read_rightly(snippet: Snippet) -> bool:
    """Say whether our reader finds each quantity with its values, bound, unit and words."""
    found = stated(snippet)
    pairs = zip(found, snippet.labels, strict=False)
    return len(found) == len(snippet.labels) and all(_same(one, label) for one, label in pairs)


def stated(snippet: Snippet) -> list[Quantity]:
    """Return what our reader is sure that a snippet states."""
    return [one for one in quantities(snippet.text, snippet.language) if one.exact]


def same_values(found: Iterable[Values], snippet: Snippet) -> bool:
    """Say whether a reader found the values of a snippet in order, and no others."""
    values = tuple(found)
    pairs = zip(values, snippet.labels, strict=False)
    return len(values) == len(snippet.labels) and all(one in label.either for one, label in pairs)


def score_lines(posts: Sequence[FigurePost], index: Index) -> LineScore:
    """Hold what the bot says of the numbers of *posts* against their labels."""
    right, unsure, wrong = 0, [], []
    for post in posts:
        decision = decide(post.text, index, posted_at=post.posted_at)
        left = list(decision.figures) if isinstance(decision, Sure) else []
        for label in post.lines:
            line = next((one for one in left if label.stated in one.stated), None)
            if line:
                left.remove(line)
            agrees = line is not None and line.agreement is label.agreement
            if line and agrees and label.figure in {None, *line.recorded}:
                right += 1
            elif line is None or line.agreement is Agreement.UNCLEAR:
                unsure.append(_told(post, label.stated, label.agreement, line))
            else:
                wrong.append(_told(post, label.stated, label.agreement, line))
        wrong += [_told(post, line.stated, None, line) for line in left]
    return LineScore(sum(len(post.lines) for post in posts), right, tuple(unsure), tuple(wrong))


def _told(post: FigurePost, words: str, due: Agreement | None, line: FigureLine | None) -> str:
    said = f"{line.agreement} {', '.join(line.recorded)}" if line else "nothing"
    return f"{post.language} {words!r}: {due or 'nothing'} due, {said} said: {post.text}"


def _same(found: Quantity, label: Label) -> bool:
    return (
        (found.low, found.high) in label.either
        and found.bound is label.bound
        and found.unit == label.unit
        and label.text in found.text
    )


def _label(entry: dict[str, Any]) -> Label:
    values = [(entry["low"], entry["high"]), *entry.get("either", ())]
    either = frozenset((Decimal(low), Decimal(high)) for low, high in values)
    return Label(either, Bound(entry["bound"]), entry["text"], entry.get("unit"))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
