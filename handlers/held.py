"""Brings back what was kept for later, and wakes the pump when somebody else lets it go on."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from telegram import Update
from telegram.ext import ExtBot

from bot.context import Runtime
from bot.models import Received, utcnow
from bot.services.order import admission, pausing
from bot.store import updates
from handlers.errors import brief
from handlers.intake import Intake

log = logging.getLogger(__name__)

PAUSE = 0.1  # seconds between two looks at least
LOOK_AGAIN = 1.0  # seconds after which the store is asked: the command line resumes, too
AT_ONCE = 200  # updates that are brought back into the lines at most
EACH = 50  # of these, of one sender
FEW = 25  # as long as more of them wait for their turn, no others are brought back


async def keep(runtime: Runtime, intake: Intake, bot: ExtBot[Any]) -> None:
    """Bring back what may go on, in each sender's order and all senders in turn, until the end."""
    before: object = None
    rounds = Rounds()
    while True:
        try:
            paused = await runtime.look(pausing.paused_now)
            if paused != before:
                runtime.owed.set()
                await runtime.look(pausing.settle, utcnow())
            before = paused
            if len(intake.back) <= FEW:
                await _bring_back(runtime, intake, rounds, bot)
        except Exception as error:  # it must outlive whatever the store does
            log.error("What is kept for later waits: %s", brief(error))
        await asyncio.sleep(PAUSE)
        await intake.turned(LOOK_AGAIN - PAUSE)


async def _bring_back(
    runtime: Runtime, intake: Intake, rounds: "Rounds", bot: ExtBot[Any]
) -> None:
    room = intake.throttle.room()
    if room == 0:
        return
    known = frozenset(intake.back)
    found = await runtime.look(admission.due, known, limit=AT_ONCE, each=EACH)
    for row in rounds.choose(found, AT_ONCE if room is None else room):
        try:
            update = Update.de_json(row.raw, bot)
        except Exception as error:  # kept by another version of the library
            reason = f"unreadable: {type(error).__name__}"
            await runtime.look(updates.park, row.update_id, row.raw, reason)
            continue
        intake.throttle.take()
        await intake.bring_back(update)


class Rounds:
    """Lets senders take turns, however few updates come back at a time.

    In each round everybody who waits has one; who comes to wait is in the next round.
    """

    def __init__(self) -> None:
        self._round = 0
        self._next: dict[int, int] = {}  # the round in which a sender is next

    def choose(self, found: Sequence[Received], room: int) -> list[Received]:
        """Choose from what waits, of which each sender's stands in its order."""
        waiting = {row.sender for row in found}
        self._next = {one: self._next.get(one, self._round + 1) for one in waiting}
        places, rows = dict(self._next), []
        for row in found:
            rows.append((places[row.sender], row.update_id, row))
            places[row.sender] += 1
        chosen = sorted(rows, key=lambda one: one[:2])[:room]
        for place, _, row in chosen:
            self._round, self._next[row.sender] = place, place + 1
        return [row for _, _, row in chosen]
