"""One update's turn: count a try, run the handlers, then done, due again, or parked."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.context import Runtime
from bot.models import utcnow
from bot.services.order import bans
from bot.services.order.bans import Visit
from bot.store import updates
from bot.store.database import explain
from handlers import gate
from handlers.errors import brief
from handlers.intake import Intake

log = logging.getLogger(__name__)

MAX_TRIES = 10  # three are too few under repeated kills; ten were enough
PAUSE = 1.0  # seconds between two attempts to reach the store
FIRST_RETRY = 0.2  # seconds before an update that failed is tried again; doubles up to LAST_RETRY
LAST_RETRY = 5.0


class Turns(BaseUpdateProcessor):
    """Runs the handlers of one update and settles it in the store."""

    def __init__(self, intake: Intake, runtime: Runtime) -> None:
        super().__init__(runtime.settings.workers)
        self._intake = intake
        self._store = runtime.store
        self._failures = runtime.failures
        self._owed = runtime.owed

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Count a try, handle, settle; only this ends the update's turn."""
        if not isinstance(update, Update):
            await coroutine
            return
        again: float | None = None
        try:
            again = await self._handle(update, coroutine)
        finally:
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # where the handlers were never reached
            self._intake.release(update, again=again)

    async def _handle(self, update: Update, coroutine: Awaitable[Any]) -> float | None:
        number = update.update_id
        begun = await self._settle(_begin, number, gate.visit(update))
        if begun is None:
            return None
        tries, turned_away = begun
        if not tries:
            return None  # its sender was forgotten while it waited
        if tries > MAX_TRIES:
            self._failures[number] = RuntimeError("the process ended at each try")
        elif turned_away:
            self._owed.set()
            await gate.quiet(update)
        else:
            await coroutine
        error = self._failures.pop(number, None)
        if number in self._intake.later:
            self._intake.later.discard(number)
            if error is None:
                await self._settle(updates.hold, number)
                return None
        if error is None:
            await self._settle(updates.done, number)
            return None
        parked = await self._settle(updates.failed, number, brief(error), MAX_TRIES)
        if parked:
            log.error("Update %s is parked after %s tries: %s", number, tries, brief(error))
        return min(LAST_RETRY, FIRST_RETRY * 2 ** (tries - 1)) if parked is False else None

    async def _settle(self, function: Callable[..., Any], *args: object) -> Any:
        """Write to the store, however long it refuses; None once the program is to stop."""
        complained = False
        while True:
            try:
                return await self._store.call(function, *args)
            except SQLAlchemyError as error:
                if not complained:
                    log.error("Waiting for the store: %s", explain(error))
                complained = True
            if self._intake.stopping:
                return None
            await asyncio.sleep(PAUSE)


def _begin(session: Session, number: int, visit: Visit | None) -> tuple[int, bool]:
    """Count a try, and say whether its sender is turned away."""
    tries = updates.started(session, number)
    return tries, bool(tries and visit and bans.turned_away(session, visit, utcnow()))
