"""A Telegram message as the services see it: words, links, origin, file; no names of persons."""

from typing import Protocol

from telegram import (
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginUser,
    Update,
)

from bot.models import MediaKind, OriginKind
from bot.services.values import Incoming, Origin, Sender
from bot.text.normalise import urls


class File(Protocol):
    """What Telegram says of any kind of file."""

    file_id: str  # another one in each message
    file_unique_id: str  # the same wherever the file goes


PIECE = 4_000  # code points: Telegram cuts what is longer, so the next message may go on
AT_ONCE = 2  # seconds between the pieces of one post, as Telegram dates them


def incoming(update: Update) -> Incoming | None:
    """Read the message of *update*; None where there is none or nobody sent it."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return None
    return read(update.update_id, message, Sender(user.id, user.language_code))


def read(update_id: int, message: Message, sender: Sender) -> Incoming:
    """Read *message* on behalf of *sender*."""
    text = words(message)
    media, file = attached(message)
    origin = message.forward_origin
    return Incoming(
        update_id=update_id,
        sender=sender,
        chat_id=message.chat_id,
        message_id=message.message_id,
        text=text,
        urls=links(message),
        origin=_origin(message),
        posted_at=origin.date if origin else None,
        media=media,
        file_id=file.file_id if file else None,
        file_unique_id=file.file_unique_id if file else None,
        group_key=f"album:{message.media_group_id}" if message.media_group_id else None,
        edited=message.edit_date is not None,
    )


def words(message: Message) -> str:
    """Return the text or caption, whichever there is."""
    return message.text or message.caption or ""


def links(message: Message) -> tuple[str, ...]:
    """Return the links in *message*, those hidden behind words included, each once."""
    hidden = [
        entity.url
        for entity in (*message.entities, *message.caption_entities)
        if entity.type == MessageEntity.TEXT_LINK and entity.url
    ]
    return tuple(dict.fromkeys((*urls(words(message)), *hidden)))


def attached(message: Message) -> tuple[MediaKind | None, File | None]:
    """Return what kind of file *message* carries, and Telegram's ids of it."""
    if message.photo:
        return MediaKind.PHOTO, message.photo[-1]  # the largest size comes last
    for kind in MediaKind:
        # An animation also comes as a document, so kinds are looked at in their order.
        if kind is not MediaKind.PHOTO and (file := getattr(message, kind.value)):
            return kind, file
    return None, None


def goes_on(first: Message, second: Message | None) -> bool:
    """Say whether *second* is the next piece of the post that *first* is a piece of."""
    if second is None or first.chat_id != second.chat_id or second.edit_date:
        return False
    if first.media_group_id or second.media_group_id:
        return first.media_group_id == second.media_group_id
    return (
        len(first.text or "") >= PIECE
        and bool(second.text)
        and (second.date - first.date).total_seconds() <= AT_ONCE
        and _whose(first) == _whose(second)
    )


def _origin(message: Message) -> Origin | None:
    match message.forward_origin:
        case None:
            return None
        case MessageOriginChannel(chat=chat):
            return Origin(OriginKind.CHANNEL, chat.title)
        case MessageOriginChat(sender_chat=chat):
            return Origin(OriginKind.CHAT, chat.title)
        case MessageOriginUser():
            return Origin(OriginKind.USER)
        case _:
            return Origin(OriginKind.HIDDEN_USER)


def _whose(message: Message) -> tuple[OriginKind, str | None] | None:
    origin = _origin(message)
    return (origin.kind, origin.name) if origin else None
