"""The commands that keep figures: list, show, add, edit, history, plot.

The services are imported where a command needs them, so that `tipline --help` stays quick.
"""

from __future__ import annotations

import getpass
import json as json_format
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot.models import ChangedBy, utcnow
from bot.terminal import console, fitting_store, settings

if TYPE_CHECKING:
    from bot.services.figures.rows import Author
    from bot.services.figures.values import Invalid, NoFigure, Written

WIDE = 240  # columns where no terminal says how many there are

figures = typer.Typer(
    no_args_is_help=True, help="Keep figures: what is counted, how many, as of when, who says so."
)

Key = Annotated[str, typer.Argument(help="The figure's key, as `tipline figures list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Language = Annotated[str, typer.Option(help="The language of labels, numbers and dates.")]
By = Annotated[str | None, typer.Option(help="Who makes the change; else your login.")]
Value = Annotated[str | None, typer.Option(help="The number; or a range by --low and --high.")]
Low = Annotated[str | None, typer.Option(help="The lower end of a range.")]
High = Annotated[str | None, typer.Option(help="The upper end of a range.")]
Qualified = Annotated[
    str | None, typer.Option(help="exactly, about, at_least, more_than or up_to.")
]
Unit = Annotated[str | None, typer.Option(help="What is counted: a unit of the lexicon.")]
Actor = Annotated[str | None, typer.Option(help="Of whom.")]
Place = Annotated[str | None, typer.Option(help="Where.")]
Event = Annotated[str | None, typer.Option(help="What happened to them.")]
AsOf = Annotated[str | None, typer.Option(help="The day, or a period's first: 2025-01-15.")]
AsOfEnd = Annotated[str | None, typer.Option(help="The last day of a period.")]
Inferred = Annotated[
    bool | None, typer.Option("--inferred/--stated", help="Whether no source states the date.")
]
AttributedTo = Annotated[
    list[str] | None, typer.Option(help="Who says so, of the lexicon; may be repeated.")
]
Attribution = Annotated[
    list[str] | None, typer.Option(help="Who says so, in words: en=TEXT; may be repeated.")
]
Label = Annotated[
    list[str] | None, typer.Option(help="What is counted, in words: en=TEXT; may be repeated.")
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", help='A source\'s key, or "title | outlet | https://link".'),
]


@figures.command("list")
def list_figures(json: AsJson = False, language: Language = "en") -> None:
    """List the figures on record; a * stands by the newest value of each subject."""
    from bot.figure_printing import table
    from bot.services.figures import books as figure_books

    records = fitting_store(settings()).transact(figure_books.every)
    if json:
        typer.echo(_json([one.as_json() for one in records]))
    else:
        width = None if console.is_terminal else WIDE
        console.print(table(records, language), width=width, crop=False)


@figures.command()
def show(key: Key, json: AsJson = False, language: Language = "en") -> None:
    """Show a figure with its sources and the other values of its subject."""
    from bot.figure_printing import lines
    from bot.services.figures import books as figure_books

    record = fitting_store(settings()).transact(figure_books.one, key)
    if record is None:
        _no_figure(key)
    if json:
        typer.echo(_json(record.as_json()))
    else:
        _print(lines(record, language))


@figures.command()
def add(
    key: Key,
    unit: Unit = None,
    value: Value = None,
    low: Low = None,
    high: High = None,
    qualifier: Qualified = "exactly",
    actor: Actor = None,
    place: Place = None,
    event: Event = None,
    as_of: AsOf = None,
    as_of_end: AsOfEnd = None,
    inferred: Inferred = None,
    attributed_to: AttributedTo = None,
    attribution: Attribution = None,
    label: Label = None,
    source: Sources = None,
    by: By = None,
) -> None:
    """Record a figure. A newer value gets a key of its own; the older one stays on record."""
    from bot.services.figures import keeping

    given = _given(
        {"low": low or value, "high": high or value, "value": value},
        {"unit": unit, "actor": actor, "place": place, "event": event, "qualifier": qualifier},
        {"as_of": as_of, "as_of_end": as_of_end, "as_of_inferred": inferred},
        {"attributed_to": attributed_to, "attribution": attribution, "label": label},
        {"sources": source},
    )
    store = fitting_store(settings())
    _tell(store.transact(keeping.add, {"key": key, **given}, _author(by), utcnow()))


@figures.command()
def edit(
    key: Key,
    value: Value = None,
    low: Low = None,
    high: High = None,
    qualifier: Qualified = None,
    unit: Unit = None,
    actor: Actor = None,
    place: Place = None,
    event: Event = None,
    as_of: AsOf = None,
    as_of_end: AsOfEnd = None,
    inferred: Inferred = None,
    attributed_to: AttributedTo = None,
    attribution: Attribution = None,
    label: Label = None,
    source: Sources = None,
    by: By = None,
) -> None:
    """Correct a figure: only what is given changes; an empty text takes away what was there."""
    from bot.services.figures import keeping

    given = _given(
        {"low": low or value, "high": high or value, "value": value},
        {"unit": unit, "actor": actor, "place": place, "event": event, "qualifier": qualifier},
        {"as_of": as_of, "as_of_end": as_of_end, "as_of_inferred": inferred},
        {"attributed_to": attributed_to, "attribution": attribution, "label": label},
        {"sources": source},
    )
    if not given:
        raise SystemExit("Nothing is given to change: see `tipline figures edit --help`.")
    store = fitting_store(settings())
    _tell(store.transact(keeping.edit, key, given, _author(by), utcnow()))


@figures.command()
def history(key: Key, json: AsJson = False) -> None:
    """Show every change of a figure: who made it, when, and what changed."""
    from bot.figure_printing import changes
    from bot.services.figures import books as figure_books

    found = fitting_store(settings()).transact(figure_books.changes, key)
    if found is None:
        _no_figure(key)
    if json:
        typer.echo(_json([figure_books.change_as_json(one) for one in found]))
    else:
        _print(changes(found))


@figures.command()
def plot(
    out: Annotated[Path, typer.Option(help="The picture to write, as PNG.")],
    key: Annotated[str | None, typer.Argument(help="The key of one of its figures.")] = None,
    subject: Annotated[
        str | None, typer.Option(help="UNIT/ACTOR/PLACE/EVENT, with - for what it has not.")
    ] = None,
    language: Language = "en",
) -> None:
    """Draw the values of a figure's subject over time."""
    from bot.replies import draw
    from bot.services.figures import books as figure_books

    if (key is None) == (subject is None):
        raise SystemExit("Name either a figure's key or a --subject.")
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise SystemExit(f"--out {out}: name a file in a folder that exists.")
    store = fitting_store(settings())
    if subject is not None:
        key = store.transact(figure_books.newest_of, subject)
        if key is None:
            known = ", ".join(store.transact(figure_books.subjects))
            raise SystemExit(f"There is no figure about {subject}. There are: {known or 'none'}.")
    card = store.transact(figure_books.card, key or "", language)
    if card is None:
        _no_figure(key or "")
    out.write_bytes(draw(card, language))


def _given(*options: dict[str, Any]) -> dict[str, Any]:
    """Turn options into an entry's fields; what was not given is not among them."""
    given = {name: kept for some in options for name, kept in some.items() if kept is not None}
    value = given.pop("value", None)
    if value and (given["low"], given["high"]) != (value, value):
        raise SystemExit("Give either --value, or --low and --high.")
    for name in given.keys() & {"label", "attribution"}:
        given[name] = _by_language(name, given[name])
    for name in given.keys() & {"actor", "place", "event", "as_of", "as_of_end"}:
        given[name] = given[name] or None
    if "attributed_to" in given:
        given["attributed_to"] = tuple(one for one in given["attributed_to"] if one)
    return given


def _by_language(name: str, texts: Iterable[str]) -> dict[str, str]:
    """Read texts such as "uk=солдати"."""
    found: dict[str, str] = {}
    for text in texts:
        language, equals, words = text.partition("=")
        if not equals:
            raise SystemExit(f"--{name} {text!r}: write the language before it, such as en=TEXT.")
        found[language.strip()] = words.strip()
    return found


def _author(name: str | None) -> Author:
    from bot.services.figures.rows import Author

    return Author(ChangedBy.OPERATOR, name=(name or getpass.getuser())[:100])


def _tell(result: Written | Invalid | NoFigure) -> None:
    from bot.services.figures.values import Invalid, NoFigure, Written

    match result:
        case Written(key=key, changed=True):
            typer.echo(f"{key} is recorded. `tipline figures history {key}` shows its changes.")
        case Written(key=key):
            typer.echo(f"{key} said so already; nothing was changed.")
        case Invalid(problems):
            raise SystemExit("\n".join(map(str, problems)))
        case NoFigure(key, near):
            raise SystemExit(_missing(key, near))


def _no_figure(key: str) -> NoReturn:
    from bot.services.figures import keeping

    missing = fitting_store(settings()).transact(keeping.no_figure, key)
    raise SystemExit(_missing(key, missing.near))


def _missing(key: str, near: Iterable[str]) -> str:
    listed = " or ".join(near)
    next_step = f"did you mean {listed}?" if listed else "`tipline figures list` shows them all."
    return f"There is no figure {key!r}: {next_step}"


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _json(value: object) -> str:
    return json_format.dumps(value, ensure_ascii=False, indent=2)
