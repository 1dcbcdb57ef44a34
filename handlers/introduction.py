"""Tells Telegram what the bot says of itself, in each language, when that has changed."""

import hashlib
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import BotCommandScopeChat
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.config import Settings
from bot.context import Runtime
from bot.models import utcnow
from bot.replies import LOCALES, commands, description, desk_commands, short_description
from bot.services import housekeeping
from handlers.errors import brief

log = logging.getLogger(__name__)


async def introduce(runtime: Runtime, bot: ExtBot[None]) -> None:
    """Set commands and descriptions; a failure is a line in the log, and tried at next start."""
    said = [(commands(one), description(one), short_description(one)) for one in LOCALES]
    await _once(runtime, f"introduce {bot.id} {_digest(said)}", partial(_to_everybody, bot))
    desk = _digest([(commands(one), desk_commands(one)) for one in LOCALES])
    for chat_id in _desk(runtime.settings):
        job = f"introduce {bot.id} {desk} {chat_id}"
        await _once(runtime, job, partial(_to_reviewers, bot, chat_id))


async def _once(runtime: Runtime, job: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do *work* unless it was done before; what Telegram refuses is tried at next start."""
    if await runtime.look(housekeeping.last_run, job):
        return
    try:
        await work()
    except TelegramError as error:
        log.warning("The bot's commands and description were not set: %s", brief(error))
        return
    await runtime.look(housekeeping.ran, job, utcnow())


async def _to_everybody(bot: ExtBot[None]) -> None:
    for locale in LOCALES:
        await bot.set_my_commands(commands(locale), language_code=_code(locale))
        await bot.set_my_description(description(locale), language_code=_code(locale))
        await bot.set_my_short_description(short_description(locale), language_code=_code(locale))


async def _to_reviewers(bot: ExtBot[None], chat_id: int) -> None:
    """Offer the reviewers' commands where they work: in their own chats beside all others."""
    scope = BotCommandScopeChat(chat_id)
    for locale in LOCALES:
        offered = desk_commands(locale) + (commands(locale) if chat_id > 0 else [])
        await bot.set_my_commands(offered, scope, language_code=_code(locale))


def _desk(settings: Settings) -> list[int]:
    """Return the chats in which reviewers work, each once."""
    chats = (*settings.admin_ids, *settings.reviewer_ids, settings.review_chat_id)
    return list(dict.fromkeys(chat for chat in chats if chat))


def _code(locale: str) -> str | None:
    """English goes without a code: it is what everybody else sees."""
    return None if locale == LOCALES[0] else locale


def _digest(said: object) -> str:
    """Return a short mark of all that is said."""
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
