"""Roles and membership in private chats: /members, /invite, opened links, and their buttons."""

from datetime import datetime
from typing import TypeAlias

from sqlmodel import Session
from telegram import Update

from bot.context import Context
from bot.models import Hand, NoticeKind, utcnow
from bot.replies import callbacks
from bot.services import outbox, people
from bot.services.members import desk as member_desk
from bot.services.members import invitations, members
from bot.services.members.invitations import Opened
from bot.services.members.values import (
    Already,
    Author,
    BadInvitation,
    Changed,
    Joined,
    LastAdmin,
    NoMember,
    Overtaken,
    Owed,
    Revoked,
    Shut,
    TooLate,
)
from bot.services.people import LANGUAGES
from bot.services.values import NotAllowed, Sender
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words

Pressed: TypeAlias = (
    callbacks.MembersPage
    | callbacks.ShowMember
    | callbacks.AskMember
    | callbacks.ChangeMember
    | callbacks.RevokeInvitation
)
Result: TypeAlias = (
    Owed
    | Changed
    | Revoked
    | BadInvitation
    | NoMember
    | LastAdmin
    | Overtaken
    | TooLate
    | NotAllowed
)


async def on_members(update: Update, context: Context) -> None:
    """List the members."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    await locale_of(context, sender)
    key = f"members:{update.update_id}"
    owed = await context.call(member_desk.owe_list, message.chat_id, sender.id, key)
    await _tell(update, context, said(owed))


async def on_invite(update: Update, context: Context) -> None:
    """Make a link that gives a role."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    await locale_of(context, sender)
    owed = await context.call(
        invitations.owe_link,
        message.chat_id,
        sender.id,
        f"invite:{update.update_id}",
        tuple(context.args or ()),
        utcnow(),
        context.settings.invitation,
    )
    await _tell(update, context, said(owed))


async def open_link(update: Update, context: Context, token: str) -> None:
    """Give the sender the role of a link, and tell them so."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    key = f"text:{update.update_id}"
    await context.call(_open, sender, message.chat_id, key, token, utcnow())
    context.runtime.roles.set()


async def press(update: Update, context: Context, action: Pressed, sender: Sender) -> Words:
    """Do what an admin pressed, and show how it stands then in the place of what was pressed."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    if message.chat_id != sender.id:
        return Words("in_private")
    where = message.chat_id, sender.id, f"members:{update.update_id}"
    author, edits = Author(Hand.ADMIN, sender.id), message.message_id
    match action:
        case callbacks.MembersPage(page):
            return said(await context.call(member_desk.owe_list, *where, page=page, edits=edits))
        case callbacks.ShowMember(member):
            return said(await context.call(member_desk.owe_card, *where, member, edits=edits))
        case callbacks.AskMember(member, deed):
            return said(
                await context.call(member_desk.owe_card, *where, member, asked=deed, edits=edits)
            )
        case callbacks.RevokeInvitation(invitation):
            return said(await context.call(invitations.revoke, invitation, author, utcnow()))
        case callbacks.ChangeMember(member, deed, role):
            done = await context.call(members.change, member, deed, author, utcnow(), seen=role)
            context.runtime.roles.set()
            if not isinstance(done, NotAllowed):
                await context.call(member_desk.owe_card, *where, member, edits=edits)
            return said(done)


def said(result: Result) -> Words:
    """Word what became of an admin's wish; no words where something is shown."""
    match result:
        case Owed():
            return Words()
        case Changed():
            return Words("member_changed")
        case Revoked():
            return Words("invitation_revoked")
        case BadInvitation():
            return Words("invite_usage", {"languages": " ".join(LANGUAGES)})
        case NoMember():
            return Words("no_such_member")
        case LastAdmin():
            return Words("last_admin")
        case Overtaken():
            return Words("member_overtaken")
        case TooLate():
            return Words("invitation_too_late")
        case NotAllowed():
            return Words("only_admins")


def opened(result: Opened) -> Words:
    """Word what became of an opened link."""
    match result:
        case Joined(role):
            return Words("joined", {"role": str(role)})
        case Already():
            return Words("link_already")
        case Shut(why):
            return Words(f"link_{why}")


async def _tell(update: Update, context: Context, words: Words) -> None:
    if words.name:
        await tell(update, context, words.name, reply=True, **words.values)


def _open(
    session: Session, sender: Sender, chat_id: int, key: str, token: str, now: datetime
) -> None:
    """Open a link and owe the words on it in one transaction: both happen, or neither."""
    people.meet(session, sender, now)
    words = opened(invitations.accept(session, token, sender.id, now))
    outbox.owe(
        session,
        key=key,
        kind=NoticeKind.TEXT,
        chat_id=chat_id,
        person_id=sender.id,
        params={"name": words.name, "values": words.values},
    )
