"""The command that writes the log into a file.

The services are imported where a command needs them, so that `tipline --help` stays quick.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from bot.terminal import fitting_store, settings

if TYPE_CHECKING:
    from bot.services.order.log_values import LogRecord
    from bot.store.database import Store

log = typer.Typer(no_args_is_help=True, help="What was decided and done, by whom and when.")

OUTPUT = "-"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon with


class Form(StrEnum):
    """How the log is written."""

    JSONL = "jsonl"
    CSV = "csv"


@log.callback()
def options() -> None:
    """Keep `export` a command of its own."""


@log.command("export")
def export(
    file: Annotated[str, typer.Argument(help="The file; - is the output.")] = OUTPUT,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="From then on, in UTC."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How it is written.")] = Form.JSONL,
) -> None:
    """Write all that was decided and done, from all logs, in the order of time."""
    store = fitting_store(settings())
    moment = since.replace(tzinfo=UTC) if since else None
    count = 0
    with _opened(file) as out:
        write = _csv(out) if form is Form.CSV else partial(_line, out)
        for record in _records(store, moment):
            write(_plain(record))
            count += 1
    typer.echo(f"{count} lines written.", err=True)


def _records(store: Store, since: datetime | None) -> Iterator[LogRecord]:
    """Give all records, a transaction for each portion, so that nobody waits for the store."""
    from bot.services.order import logbook

    for portion in logbook.portions(store.transact(logbook.everything, since)):
        yield from store.transact(logbook.records, portion)


def _plain(record: LogRecord) -> dict[str, Any]:
    values = {one.name: getattr(record, one.name) for one in fields(record)}
    return values | {"at": record.at.isoformat()}


def _line(out: IO[str], values: dict[str, Any]) -> None:
    out.write(json.dumps(values, ensure_ascii=False, default=str) + "\n")


def _csv(out: IO[str]) -> Any:
    from bot.services.order.log_values import LogRecord

    writer = csv.DictWriter(out, [one.name for one in fields(LogRecord)], lineterminator="\n")
    writer.writeheader()

    def write(values: dict[str, Any]) -> None:
        changes = json.dumps(values["changes"], ensure_ascii=False, default=str)
        writer.writerow(
            {name: _cell(one) for name, one in (values | {"changes": changes}).items()}
        )

    return write


def _cell(value: Any) -> Any:
    """Keep a spreadsheet from reading words as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


@contextmanager
def _opened(name: str) -> Iterator[IO[str]]:
    if name == OUTPUT:
        yield sys.stdout
        return
    with Path(name).open("w", encoding="utf-8", newline="") as file:
        yield file
