"""The commands that keep members: list, invite, promote, demote, suspend, reinstate, history.

The services are imported where a command needs them, so that `tipline --help` stays quick.
"""

from __future__ import annotations

import getpass
import json as json_format
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.models import Hand, utcnow
from bot.terminal import console, fitting_store, settings

if TYPE_CHECKING:
    from bot.services.members.values import Author, ChangeView, Deed, MemberView

members = typer.Typer(
    no_args_is_help=True, help="Keep members: who reviews, who administers, and who no longer."
)

Who = Annotated[
    int, typer.Argument(help="Telegram's user id, as `tipline members list` shows it.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str | None, typer.Option(help="Who makes the change; else your login.")]
LINE = "{person:>12}  {role:9}  {state:9}  {since:10}  {languages}"


@members.command("list")
def list_members(json: AsJson = False) -> None:
    """List all who have a role, the suspended among them."""
    from bot.services.members import members as service

    found = fitting_store(settings()).transact(service.everybody)
    if json:
        typer.echo(_json([asdict(one) for one in found]))
        return
    if not found:
        typer.echo("There are no members yet: `tipline members invite admin` makes a link.")
    for one in found:
        typer.echo(_line(one))


@members.command()
def invite(
    role: Annotated[str, typer.Argument(help="reviewer or admin.")],
    languages: Annotated[
        list[str] | None, typer.Argument(help="The languages that they review in: uk pl …")
    ] = None,
    bot: Annotated[
        str | None, typer.Option(help="The bot's username, where it never ran with this store.")
    ] = None,
    by: By = None,
) -> None:
    """Print a link that gives a role, once, to whoever opens it first on Telegram."""
    from bot.services import people
    from bot.services.members import invitations

    own = settings()
    store = fitting_store(own)
    name = (bot or store.transact(people.bot_name) or "").strip().lstrip("@")
    if not name:
        raise SystemExit(
            "The bot's name is not known yet: run `tipline run` once, or name it with --bot."
        )
    words = (role, *(languages or ()))
    made = store.transact(invitations.invite, words, _author(by), utcnow(), own.invitation)
    if not isinstance(made, int):
        known = ", ".join(people.LANGUAGES)
        raise SystemExit(f"Name a role, reviewer or admin, then languages, if any, of {known}.")
    link = store.transact(invitations.link, made)
    if link is None:
        raise SystemExit("The link was taken back already.")
    typer.echo(f"https://t.me/{name}?start={link.token}")
    until = f"{link.expires_at.astimezone(own.timezone):%Y-%m-%d %H:%M %Z}"
    typer.echo(f"It works once, until {until}. Send it to one person only.", err=True)


@members.command()
def promote(who: Who, by: By = None) -> None:
    """Raise somebody by one step: to reviewer, then to admin."""
    from bot.services.members.values import Deed

    _change(who, Deed.PROMOTE, by)


@members.command()
def demote(who: Who, by: By = None) -> None:
    """Lower somebody by one step: to reviewer, then to reader."""
    from bot.services.members.values import Deed

    _change(who, Deed.DEMOTE, by)


@members.command()
def suspend(who: Who, by: By = None) -> None:
    """Let a role rest at once; the cases that they hold go back."""
    from bot.services.members.values import Deed

    _change(who, Deed.SUSPEND, by)


@members.command()
def reinstate(who: Who, by: By = None) -> None:
    """Let a suspended role hold again."""
    from bot.services.members.values import Deed

    _change(who, Deed.REINSTATE, by)


@members.command()
def history(
    who: Annotated[int | None, typer.Argument(help="One person's only, by user id.")] = None,
    json: AsJson = False,
) -> None:
    """Show every change of membership: who made it, when, and what it was."""
    from bot.services.members import members as service

    found = fitting_store(settings()).transact(service.history, who)
    if json:
        typer.echo(_json([asdict(one) for one in found]))
        return
    for one in found:
        console.print(_change_line(one), markup=False, highlight=False, soft_wrap=True)


def _change(who: int, deed: Deed, by: str | None) -> None:
    from bot.services.members import members as service
    from bot.services.members.values import Changed, LastAdmin, NoMember, Overtaken
    from bot.services.values import NotAllowed

    store = fitting_store(settings())
    match store.transact(service.change, who, deed, _author(by), utcnow()):
        case Changed(role=role):
            typer.echo(f"{who}: {deed}, role {role}. The running bot needs no restart.")
        case LastAdmin():
            raise SystemExit(f"{who} is the only admin: make another one first.")
        case Overtaken():
            raise SystemExit(f"{who} is no case for {deed}: see `tipline members list`.")
        case NoMember() | NotAllowed():
            raise SystemExit(
                f"Nobody with the id {who} ever wrote to the bot: `tipline members invite` makes"
                " a link for them."
            )


def _author(name: str | None) -> Author:
    from bot.services.members.values import Author

    return Author(Hand.OPERATOR, name=(name or getpass.getuser())[:100])


def _line(one: MemberView) -> str:
    return LINE.format(
        person=one.person_id,
        role=one.role,
        state="suspended" if one.suspended_at else "active",
        since=f"{one.since:%Y-%m-%d}" if one.since else "",
        languages=" ".join(one.languages),
    ).rstrip()


def _change_line(one: ChangeView) -> str:
    by = {
        Hand.SETTINGS: "the settings",
        Hand.OPERATOR: f"operator {one.author.name}",
        Hand.ADMIN: f"admin {one.author.person_id or '(forgotten)'}",
    }[one.author.hand]
    of_nobody = "an invitation" if one.deed in {"invited", "revoked"} else "(forgotten)"
    languages = f" ({' '.join(one.languages)})" if one.languages else ""
    when = f"{one.at:%Y-%m-%d %H:%M} UTC"
    return f"{when}  {by}: {one.person_id or of_nobody} {one.deed}, {one.role}{languages}"


def _json(value: object) -> str:
    def plain(one: object) -> str:
        return one.isoformat() if isinstance(one, datetime) else str(one)

    return json_format.dumps(value, ensure_ascii=False, indent=2, default=plain)
