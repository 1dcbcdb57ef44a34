"""Runs broadcasts: each begins at its time, goes on after a crash, and is shown as it goes."""

import asyncio
import logging
from datetime import datetime

from sqlmodel import Session

from bot.context import Runtime
from bot.models import utcnow
from bot.services.broadcasts import progress, running
from handlers.errors import brief

log = logging.getLogger(__name__)

LOOK = 60.0  # seconds between two looks while nothing runs and nobody calls
LOOK_RUNNING = 1.0  # likewise, while something does
REST = 0.25  # seconds after a look for which calls are collected
BREATH = 0.01  # seconds for others between two portions of recipients


async def keep(runtime: Runtime) -> None:
    """Run what is due until the program ends; whatever is done for somebody calls."""
    while True:
        runtime.broadcasts.clear()
        try:
            pause = await look(runtime, utcnow())
        except Exception as error:
            log.error("Broadcasts wait: %s", brief(error))
            pause = LOOK_RUNNING
        await asyncio.sleep(REST)
        try:
            async with asyncio.timeout(max(0.0, pause - REST)):
                await runtime.broadcasts.wait()
        except TimeoutError:
            continue


async def look(runtime: Runtime, now: datetime) -> float:
    """Do what is due; return the seconds until it is worth looking again."""
    over = runtime.settings.broadcast_confirm_over
    while await runtime.look(running.list_some, now, over):
        runtime.owed.set()
        await asyncio.sleep(BREATH)
    if await runtime.look(running.finish, now):
        runtime.owed.set()
    goes_on, begins = await runtime.look(_shown, now)
    runtime.owed.set()
    if goes_on:
        return LOOK_RUNNING
    return min(LOOK, max(0.0, (begins - now).total_seconds())) if begins else LOOK


def _shown(session: Session, now: datetime) -> tuple[bool, datetime | None]:
    return progress.show(session, now), running.next_begin(session)
