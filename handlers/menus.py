"""Keeps each member's menu of commands as their role and language want it."""

import asyncio
import logging
from datetime import timedelta

from telegram import BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.context import Runtime
from bot.models import Role, utcnow
from bot.replies import LOCALES, commands_of
from bot.services.members import menus
from bot.services.members.menus import Menu
from handlers.errors import brief
from handlers.introduction import code, digest

log = logging.getLogger(__name__)

LOOK_AGAIN = 60.0  # seconds after which the store is asked: the command line changes roles, too
SOON = timedelta(minutes=1)
LATER = timedelta(hours=1)  # whoever never wrote to the bot has no chat for a menu yet


async def keep(runtime: Runtime, bot: ExtBot[None]) -> None:
    """Set what has to be set, at once when a role changes here, until the program ends."""
    while True:
        runtime.roles.clear()
        try:
            await settle(runtime, bot)
        except Exception as error:  # it must outlive whatever the store does
            log.error("The members' menus wait: %s", brief(error))
        try:
            async with asyncio.timeout(LOOK_AGAIN):
                await runtime.roles.wait()
        except TimeoutError:
            continue


async def settle(runtime: Runtime, bot: ExtBot[None]) -> None:
    """Tell Telegram each menu that differs from what it was told; what fails is tried again."""
    texts = {role: digest([bot.id, *(commands_of(one, role) for one in LOCALES)]) for role in Role}
    for menu in await runtime.look(menus.wanted, texts, utcnow()):
        try:
            await _set(bot, menu)
        except TelegramError as error:
            log.warning("A member's menu was not set: %s", brief(error))
            pause = LATER if isinstance(error, BadRequest | Forbidden) else SOON
            await runtime.look(menus.put_off, menu.person_id, utcnow() + pause)
        else:
            await runtime.look(menus.told, menu)


async def drop(bot: ExtBot[None], person_id: int) -> None:
    """Take back the menu of somebody of whom nothing is kept any more, as far as it goes."""
    try:
        await _set(bot, Menu(person_id, Role.PUBLIC, None, ""))
    except TelegramError as error:
        log.warning("A former member's menu was not taken back: %s", brief(error))


async def _set(bot: ExtBot[None], menu: Menu) -> None:
    """Offer the role's commands in a private chat; without a role those of everybody."""
    scope = BotCommandScopeChat(menu.person_id)
    for locale in LOCALES:
        if menu.role is Role.PUBLIC:
            await bot.delete_my_commands(scope, language_code=code(locale))
        else:
            offered = commands_of(menu.language or locale, menu.role)
            await bot.set_my_commands(offered, scope, language_code=code(locale))
