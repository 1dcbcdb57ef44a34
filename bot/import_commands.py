"""The command that brings verdicts of others in.

The services are imported where the command needs them, so that `tipline --help` stays quick.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Annotated, BinaryIO, cast

import typer
from sqlalchemy.exc import IntegrityError

from bot.models import utcnow
from bot.terminal import aside, console, encode, encoder, fitting_store, settings

if TYPE_CHECKING:
    from bot.exchange import Rejected
    from bot.services.importing import File, Plan

INPUT = "-"
PIECE = 1 << 20


def bring(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file; - is the input.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    rejected: Annotated[
        Path | None,
        typer.Option(help="Where records go that cannot be used; else FILE.rejected.jsonl."),
    ] = None,
    no_encode: Annotated[
        bool, typer.Option("--no-encode", help="Leave new claims to the running bot to encode.")
    ] = False,
    by: Annotated[str | None, typer.Option(help="Who imports; else your login.")] = None,
) -> None:
    """Bring in verdicts that others made: ClaimReview, a table, JSON Lines. All or nothing.

    What has no rating that can be read is only ever suggested. Exits with 1 if nothing came in
    that should have.
    """
    from bot.services import importing

    own = settings()
    store = fitting_store(own)
    beside = Path("import" if file == INPUT else file)
    if rejected and beside.exists() and rejected.exists() and rejected.samefile(beside):
        raise SystemExit(f"{rejected} is the file itself: name another one with --rejected.")
    with ExitStack() as stack:
        read = stack.enter_context(
            _read(file, rejected or beside.with_name(f"{beside.name}.rejected.jsonl"))
        )
        plan = store.transact(importing.plan, read)
        _show(plan, read)
        if not _wanted(plan, file, dry_run=dry_run, yes=yes):
            return
        who = importing.By(name=(by or getpass.getuser())[:100])
        with _progress("Writing", plan.records) as told:
            try:
                written = store.transact(importing.write, read, who, utcnow(), told=told)
            except IntegrityError:
                raise SystemExit(
                    "Somebody else imported the same claims meanwhile: nothing was written."
                    " Run it again."
                ) from None
    _print(", ".join(f"{count} {fate}" for fate, count in written.counts.items()) + ".")
    if written.told:
        _print(f"{written.told} people will be told that a verdict they know has changed.")
    if not no_encode and plan.writes and (found := encoder(own.encoder)):
        encode(store, found)


@contextmanager
def _read(file: str, rejects: Path) -> Iterator[File]:
    """Read a file, lay its records aside, and write down what cannot be used."""
    from bot.exchange import Unreadable, read
    from bot.services import importing

    with _opened(file) as stream, _rejecting(rejects) as reject, _progress("Reading") as told:
        size, sha256 = _measured(stream)
        name = "" if file == INPUT else Path(file).name
        try:
            found = importing.gather(
                read(stream, name),
                name or "the input",
                utcnow().date(),
                size=size,
                sha256=sha256,
                reject=reject,
                told=told,
            )
        except Unreadable as error:
            raise SystemExit(f"{file}: {error.reason}") from None
    with found:
        if found.rejected:
            _print(f"What cannot be used is in {rejects}.")
        yield found


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """Open a file, or lay aside what comes through a pipe: it is read twice."""
    if file == INPUT:
        with _laid_aside(sys.stdin.buffer) as stream:
            yield stream
        return
    with Path(file).open("rb") as stream:
        if stream.seekable():
            yield stream
            return
        with _laid_aside(stream) as copy:
            yield copy


@contextmanager
def _laid_aside(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Copy what comes through a pipe; of an endless one as much as shows that it is too large."""
    with TemporaryFile() as copy:
        for piece in _pieces(stream):
            copy.write(piece)
        copy.seek(0)
        yield cast("BinaryIO", copy)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Give a stream in pieces, up to the first one beyond what a file may have."""
    from bot.exchange.limits import LIMITS

    size = 0
    while size <= LIMITS.bytes and (piece := stream.read(PIECE)):
        size += len(piece)
        yield piece


def _measured(stream: BinaryIO) -> tuple[int, str]:
    """Return the size and hash of a file, and go back to its beginning."""
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(stream):
        digest.update(piece)
        size += len(piece)
    stream.seek(0)
    return size, digest.hexdigest()


@contextmanager
def _rejecting(path: Path) -> Iterator[Callable[[Rejected], None]]:
    """Write rejected records as JSON Lines; without any there is no file."""
    if path.is_file():  # /dev/null stays
        path.unlink()
    with ExitStack() as stack:
        opened: list[IO[str]] = []

        def reject(one: Rejected) -> None:
            if not opened:
                opened.append(stack.enter_context(path.open("w", encoding="utf-8")))
            opened[0].write(json.dumps(asdict(one), ensure_ascii=False) + "\n")

        yield reject


def _wanted(plan: Plan, file: str, *, dry_run: bool, yes: bool) -> bool:
    """Say whether to write; exit where nothing can be written, or nobody can be asked."""
    if not plan.records:
        raise SystemExit("There is no record in it that can be used.")
    if plan.before:
        _print(f"This file was imported before, on {plan.before:%Y-%m-%d}.")
    if not plan.writes:
        _print("There is nothing to write.")
    if dry_run or not plan.writes:
        return False
    if yes:
        return True
    if file == INPUT or not sys.stdin.isatty():
        raise SystemExit("Nothing was written: nobody can be asked here. Say --yes.")
    if not typer.confirm("Import?"):
        raise SystemExit("Nothing was written.")
    return True


def _show(plan: Plan, file: File) -> None:
    """Print what a file would change."""
    from rich.markup import escape
    from rich.table import Table

    counts = Table("Records", "", show_header=False, box=None)
    for fate, count in plan.counts.items():
        counts.add_row(str(fate), f"{count:,}")
    counts.add_row("the same twice", f"{plan.duplicates:,}")
    counts.add_row("rejected", f"{plan.rejected:,}")
    console.print(counts)
    ratings = Table("Rated as", "here", "records", box=None)
    for words, rating, count in plan.ratings:
        shown = escape(_visible(words or "-"))
        ratings.add_row(shown, str(rating or "unrated: only suggested"), f"{count:,}")
    console.print(ratings)
    _print("languages: " + ", ".join(f"{code} {count:,}" for code, count in plan.languages))
    _print("publishers: " + ", ".join(f"{who or '-'} {count:,}" for who, count in plan.publishers))
    if plan.alike_count:
        _print(f"{plan.alike_count} new claims are also the desk's own; both stay:")
        for claim, number in plan.alike:
            _print(f"  #{number} {claim[:100]}")


@contextmanager
def _progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many records are done."""
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn())
    with Progress(*columns, console=aside, disable=not aside.is_terminal) as progress:
        bar = progress.add_task(what, total=total)
        yield lambda done: progress.update(bar, completed=done)


def _visible(text: str) -> str:
    """Return words of a file without what would move a terminal's cursor or write its title."""
    from bot.exchange.plain import visible

    return visible(text)


def _print(text: str) -> None:
    console.print(_visible(text), markup=False, highlight=False, soft_wrap=True)
