"""The commands that back a store up, and bring it back from a backup.

The services are imported where a command needs them, so that `tipline --help` stays quick.
"""

from __future__ import annotations

import getpass
import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.config import Settings
from bot.models import utcnow
from bot.store import backup as backups
from bot.store import schema
from bot.store.backup import BackupError
from bot.store.database import Store
from bot.store.lock import alone
from bot.terminal import console, settings

if TYPE_CHECKING:
    from bot.services.restoring import Restored, Since

MIB = 2**20


def backup(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to; else the folder of the scheduled ones.")
    ] = None,
) -> None:
    """Write a backup of the store, while the bot runs or not; the scheduled ones stay."""
    own = settings()
    store = Store(own.database_url)
    try:
        where = backups.folder_of(store, folder or own.backup_folder)
        made = backups.write(store, where, utcnow())
    except BackupError as error:
        raise SystemExit(str(error)) from None
    console.print(f"{made} ({made.stat().st_size / MIB:.1f} MiB)", soft_wrap=True, markup=False)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.", exists=True, dir_okay=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Make a backup the store; what was the store is kept beside it. Stop the bot first."""
    own = settings()
    store = Store(own.database_url)
    try:
        target = backups.file_of(store)
        with alone(store) as first:
            if not first:
                raise SystemExit("The bot runs with this store: stop it first.")
            _announce(file, target, own.retention)
            if not yes and not typer.confirm(f"Replace {target}?"):
                raise typer.Exit(1)
            _restore(store, file, target, own)
    except (BackupError, schema.SchemaError) as error:
        raise SystemExit(f"{error}\nNothing was changed.") from None
    finally:
        store.close()


def _announce(file: Path, target: Path, retention: timedelta) -> None:
    """Say what is about to happen, and what an old backup brings back."""
    console.print(f"{file} becomes {target}.", soft_wrap=True, markup=False)
    made_at = backups.made_at(file)
    if made_at and utcnow() - made_at > retention:
        console.print(
            f"This backup is older than {retention.days} days: people who were forgotten since may"
            " be in it again.",
            style="yellow",
            soft_wrap=True,
        )


def _restore(store: Store, file: Path, target: Path, own: Settings) -> None:
    """Prepare a copy of the backup, and put it in place once it is whole."""
    now = utcnow()
    copy = target.with_name(f"{target.name}.restoring")
    aside = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%SZ}")
    try:
        try:
            backups.copy(file, copy)
        except sqlite3.Error as error:
            raise BackupError(f"{file} is no backup of tipline: {error}.") from None
        done = _prepared(copy, _known(store), file, own)
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        store.close()
        backups.put_in_place(copy, store, aside)
    finally:
        backups.remove(copy)
    console.print(
        f"Restored. Forgotten again: {done.forgotten} people; messages that may have been sent"
        f" since, and are left alone: {done.unsure}; broadcasts held: {done.broadcasts}."
    )
    if aside.exists():
        console.print(
            f"What was the store is in {aside}: delete it once all is well.",
            soft_wrap=True,
            markup=False,
        )


def _prepared(copy: Path, since: Since, file: Path, own: Settings) -> Restored:
    """Bring a copy of a backup to this program's tables, and up to date."""
    from bot.services import restoring

    restored = Store(f"sqlite:///{copy}")
    try:
        if schema.current(restored) is None:
            raise BackupError(f"{file} is no backup of tipline: it has none of its tables.")
        schema.upgrade(restored)
        return restored.transact(
            restoring.settle,
            since,
            utcnow(),
            made_at=backups.made_at(file),
            bulletin_hour=own.bulletin_hour,
            zone=own.timezone,
            by_name=_login(),
        )
    finally:
        restored.close()


def _known(store: Store) -> Since:
    """Return what the present store must hand on; nothing where it is gone or cannot be read."""
    from bot.services import restoring
    from bot.services.restoring import Since

    if not backups.file_of(store).exists():
        return Since()
    try:
        if schema.check(store) is None:
            return store.transact(restoring.remember)
    except Exception as error:
        problem = str(error).splitlines()[0]
    else:
        problem = "its tables are of another version"
    console.print(
        f"The present store cannot be read ({problem}): people who were forgotten after the backup"
        " was made are in it again.",
        style="yellow",
        soft_wrap=True,
        markup=False,
    )
    return Since()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid()) if hasattr(os, "getuid") else ""
