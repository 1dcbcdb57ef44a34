"""Keeping order: /block, /unblock, /pause, /resume, in an admin's own chat or the reviewers'."""

from datetime import datetime
from typing import TypeAlias

from sqlmodel import Session
from telegram import Update

from bot.context import Context
from bot.models import Hand, NoticeKind, utcnow
from bot.replies import callbacks
from bot.services.members.values import Author
from bot.services.order import blocking, pausing
from bot.services.order.values import (
    Blocked,
    BlockedBefore,
    ByPerson,
    ByPost,
    HasRole,
    NoSender,
    NotBlocked,
    Scope,
    SeveralSenders,
    Shown,
    Switched,
    Target,
    Unblocked,
)
from bot.services.owing import owe
from bot.services.values import NotAllowed, Sender
from handlers import logbook
from handlers.groups import on_group_message
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words

Result: TypeAlias = (
    Shown
    | Switched
    | Blocked
    | BlockedBefore
    | HasRole
    | NoSender
    | SeveralSenders
    | Unblocked
    | NotBlocked
    | NotAllowed
)
LONGEST = {"post": 9, "person": 18}  # digits: no store has more
NAMES: dict[type[Result], str | None] = {
    Shown: None,
    BlockedBefore: "blocked_before",
    HasRole: "has_role",
    NoSender: "no_sender",
    SeveralSenders: "several_senders",
    Unblocked: "unblocked_now",
    NotBlocked: "not_blocked",
    NotAllowed: "only_admins",
}


async def on_block(update: Update, context: Context) -> None:
    """Ask whether somebody is to be blocked: by a post, an id, or what is replied to."""
    message = update.message
    if message is None or (sender := await _admin(update, context)) is None:
        return
    target = _target(context)
    if target is None and message.reply_to_message and not context.args:
        replied = message.reply_to_message.message_id
        found = await context.look(blocking.shown, sender.id, message.chat_id, replied)
        if not isinstance(found, ByPost):
            await _tell(update, context, said(found))
            return
        target = found
    if target is None:
        await tell(update, context, "block_usage", reply=True)
        return
    where = message.chat_id, sender.id, f"block:{update.update_id}"
    await _tell(update, context, said(await context.call(blocking.ask, *where, target, utcnow())))


async def on_unblock(update: Update, context: Context) -> None:
    """Take somebody's posts again."""
    if (sender := await _admin(update, context)) is None:
        return
    if (target := _target(context)) is None:
        await tell(update, context, "unblock_usage", reply=True)
        return
    done = await context.call(blocking.unblock, target, sender.id, utcnow())
    await _tell(update, context, said(done))


async def on_pause(update: Update, context: Context) -> None:
    """Pause what follows the command; alone it shows what is paused."""
    await _switched(update, context, pauses=True)


async def on_resume(update: Update, context: Context) -> None:
    """Let what follows the command go on; alone it shows what is paused."""
    await _switched(update, context, pauses=False)


async def _switched(update: Update, context: Context, *, pauses: bool) -> None:
    message = update.message
    if message is None or (sender := await _admin(update, context)) is None:
        return
    words = " ".join(context.args or ()).lower()
    if words and words not in set(Scope):
        await tell(update, context, "pause_usage", reply=True)
        return
    result: Result = Switched(())
    if words:
        result = await _switch(context, Scope(words), sender, pauses=pauses)
    if not isinstance(result, NotAllowed):
        key = f"pauses:{update.update_id}"
        result = await context.call(pausing.owe_state, message.chat_id, sender.id, key)
    await _tell(update, context, said(result))


async def press(
    update: Update, context: Context, action: callbacks.OrderAction, sender: Sender
) -> Words:
    """Do what an admin pressed, and show how it stands then in the place of what was pressed."""
    match action:
        case callbacks.PauseNow(scope):
            done: Result = await _switch(context, scope, sender, pauses=True)
            return await _shown(update, context, sender, done)
        case callbacks.ResumeNow(scope):
            done = await _switch(context, scope, sender, pauses=False)
            return await _shown(update, context, sender, done)
        case callbacks.BlockSender(number):
            return await _block(update, context, sender, ByPost(number))
        case callbacks.BlockPerson(number):
            return await _block(update, context, sender, ByPerson(number))
        case callbacks.BlockNobody():
            return Words("blocked_nobody")
        case callbacks.TurnLog(part, page):
            return await logbook.turn(update, context, sender, part, page)


async def _shown(update: Update, context: Context, sender: Sender, done: Result) -> Words:
    """Show what is paused now in the place of the pressed message."""
    message = update.effective_message
    if message is None or isinstance(done, NotAllowed):
        return said(done)
    where = message.chat_id, sender.id, f"pauses:{update.update_id}"
    await context.call(pausing.owe_state, *where, edits=message.message_id)
    return said(done)


async def _block(update: Update, context: Context, sender: Sender, target: Target) -> Words:
    """Block somebody; what came of it stands in the place of the question."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    where = message.chat_id, message.message_id, f"block:{update.update_id}"
    return await context.call(_blocked, target, sender.id, *where, utcnow())


def _blocked(
    session: Session,
    target: Target,
    admin_id: int,
    chat_id: int,
    question: int,
    key: str,
    now: datetime,
) -> Words:
    """Block somebody and owe the words on it in one transaction: both happen, or neither."""
    result = blocking.block(session, target, admin_id, now)
    words = said(result)
    if not isinstance(result, NotAllowed):
        owe(
            session,
            key=key,
            kind=NoticeKind.TEXT,
            chat_id=chat_id,
            person_id=admin_id,
            params={"name": words.name, "values": words.values},
            edits=question,
        )
    return words


async def _switch(context: Context, scope: Scope, sender: Sender, *, pauses: bool) -> Result:
    author = Author(Hand.ADMIN, sender.id)
    service = pausing.pause if pauses else pausing.resume
    return await context.call(service, scope, author, utcnow())


async def _admin(update: Update, context: Context) -> Sender | None:
    """Return who wrote a command, met; None in a group that is not the reviewers' one."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return None
    if message.chat_id < 0 and message.chat_id != context.settings.review_chat_id:
        await on_group_message(update, context)  # other groups are not for admins' work
        return None
    await locale_of(context, sender)
    return sender


def _target(context: Context) -> Target | None:
    """Read whom the words behind a command mean."""
    match context.args:
        case [kind, number] if (kind := kind.lower()) in LONGEST:
            digits = number.removeprefix("#")
            plain = digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST[kind]
            if not plain or not int(digits):
                return None
            return ByPost(int(digits)) if kind == "post" else ByPerson(int(digits))
    return None


def said(result: Result) -> Words:
    """Word what became of an admin's wish; no words where something is shown."""
    match result:
        case Switched(()):
            return Words("switched_before")
        case Switched():
            return Words("switched")
        case Blocked(posts):
            return Words("blocked_now", {"posts": posts})
        case _:
            return Words(NAMES[type(result)])


async def _tell(update: Update, context: Context, words: Words) -> None:
    if words.name:
        await tell(update, context, words.name, reply=True, **words.values)
