"""Owes a message to whoever wrote or pressed something."""

from dataclasses import asdict
from typing import Any

from sqlmodel import Session
from telegram import Update

from bot.context import Context
from bot.models import NoticeKind, utcnow
from bot.services import outbox, people
from bot.services.privacy import Erased
from bot.services.values import Sender


async def tell(
    update: Update, context: Context, name: str, *, reply: bool = False, **values: str | int
) -> None:
    """Owe the text called *name* to the chat of *update*, once however often it is handled."""
    params = {"name": name, "values": values}
    await tell_kind(update, context, NoticeKind.TEXT, reply=reply, **params)


async def tell_kind(
    update: Update, context: Context, kind: NoticeKind, *, reply: bool = False, **params: Any
) -> None:
    """Owe a message of *kind*, made when it is sent, to the chat of *update*."""
    message, sender = update.effective_message, sender_of(update)
    if message is None or sender is None:
        return
    reply_to = message.message_id if reply else None
    key = f"text:{update.update_id}"
    await context.call(_owe, sender, key, kind, message.chat_id, params, reply_to)


async def tell_forgotten(update: Update, context: Context, erased: Erased, locale: str) -> None:
    """Owe a last text to somebody of whom nothing is kept any more."""
    if message := update.effective_message:
        counts = asdict(erased) | {
            "traces": len(erased.traces),
            "backup_days": context.settings.backup_days(),
        }
        await context.call(
            outbox.owe,
            key=f"text:{update.update_id}",
            kind=NoticeKind.TEXT,
            chat_id=message.chat_id,
            params={"name": "forgotten", "locale": locale, "values": counts},
        )


def sender_of(update: Update) -> Sender | None:
    """Return who is behind *update*."""
    user = update.effective_user
    return Sender(user.id, user.language_code) if user else None


async def locale_of(context: Context, sender: Sender) -> str:
    """Meet *sender* and return the language to speak with them."""
    return await context.look(people.meet, sender, utcnow())


def _owe(
    session: Session,
    sender: Sender,
    key: str,
    kind: NoticeKind,
    chat_id: int,
    params: dict[str, Any],
    reply_to: int | None,
) -> None:
    """Meet *sender* and owe them a message, in one transaction."""
    people.meet(session, sender, utcnow())
    outbox.owe(
        session,
        key=key,
        kind=kind,
        chat_id=chat_id,
        person_id=sender.id,
        params=params,
        reply_to=reply_to,
    )
