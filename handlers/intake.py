"""The durable update queue: an update is in the store before Telegram is told that we have it.

put     commits the raw update, then queues it; raises NetworkError where the store refuses
get     hands out: one update per sender at a time, senders in turn, at most *workers* at once
Turns   counts a try, runs the handlers, marks the update done, due again, or parked
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import NetworkError
from telegram.ext import ExtBot

from bot.store import updates
from bot.store.database import Store
from handlers.capture import captured
from handlers.errors import brief

log = logging.getLogger(__name__)

MINUTE = 60.0  # seconds
ROOM = 5_000  # updates kept in memory; beyond that Telegram keeps them until there is room


def sender_of(update: Update) -> int:
    """Return whose order *update* keeps: the user, else the chat, else 0."""
    if update.effective_user:
        return update.effective_user.id
    return update.effective_chat.id if update.effective_chat else 0


class Throttle:
    """Counts the posts that are read within a minute."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._taken: deque[float] = deque()

    def room(self) -> int | None:
        """Return how many may be read now; None where there is no limit."""
        if not self.per_minute:
            return None
        now = asyncio.get_running_loop().time()
        while self._taken and self._taken[0] <= now - MINUTE:
            self._taken.popleft()
        return max(0, self.per_minute - len(self._taken))

    def take(self) -> bool:
        """Count one more, and say whether it may be read now."""
        if (room := self.room()) is None:
            return True
        if room:
            self._taken.append(asyncio.get_running_loop().time())
        return room > 0

    def give_back(self) -> None:
        """Count one less: it was not read."""
        if self._taken:
            self._taken.pop()


class Intake(asyncio.Queue[object]):
    """The updater's queue over the store's inbox."""

    def __init__(self, store: Store, *, workers: int, per_minute: int = 0) -> None:
        super().__init__()
        self.throttle = Throttle(per_minute)
        self.later: set[int] = set()  # updates that are to be kept for later once handled
        self.back: set[int] = set()  # updates that were kept for later, and are in line again
        self._store = store
        self._workers = workers
        self._lines: dict[int, deque[Update]] = {}  # what waits, by sender
        self._ready: deque[int] = deque()  # senders with something to hand out, in turn
        self._held: set[int] = set()  # senders with an update running or waiting for a retry
        self._running: dict[int, int] = {}  # update id -> sender
        self._known: set[int] = set()
        self._suspects: deque[Update] = deque()  # in flight when the last process ended
        self._alone = False
        self._stop: object | None = None
        self._changed = asyncio.Event()

    @property
    def stopping(self) -> bool:
        """Say whether nothing more is handed out."""
        return self._stop is not None

    async def load(self, bot: ExtBot[Any]) -> None:
        """Queue what an earlier process left undone: first, one by one, what it was busy with."""
        for row in await self._store.call(updates.waiting):
            if row.update_id in self._known:
                continue
            try:
                update = Update.de_json(row.raw, bot)
            except Exception as error:  # kept by another version of the library
                reason = f"unreadable: {type(error).__name__}"
                await self._store.call(updates.park, row.update_id, row.raw, reason)
                continue
            self._enqueue(update, suspect=row.tries > 0)

    async def put(self, item: object) -> None:
        """Keep an update; a storage error becomes NetworkError, so that it is delivered again."""
        if not isinstance(item, Update):
            self._stop = item
            self._notify()
            return
        try:
            fresh = await self._keep(item)
        except Exception as error:  # anything but a TelegramError would end the polling silently
            raise NetworkError(f"An update could not be kept: {brief(error)}") from None
        if fresh and item.update_id not in self._known:
            self._enqueue(item)
        await self._until(lambda: len(self._known) < ROOM or self.stopping)

    async def get(self) -> object:
        """Wait for the next update whose turn it is, or for the signal to stop."""
        await self._until(lambda: self.stopping or self._free())
        return self._stop if self._stop is not None else self._next()

    def release(self, update: Update, *, again: float | None = None) -> None:
        """End the turn of *update*; it is next in its line once more *again* seconds later."""
        sender = self._running.pop(update.update_id)
        self._alone = False
        if again is None:
            self._known.discard(update.update_id)
            self.back.discard(update.update_id)
            self._free_line(sender)
        else:
            self._lines.setdefault(sender, deque()).appendleft(update)
            asyncio.get_running_loop().call_later(again, self._free_line, sender)
        self._notify()

    async def bring_back(self, update: Update) -> None:
        """Put an update that was kept for later in its sender's line."""
        number = update.update_id
        await self._until(lambda: number not in self._running or self.stopping)
        if not self.stopping and number not in self._known:
            self.back.add(number)
            self._enqueue(update)

    async def turned(self, seconds: float) -> None:
        """Wait until some turn ends, or so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()

    async def follower(self, update: Update, seconds: float) -> Update | None:
        """Wait for the next update of the same sender; leave it in its place."""
        sender = sender_of(update)
        try:
            async with asyncio.timeout(seconds):
                await self._until(lambda: bool(self._lines.get(sender)))
        except TimeoutError:
            return None
        return self._lines[sender][0]

    async def join(self) -> None:
        """Wait for what is running only: the rest is in the store."""
        await self._until(lambda: not self._running)

    def task_done(self) -> None:
        """Do nothing: a turn ends with release()."""

    def qsize(self) -> int:
        """Return how many updates wait."""
        return len(self._known) - len(self._running)

    def empty(self) -> bool:
        """Say whether there is nothing to drop at the end: what waits stays in the store."""
        return self.stopping or not self.qsize()

    def put_nowait(self, item: object) -> None:
        """Refuse: an update is kept before it is queued."""
        raise RuntimeError("await put() instead: an update is kept before it is queued")

    def get_nowait(self) -> object:
        """Refuse: updates are handed out in turn."""
        raise asyncio.QueueEmpty

    async def _keep(self, update: Update) -> bool:
        sender = sender_of(update)
        if broken := captured(update):
            raw, reason = broken
            log.error("Update %s cannot be read (%s); parked", update.update_id, reason)
            await self._store.call(updates.park, update.update_id, raw, f"unreadable: {reason}")
            return False
        if await self._store.call(updates.keep, update.update_id, sender, update.to_dict()):
            return True
        if update.update_id in self._known:
            return False
        # Delivered again. If its commit went through although put() was told otherwise, it
        # waits in the store and in no line yet.
        rows = await self._store.call(updates.waiting)
        return any(row.update_id == update.update_id for row in rows)

    def _enqueue(self, update: Update, *, suspect: bool = False) -> None:
        self._known.add(update.update_id)
        if suspect:
            self._suspects.append(update)
        else:
            sender = sender_of(update)
            self._lines.setdefault(sender, deque()).append(update)
            if sender not in self._held and sender not in self._ready:
                self._ready.append(sender)
        self._notify()

    def _free(self) -> bool:
        if self._suspects or self._alone:
            return not self._running
        return bool(self._ready) and len(self._running) < self._workers

    def _next(self) -> Update:
        if self._suspects:
            update = self._suspects.popleft()
            self._alone = True
        else:
            update = self._lines[self._ready.popleft()].popleft()
        sender = sender_of(update)
        self._held.add(sender)
        if sender in self._ready:
            self._ready.remove(sender)
        self._running[update.update_id] = sender
        return update

    def _free_line(self, sender: int) -> None:
        self._held.discard(sender)
        if self._lines.get(sender):
            self._ready.append(sender)
        else:
            self._lines.pop(sender, None)
        self._notify()

    def _notify(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _until(self, ready: Callable[[], bool]) -> None:
        while not ready():
            await self._changed.wait()
