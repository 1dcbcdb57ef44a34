"""Figures and their changes as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.table import Table
from rich.text import Text

from bot.replies.figures import amount
from bot.replies.voice import Voice, voice
from bot.services.figures.books import Record
from bot.services.figures.values import ChangeView

# Columns of the list, with the fewest characters that each keeps in a narrow terminal.
WIDTHS = {"": 1, "key": 22, "value": 9, "as of": 10, "what is counted": 13, "who says so": 11}


def table(records: Iterable[Record], language: str) -> Table:
    """List figures, a line each; * marks the newest value of its subject."""
    shown = Table(box=None, pad_edge=False)
    for name, least in WIDTHS.items():
        shown.add_column(name, overflow="fold", min_width=least)
    for record in records:
        kept = record.fields
        cells = (
            "*" if record.newest else "",
            record.key,
            _value(voice(language), kept),
            _days(kept),
            _text(kept["label"], language),
            _text(kept["attribution"], language),
        )
        shown.add_row(*map(Text, cells))
    return shown


def lines(record: Record, language: str) -> Iterator[str]:
    """Write a figure, a field a line."""
    kept = record.fields
    yield f"key          {record.key} (version {record.version})"
    yield f"value        {_value(voice(language), kept)}"
    yield f"as of        {_days(kept) or 'not given'}"
    yield f"subject      {record.subject}"
    for name in ("label", "attribution"):
        for code, text in kept[name].items():
            yield f"{name:12} {code}: {text}"
    yield f"attributed   {', '.join(kept['attributed_to']) or '-'}"
    yield f"sources      {', '.join(kept['sources'])}"
    others = [key for key in record.series if key != record.key]
    if others:
        yield f"same subject {', '.join(others)}"
    yield f"newest       {'yes' if record.newest else 'no'}"


def changes(found: Iterable[ChangeView]) -> Iterator[str]:
    """Write every change, the newest first: who, when, and each field that changed."""
    english = voice("en")
    for change in found:
        who = change.name or change.person_id
        by = f"{change.by.value} {who}" if who else change.by.value
        at = f"{change.at:%Y-%m-%d %H:%M} UTC"
        value = amount(english, change.low, change.high, change.qualifier).plain
        yield f"{change.version}  {at}  by {by}: {value}"
        for one in change.differences:
            yield f"     {one.field}: {one.before or '-'} -> {one.after or '-'}"
        if change.version > 1 and not change.differences:
            yield "     the files say the same from here on"


def _value(english: Voice, kept: dict[str, Any]) -> str:
    return amount(english, kept["low"], kept["high"], kept["qualifier"]).plain


def _days(kept: dict[str, Any]) -> str:
    days = [str(kept[name]) for name in ("as_of", "as_of_end") if kept[name]]
    return "…".join(days) + (" (inferred)" if kept["as_of_inferred"] else "")


def _text(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
