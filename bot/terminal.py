"""What every command shares: the settings, the store, the encoder, and where it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from pydantic import ValidationError
from rich.console import Console

from bot.config import Settings
from bot.store import schema
from bot.store.database import Store

if TYPE_CHECKING:
    from bot.encoder import Encoder

console = Console()
aside = Console(stderr=True)


def settings() -> Settings:
    """Read the settings; SystemExit names each one that is wrong, without its value."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"TIPLINE_{'_'.join(map(str, one['loc'])).upper()}: {one['msg']}"
            for one in error.errors(include_input=False, include_context=False)
        ]
        raise SystemExit("\n".join(["These settings cannot be read:", *lines])) from None


def fitting_store(own: Settings) -> Store:
    """Open the store; SystemExit with the next step where it does not fit this program."""
    store = Store(own.database_url)
    if problem := schema.check(store):
        raise SystemExit(str(problem))
    return store


def encoder(setting: str) -> Encoder | None:
    """Load the encoder; where it cannot be had, say so beside what is printed."""
    from bot.encoder import EncoderUnavailable
    from bot.services import encoding

    try:
        return encoding.find(setting)
    except EncoderUnavailable as error:
        typer.echo(f"Claims are found by their words only: {error}", err=True)
        return None


def encode(store: Store, found: Encoder) -> None:
    """Encode the wordings that have no vector; a terminal shows how far it is."""
    from rich.progress import Progress

    from bot.services import encoding

    with Progress(console=aside, disable=not aside.is_terminal) as progress:
        bar = progress.add_task("Encoding wordings", visible=False)

        def told(done: int, total: int) -> None:
            progress.update(bar, completed=done, total=total, visible=total > 0)

        made = encoding.encode(store, found, told=told)
    store.transact(encoding.drop_unused)
    if made:
        console.print(f"wordings encoded: {made}")
