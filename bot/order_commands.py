"""The commands that keep order: pause, resume, paused. The running bot follows within seconds.

The services are imported where a command needs them, so that `tipline --help` stays quick.
"""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from bot.models import Hand, utcnow
from bot.terminal import fitting_store, settings

if TYPE_CHECKING:
    from bot.services.members.values import Author
    from bot.services.order.values import ActivityState

What = Annotated[str, typer.Argument(help="intake, answers, broadcasts or all.")]
By = Annotated[str | None, typer.Option(help="Who does it; else your login.")]


def pause(what: What, by: By = None) -> None:
    """Pause intake, answers, broadcasts or all; nothing is lost."""
    _switch(what, by, pauses=True)


def resume(what: What, by: By = None) -> None:
    """Let what is paused go on: intake, answers, broadcasts or all."""
    _switch(what, by, pauses=False)


def paused() -> None:
    """Say what is paused, since when and by whom, and how many posts wait to be read."""
    from bot.services.order import pausing

    found = fitting_store(settings()).transact(pausing.state)
    for one in found.states:
        typer.echo(_line(one))
    typer.echo(f"posts kept and not read yet: {found.held}")


def _switch(what: str, by: str | None, *, pauses: bool) -> None:
    from bot.services.order import pausing
    from bot.services.order.values import Scope, Switched

    if what not in set(Scope):
        raise SystemExit(f"Name what: {', '.join(Scope)}.")
    service = pausing.pause if pauses else pausing.resume
    done = fitting_store(settings()).transact(service, Scope(what), _author(by), utcnow())
    state = "paused" if pauses else "going on"
    if isinstance(done, Switched) and done.activities:
        typer.echo(f"{', '.join(done.activities)}: {state}. The running bot needs no restart.")
    else:
        typer.echo(f"Nothing was changed: {what} is {state} already.")


def _author(name: str | None) -> Author:
    from bot.services.members.values import Author

    return Author(Hand.OPERATOR, name=(name or getpass.getuser())[:100])


def _line(one: ActivityState) -> str:
    if one.since is None:
        return f"{one.activity}: goes on"
    who = one.role or "an operator"
    return f"{one.activity}: paused since {one.since:%Y-%m-%d %H:%M} UTC by {who}"
