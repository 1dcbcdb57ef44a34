"""Tells Telegram what the bot says of itself, in each language, when that has changed."""

import hashlib
import logging

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.context import Runtime
from bot.models import utcnow
from bot.replies import LOCALES, commands, description, short_description
from bot.services import housekeeping
from handlers.errors import brief

log = logging.getLogger(__name__)


async def introduce(runtime: Runtime, bot: ExtBot[None]) -> None:
    """Set commands and descriptions; a failure is a line in the log, and tried at next start."""
    job = f"introduce {bot.id} {_digest()}"
    if await runtime.look(housekeeping.last_run, job):
        return
    try:
        for locale in LOCALES:
            # English goes without a code: it is what everybody else sees.
            code = None if locale == LOCALES[0] else locale
            await bot.set_my_commands(commands(locale), language_code=code)
            await bot.set_my_description(description(locale), language_code=code)
            await bot.set_my_short_description(short_description(locale), language_code=code)
    except TelegramError as error:
        log.warning("The bot's commands and description were not set: %s", brief(error))
        return
    await runtime.look(housekeeping.ran, job, utcnow())


def _digest() -> str:
    """Return a short mark of all that is said."""
    said = [(commands(one), description(one), short_description(one)) for one in LOCALES]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
