"""The command line: `tipline --help`."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from errno import EACCES, EADDRINUSE
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot import (
    backup_commands,
    exchange_commands,
    import_commands,
    measuring,
    order_commands,
    statistics_commands,
)
from bot.figure_commands import figures
from bot.log_commands import log
from bot.member_commands import members
from bot.pair_commands import pairs
from bot.store import schema
from bot.store.database import Store, explain
from bot.terminal import console, encode, encoder, fitting_store, settings

# Where the libraries below numpy are told how many threads to use: their products are so small
# here that a second thread on a busy machine takes twice the processor time, and no less waiting.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A Telegram fact-check assistant: forward a suspicious post, get a rating with sources.",
)
db = typer.Typer(no_args_is_help=True, help="Make, migrate and check the store's tables.")
app.add_typer(db, name="db")
app.add_typer(figures, name="figures")
app.add_typer(log, name="log")
app.add_typer(members, name="members")
app.add_typer(pairs, name="pairs")

At = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The post's own date, if it is known."),
]


@app.command()
def run() -> None:
    """Answer on Telegram until stopped; needs TIPLINE_TOKEN."""
    from bot.app import run as run_bot

    run_bot(settings())


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Where the page is; 0 takes any free port.")
    ] = 8088,
    subject: Annotated[Path | None, typer.Option(help="Another folder of seed files.")] = None,
) -> None:
    """Show the bot at work in the browser, on a pretend Telegram; nothing leaves this machine."""
    try:
        from bot.demo import run as run_demo
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"The demo needs {error.name}: install it with `pip install 'tipline[demo]'`."
        ) from None
    try:
        run_demo(port, subject)
    except OSError as error:
        if error.errno not in (EADDRINUSE, EACCES):
            raise
        raise SystemExit(f"Port {port} is taken: choose another one with --port.") from None


@app.command()
def check(
    text: Annotated[str, typer.Argument(help="The post, or - to read it from the input.")] = "-",
    at: At = None,
    language: Annotated[str | None, typer.Option(help="Answer in this language.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    jsonl: Annotated[
        Path | None, typer.Option(help='Read lines {"id","text"}, write one JSON line each.')
    ] = None,
) -> None:
    """Decide on a post as the bot would, without Telegram."""
    from bot.checking import Checker, show

    own = settings()
    checker = Checker(fitting_store(own), encoder(own.encoder), precision=float(own.precision))
    if checker.missing:
        typer.echo(
            f"{checker.missing} of {checker.total} wordings are not encoded yet, and are found by"
            " their words only: run `tipline seed`.",
            err=True,
        )
    if jsonl is not None:
        raise SystemExit(checker.lines(jsonl, language))
    post = sys.stdin.read() if text == "-" else text
    result = checker.check(post, at=at.date() if at else None, language=language)
    if json:
        typer.echo(result.model_dump_json())
    else:
        show(result, console)


@app.command()
def seed(
    folder: Annotated[Path | None, typer.Argument(help="Seed files; else those included.")] = None,
    no_encode: Annotated[
        bool, typer.Option("--no-encode", help="Leave new wordings to the running bot.")
    ] = False,
) -> None:
    """Bring verdicts, figures, sources and words from files into the store, and encode them."""
    from bot.models import utcnow
    from seeds import folder as included
    from seeds.loader import SeedError, load, read

    own = settings()
    store = fitting_store(own)
    try:
        report = store.transact(load, read(folder or included()), now=utcnow())
    except SeedError as error:
        raise SystemExit(str(error)) from None
    console.print(
        f"{len(report.added)} added, {len(report.changed)} changed,"
        f" {len(report.unchanged)} unchanged, {len(report.removed)} wordings removed"
    )
    for line in (*report.kept, *report.replaced):
        console.print(line, markup=False, soft_wrap=True, highlight=False)
    if not no_encode and (found := encoder(own.encoder)):
        encode(store, found)


@app.command()
def doctor() -> None:
    """Say what is set, stored, stuck and due; exit 1 if something is wrong."""
    from bot.doctor import examine

    raise SystemExit(0 if examine(settings(), console) else 1)


@db.command()
def upgrade(revision: str = "head") -> None:
    """Bring the tables to this program's form, or to REVISION."""
    store = Store(settings().database_url)
    schema.upgrade(store, revision)
    console.print(f"The store is at revision {schema.current(store)}.")


@db.command()
def downgrade(revision: str) -> None:
    """Take the tables back to REVISION; base removes them with all that they hold."""
    store = Store(settings().database_url)
    schema.downgrade(store, revision)
    console.print(f"The store is at revision {schema.current(store)}.")


@db.command("check")
def check_tables() -> None:
    """Say whether the store fits this program; exit 1 if not."""
    store = fitting_store(settings())
    console.print(f"The store fits: revision {schema.current(store)}.")


app.command("import")(import_commands.bring)
app.command()(exchange_commands.export)
app.command()(backup_commands.backup)
app.command()(backup_commands.restore)
app.command()(exchange_commands.archive)
app.command()(measuring.evaluate)
app.command()(measuring.calibrate)
app.command()(statistics_commands.stats)
app.command()(order_commands.pause)
app.command()(order_commands.resume)
app.command()(order_commands.paused)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("tipline"))
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Read the options that come before a command."""


def main() -> None:
    """Run the command line; trouble with the store ends it with one clear line."""
    for name in THREADS:  # read when numpy is imported, which no command has done yet
        os.environ.setdefault(name, "1")
    try:
        app()
    except SQLAlchemyError as error:
        raise SystemExit(explain(error)) from None
    except OSError as error:
        raise SystemExit(f"{error.filename or 'tipline'}: {error.strerror or error}") from None
    except (schema.SchemaError, ValueError) as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
