"""The commands that bring verdicts in and out as files.

The services are imported where a command needs them, so that `tipline --help` stays quick.
"""

from __future__ import annotations

import errno
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Annotated

import typer

from bot.exchange.writing import Format
from bot.models import utcnow
from bot.terminal import fitting_store, settings

OUTPUT = "-"


def export(
    kind: Annotated[Format, typer.Option("--format", help="What is written.")] = Format.JSONL,
    out: Annotated[str, typer.Option(help="Where to; - is the output.")] = OUTPUT,
    publisher: Annotated[
        str | None, typer.Option(help="Who rates; else TIPLINE_PUBLISHER.")
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="The publisher's address; else TIPLINE_PUBLIC_URL.")
    ] = None,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="Write withdrawn verdicts, too.")
    ] = False,
    by: Annotated[str | None, typer.Option(help="Who exports; else your login.")] = None,
) -> None:
    """Write the verdicts into a file that others, and `tipline import`, can read."""
    from bot.replies.labels import rated
    from bot.services import export_files, exporting
    from bot.store import exports

    own, now = settings(), utcnow()
    store = fitting_store(own)
    publisher_named = exporting.Publisher(publisher or own.publisher, url or own.public_url)
    house = export_files.House(publisher_named, own.archive_url, rated)
    with _opened(out) as file:
        for piece in export_files.pieces(store, kind, house, now.date(), withdrawn=withdrawn):
            file.write(piece)
    count = store.transact(exports.count, withdrawn=withdrawn)
    who = (by or getpass.getuser())[:100]
    store.transact(export_files.note, str(kind), count, now, by_name=who)
    typer.echo(f"{count} verdicts written.", err=True)


def archive(
    folder: Annotated[Path, typer.Argument(help="Where to; it holds nothing else.")],
    base_url: Annotated[
        str | None, typer.Option(help="Where people find it; else TIPLINE_ARCHIVE_URL.")
    ] = None,
    language: Annotated[str, typer.Option(help="Of the first page: en, uk, ru, mk or pl.")] = "en",
    everything: Annotated[
        bool, typer.Option("--all", help="Show verdicts without a rating that we can read, too.")
    ] = False,
    by: Annotated[str | None, typer.Option(help="Who publishes it; else your login.")] = None,
) -> None:
    """Make a website of the verdicts that any server can show, and any browser from a disk."""
    from bot.archive.making import make
    from bot.archive.values import Site
    from bot.replies.voice import LOCALES
    from bot.services import export_files, exporting, people

    own, now = settings(), utcnow()
    if language not in LOCALES:
        raise SystemExit(f"The pages speak {', '.join(LOCALES)}.")
    base = _web_address(base_url or own.archive_url)
    store = fitting_store(own)
    bot = store.transact(people.bot_name)
    site = Site(
        name=own.publisher,
        url=own.public_url,
        base_url=base,
        bot_link=f"https://t.me/{bot}" if bot else None,
        language=language,
        unrated=everything,
    )
    house = exporting.Publisher(own.publisher, own.public_url)
    made = make(
        export_files.everything(store, house, withdrawn=True),
        folder,
        site,
        store.transact(exporting.languages, unrated=everything),
        (store.transact(exporting.changed_at) or now).date(),
    )
    who = (by or getpass.getuser())[:100]
    store.transact(export_files.note, "archive", made.verdicts, now, by_name=who)
    typer.echo(
        f"{made.verdicts} verdicts are in {folder}: {made.files} files, {made.changed} of them new"
        " or changed."
    )
    if base is None:
        typer.echo(
            "Without --base-url or TIPLINE_ARCHIVE_URL it has no feeds and no sitemap: these need"
            " whole addresses.",
            err=True,
        )


def _web_address(text: str | None) -> str | None:
    from bot.text.links import Link, read_link

    if text and not ("://" in text and isinstance(read_link(text), Link)):
        raise SystemExit(f"{text} is no web address: it begins with https:// and names a site.")
    return text


@contextmanager
def _opened(out: str) -> Iterator[IO[bytes]]:
    """Open the output, a device or pipe, or a file that is there once it is whole."""
    if out == OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out).resolve()
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), out)
    if path.exists() and not path.is_file():  # /dev/null must not become a file
        with path.open("wb") as pipe:
            yield pipe
        return
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        unfinished = Path(file.name)
        try:
            yield file
        except BaseException:
            unfinished.unlink()
            raise
    unfinished.chmod(0o644)
    unfinished.replace(path)
