"""The commands that bring verdicts in and out as files.

The services are imported where a command needs them, so that `tipline --help` stays quick.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Annotated

import typer

from bot.exchange.writing import Format
from bot.models import Rating, utcnow
from bot.terminal import fitting_store, settings

if TYPE_CHECKING:
    from bot.exchange.claimreview_writing import Addresses
    from bot.exchange.values import Review
    from bot.services.exporting import Exported, Publisher
    from bot.store.database import Store

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
    from bot.exchange import writing
    from bot.services import exporting

    own, now = settings(), utcnow()
    store = fitting_store(own)
    house = exporting.Publisher(publisher or own.publisher, url or own.public_url)
    count = 0

    def addressed() -> Iterator[tuple[Review, Addresses]]:
        nonlocal count
        for one in _everything(store, house, withdrawn=withdrawn):
            count += 1
            yield one.review, _addresses(own.archive_url, one)

    name = house.name or "tipline"
    with _opened(out) as file:
        for piece in writing.write(addressed(), kind, _rated, name=name, made_on=now.date()):
            file.write(piece)
    who = (by or getpass.getuser())[:100]
    store.transact(exporting.note, str(kind), count, now, by_name=who)
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
    from bot.services import exporting, people

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
        _everything(store, house, withdrawn=True),
        folder,
        site,
        store.transact(exporting.languages, unrated=everything),
        (store.transact(exporting.changed_at) or now).date(),
    )
    who = (by or getpass.getuser())[:100]
    store.transact(exporting.note, "archive", made.verdicts, now, by_name=who)
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


def _everything(store: Store, publisher: Publisher, *, withdrawn: bool) -> Iterator[Exported]:
    """Give all verdicts, a transaction for each portion, so that nobody waits for the store."""
    from bot.services import exporting

    after = 0
    read = partial(exporting.portion, publisher=publisher, withdrawn=withdrawn)
    while found := store.transact(read, after):
        yield from found
        after = found[-1].number


@contextmanager
def _opened(out: str) -> Iterator[IO[bytes]]:
    """Open the output, or a file that is there once it is whole."""
    if out == OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        unfinished = Path(file.name)
        try:
            yield file
        except BaseException:
            unfinished.unlink()
            raise
    unfinished.chmod(0o644)
    unfinished.replace(path)


def _rated(rating: Rating, language: str | None) -> str:
    """Name a rating in a language; in English where we do not speak it."""
    from bot.replies.labels import label
    from bot.replies.voice import voice

    return label(voice(language), rating).plain


def _addresses(archive_url: str | None, one: Exported) -> Addresses:
    """Say where a verdict stands in the public archive, in each of its languages."""
    from bot.archive.places import addresses

    return addresses(archive_url, one.number, one.review) if archive_url else {}
