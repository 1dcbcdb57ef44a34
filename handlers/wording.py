"""Turns a parcel into words: the settings that every text needs are put in here."""

import asyncio
import logging
from dataclasses import replace

from bot.context import Runtime
from bot.models import utcnow
from bot.replies import Reply, draw, render, say, why
from bot.replies.labels import rated
from bot.services import checking, export_files
from bot.services.export_values import ExportFile
from bot.services.exporting import Publisher
from bot.services.figures.values import FigureCard
from bot.services.statistics import showing
from bot.services.statistics.values import StatisticsCard, StatisticsWanted
from bot.services.values import Answered, Parcel, Text
from handlers.errors import brief

log = logging.getLogger(__name__)


async def word(runtime: Runtime, parcel: Parcel, bot_name: str) -> Reply:
    """Word *parcel* in its locale."""
    settings, locale, link = runtime.settings, parcel.locale, f"https://t.me/{bot_name}"
    message = parcel.message
    if isinstance(message, Text) and message.name == "why":
        submission = int(dict(message.values)["submission"])
        answer = await runtime.look(checking.answer, submission, locale)
        if not isinstance(answer, Answered):
            return Reply(say("no_longer_kept", locale))
        return why(
            answer,
            locale,
            publisher=settings.publisher,
            public_url=settings.public_url,
            bot_link=link,
            timezone=settings.timezone,
        )
    if isinstance(message, StatisticsWanted):
        message = await runtime.read(showing.counted, message, locale)
    if isinstance(message, ExportFile):
        message = await _written(runtime, message)
    reply = render(
        message,
        locale,
        publisher=settings.publisher,
        public_url=settings.public_url,
        bot_link=link,
        timezone=settings.timezone,
    )
    if isinstance(message, FigureCard) or (
        isinstance(message, StatisticsCard) and not message.file
    ):
        return await _drawn(reply, message, locale)
    return reply


async def _written(runtime: Runtime, file: ExportFile) -> ExportFile:
    """Write a file of all verdicts."""
    settings = runtime.settings
    publisher = Publisher(settings.publisher, settings.public_url)
    house = export_files.House(publisher, settings.archive_url, rated)
    day = utcnow().astimezone(settings.timezone).date()
    return await asyncio.to_thread(export_files.filled, runtime.store, file, house, day)


async def _drawn(reply: Reply, card: FigureCard | StatisticsCard, locale: str) -> Reply:
    """Add the chart; a text whose picture cannot be drawn is still worth reading."""
    try:
        picture = await asyncio.to_thread(draw, card, locale)
    except Exception as error:
        log.error("The picture of a %s cannot be drawn: %s", type(card).__name__, brief(error))
        return reply
    return replace(reply, picture=picture)
