"""Sends one message; where Telegram refuses part of it, sends it again without that part."""

import html
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import httpx
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from bot.models import MediaKind
from bot.replies import File, Reply
from bot.services.values import CaseCard, Parcel

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """Telegram has it under this id."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Later:
    """It surely was not sent, or may come twice: try again."""

    words: str


@dataclass(frozen=True, slots=True)
class Flooded:
    """Telegram wants to hear nothing at all for a while."""

    words: str
    after: timedelta


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person does not want to hear from the bot."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group is now the supergroup with this id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have been sent, and must not come twice."""

    words: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot be sent as it is, ever."""

    words: str


Sent = Delivered | Later | Flooded | Blocked | Migrated | Unsure | Refused

PICTURE_NAME = "figure.png"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
GONE_REPLY = ("to be replied not found", "to reply not found", "replied message not found")
GONE_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")
BAD_PICTURE = ("photo_", "image_process_failed", "not enough rights to send photos")
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Manner:
    """With what a message is sent; each part is given up once Telegram refuses it."""

    edits: int | None
    reply_to: int | None
    quote: str | None
    picture: bytes | str | None = None
    file: File | None = None
    formatted: bool = True

    def without(self, error: TelegramError) -> "Manner | None":
        """Return the manner that does without what *error* is about; None if nothing is."""
        words = str(error).lower()
        if self.quote and "quote" in words:
            return replace(self, quote=None)
        if self.reply_to and any(said in words for said in GONE_REPLY):
            return replace(self, reply_to=None, quote=None)
        if self.picture and any(said in words for said in BAD_PICTURE):
            return replace(self, picture=None)
        if self.formatted and "can't parse entities" in words:
            return replace(self, formatted=False)
        if self.edits and any(said in words for said in GONE_EDIT):
            return replace(self, edits=None)
        return None


async def send(
    bot: ExtBot[None], parcel: Parcel, reply: Reply, turn: Callable[[], Awaitable[None]]
) -> Sent:
    """Send *reply* as *parcel* wants it, each call in its *turn*, and say what became of it."""
    manner = Manner(parcel.edits, parcel.reply_to, parcel.quote, reply.picture, reply.file)
    if isinstance(parcel.message, CaseCard) and parcel.message.file_id and not parcel.edits:
        await turn()
        manner = replace(manner, reply_to=await _file(bot, parcel.chat_id, parcel.message))
    while True:
        await turn()
        try:
            return Delivered(await _post(bot, parcel.chat_id, reply, manner))
        except TelegramError as error:
            if "message is not modified" in str(error).lower() and manner.edits:
                return Delivered(manner.edits)
            if (easier := manner.without(error)) is None:
                return outcome(error, direct=parcel.direct)
            manner = easier


def outcome(error: TelegramError, *, direct: bool) -> Sent:
    """Say what *error* means for a message; a *direct* one may rather come twice than never."""
    words = f"{type(error).__name__}: {error}"
    match error:
        case RetryAfter(retry_after=pause):
            return Flooded(
                words, pause if isinstance(pause, timedelta) else timedelta(seconds=pause)
            )
        case ChatMigrated(new_chat_id=number):
            return Migrated(number)
        case Forbidden():
            return Blocked()
        case BadRequest():  # a kind of NetworkError to the library
            return Refused(words)
        case NetworkError() if _surely_not_sent(error) or direct:
            return Later(words)
        case NetworkError():
            return Unsure(words)
        case InvalidToken():
            return Later(words)
    return Refused(words)


def plain(markup: str) -> str:
    """Take the HTML out of a text and keep its links readable."""
    linked = re.sub(r'<a href="([^"]*)">(.*?)</a>', r"\2 (\1)", markup, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", linked))


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """Turn a reply's buttons into Telegram's."""
    rows = [
        [InlineKeyboardButton(b.label, callback_data=b.data, url=b.url) for b in row]
        for row in reply.buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None


async def _post(bot: ExtBot[None], chat_id: int, reply: Reply, manner: Manner) -> int:
    text = reply.html if manner.formatted else plain(reply.html)
    mode = ParseMode.HTML if manner.formatted else None
    buttons = keyboard(reply)
    if manner.edits is not None:
        await bot.edit_message_text(
            text,
            chat_id,
            manner.edits,
            parse_mode=mode,
            reply_markup=buttons,
            link_preview_options=NO_PREVIEW,
        )
        return manner.edits
    if manner.file is not None:
        sent: Message = await bot.send_document(
            chat_id,
            manner.file.content,
            text,
            parse_mode=mode,
            reply_markup=buttons,
            reply_parameters=_reply_parameters(manner),
            filename=manner.file.name,
        )
        return sent.message_id
    if manner.picture is not None:
        shown: Message = await bot.send_photo(
            chat_id,
            manner.picture,
            text,
            parse_mode=mode,
            reply_markup=buttons,
            reply_parameters=_reply_parameters(manner),
            filename=PICTURE_NAME,
        )
        return shown.message_id
    message: Message = await bot.send_message(
        chat_id,
        text,
        parse_mode=mode,
        reply_markup=buttons,
        link_preview_options=NO_PREVIEW,
        reply_parameters=_reply_parameters(manner),
    )
    return message.message_id


async def _file(bot: ExtBot[None], chat_id: int, card: CaseCard) -> int | None:
    """Send the file that a case is about; the card then answers it, or goes without."""
    senders: dict[MediaKind, Callable[[int, str], Awaitable[Message]]] = {
        MediaKind.PHOTO: bot.send_photo,
        MediaKind.VIDEO: bot.send_video,
        MediaKind.VIDEO_NOTE: bot.send_video_note,
        MediaKind.ANIMATION: bot.send_animation,
        MediaKind.VOICE: bot.send_voice,
        MediaKind.AUDIO: bot.send_audio,
        MediaKind.DOCUMENT: bot.send_document,
    }
    if card.media is None or card.file_id is None:
        return None
    try:
        message = await senders[card.media](chat_id, card.file_id)
    except TelegramError as error:
        log.warning("The file of case %s was not sent: %s", card.case_id, type(error).__name__)
        return None
    return message.message_id


def _reply_parameters(manner: Manner) -> ReplyParameters | None:
    if manner.reply_to is None:
        return None
    return ReplyParameters(manner.reply_to, quote=manner.quote, allow_sending_without_reply=True)


def _surely_not_sent(error: NetworkError) -> bool:
    """Telegram itself refused it (500, no cause), or no connection came about."""
    return error.__cause__ is None or isinstance(error.__cause__, NEVER_LEFT)
