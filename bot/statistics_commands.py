"""The command that says what spreads: a table, JSON, a file of values, or the picture.

The services are imported where the command needs them, so that `tipline --help` stays quick.
"""

from __future__ import annotations

import json as json_format
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.models import utcnow
from bot.terminal import console, fitting_store, settings

if TYPE_CHECKING:
    from bot.services.statistics.values import Statistics

Period = Annotated[str, typer.Argument(help="How many days, up to today: 1d, 7d, 30d or 90d.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Target = Annotated[Path | None, typer.Option(help="Write it to this file.")]
Language = Annotated[str, typer.Option(help="The language of claims and of the picture.")]


def stats(
    period: Period = "7d",
    json: AsJson = False,
    csv: Target = None,
    picture: Target = None,
    language: Language = "en",
) -> None:
    """Say what spreads and how the desk keeps up: a table, --json, --csv FILE, --picture FILE."""
    from bot.replies import draw
    from bot.services.statistics import periods
    from bot.services.statistics.counting import statistics
    from bot.services.statistics.rows import as_csv
    from bot.services.statistics.values import StatisticsCard

    days = periods.length(period)
    if days is None:
        raise SystemExit(f"There are no statistics of {period!r}: choose 1d, 7d, 30d or 90d.")
    for file in (csv, picture):
        if file and (file.is_dir() or not file.absolute().parent.is_dir()):
            raise SystemExit(f"{file}: name a file in a folder that exists.")
    own, until = settings(), utcnow()
    since = periods.begin(until, days, own.timezone)
    found = fitting_store(own).read(statistics, since, until, own.timezone, language)
    if csv:
        csv.write_bytes(as_csv(found))
    if picture:
        picture.write_bytes(draw(StatisticsCard(found, days, own.timezone.key), language))
    if json:
        typer.echo(_json(found))
    elif not csv and not picture:
        _show(found)


def _json(found: Statistics) -> str:
    from bot.services.statistics.rows import rows

    head = {"since": found.since.isoformat(), "until": found.until.isoformat()}
    values = [
        {**asdict(row), "day": row.day.isoformat() if row.day else None} for row in rows(found)
    ]
    return json_format.dumps({**head, "values": values}, ensure_ascii=False, indent=2)


def _show(found: Statistics) -> None:
    """Print a table of days, and one of all other values."""
    from rich.table import Table

    from bot.models import Outcome
    from bot.services.statistics.rows import rows

    days = Table("day", title="Posts")
    for outcome in Outcome:
        days.add_column(outcome.replace("_", " "), justify="right")
    days.add_column("all", justify="right")
    for day in found.days:
        counts = (str(day.posts.get(outcome, 0)) for outcome in Outcome)
        days.add_row(day.day.isoformat(), *counts, str(day.total))
    console.print(days)
    others = Table("section", "name", title="What spreads")
    others.add_column("value", justify="right")
    for row in rows(found):
        if row.day is None:
            others.add_row(row.section, _plain(row.name), str(row.value))
    console.print(others)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(" ".join(text.split()))
