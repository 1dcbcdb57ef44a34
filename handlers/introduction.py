"""Tells Telegram what the bot says of itself, in each language, when that has changed."""

import hashlib
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import BotCommandScopeChat
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.context import Runtime
from bot.models import utcnow
from bot.replies import LOCALES, commands, description, desk_commands, short_description
from bot.services.clock import housekeeping
from handlers.errors import brief

log = logging.getLogger(__name__)


async def introduce(runtime: Runtime, bot: ExtBot[None]) -> None:
    """Set commands and descriptions; a failure is a line in the log, and tried at next start."""
    said = [(commands(one), description(one), short_description(one)) for one in LOCALES]
    await _once(runtime, f"introduce {bot.id} {digest(said)}", partial(_to_everybody, bot))
    desk = digest([desk_commands(one) for one in LOCALES])
    if chat_id := runtime.settings.review_chat_id:
        job = f"introduce {bot.id} {desk} {chat_id}"
        await _once(runtime, job, partial(_to_desk, bot, chat_id))


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
        await bot.set_my_commands(commands(locale), language_code=code(locale))
        await bot.set_my_description(description(locale), language_code=code(locale))
        await bot.set_my_short_description(short_description(locale), language_code=code(locale))


async def _to_desk(bot: ExtBot[None], chat_id: int) -> None:
    """Offer the reviewers' commands in their chat; their own chats have them by their role."""
    scope = BotCommandScopeChat(chat_id)
    for locale in LOCALES:
        await bot.set_my_commands(desk_commands(locale), scope, language_code=code(locale))


def code(locale: str) -> str | None:
    """Return the code for a locale; English has none, as it is what everybody else sees."""
    return None if locale == LOCALES[0] else locale


def digest(said: object) -> str:
    """Return a short mark of all that is said."""
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
