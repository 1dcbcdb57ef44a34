"""The pump, the one place that sends: it takes what the store owes and settles it there."""

import asyncio
import logging
import math
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from telegram.ext import ExtBot

from bot.context import Context, Runtime
from bot.models import utcnow
from bot.services import outbox
from bot.services.broadcasts.values import BroadcastMessage
from bot.services.values import Answered, NotAClaim, Parcel, Related, Unchecked
from bot.store.database import explain
from handlers import sending
from handlers.errors import brief
from handlers.pace import Held, Pace
from handlers.patience import Patience
from handlers.wording import word

log = logging.getLogger(__name__)

PUMP = "pump"  # its key in the application's bot_data
AT_ONCE = 32  # messages under way to different chats
KEPT_FREE = 8  # of these for replies
AHEAD = 0.15  # seconds before its turn that what nobody waits for is taken: a crash then leaves it
PAUSE = 1.0  # seconds between two attempts to reach the store
LOOK_AGAIN = 60.0  # seconds after which the store is asked even if nothing called
GRACE = 10.0  # seconds that a stop gives the messages under way
LONGEST_BACKOFF = 60


class Pump:
    """Sends what is owed, never two messages at once to one chat."""

    def __init__(self, runtime: Runtime, bot: ExtBot[None]) -> None:
        self._runtime = runtime
        self._bot = bot
        self._pace = Pace(runtime.settings.messages_per_second)
        self.patience = Patience(runtime, bot, self._pace)
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._ahead = math.ceil(AHEAD * runtime.settings.messages_per_second)
        self._waiting: set[int] = set()  # notices that are no replies, until they leave
        self._stopping = False
        self._complained = False
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take back what an earlier process was sending, then begin."""
        if await self._settle(outbox.recover):
            self._pace.spent()
        self._task = asyncio.create_task(self._run(), name="pump")

    async def stop(self) -> None:
        """Take nothing more, and give what is under way a little time."""
        self._stopping = True
        self._runtime.owed.set()
        if self._task:
            await self._task
        self.patience.stop()
        if tasks := list(self._busy.values()):
            _, late = await asyncio.wait(tasks, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self) -> None:
        while not self._stopping:
            self._runtime.owed.clear()
            pause = await self._round()
            try:
                async with asyncio.timeout(pause):
                    await self._runtime.owed.wait()
            except TimeoutError:
                continue

    async def _round(self) -> float:
        """Start what can be sent now; return the seconds until it is worth looking again."""
        free = AT_ONCE - len(self._busy)
        if free <= 0:
            return LOOK_AGAIN
        now, others = utcnow(), self._room(free)
        try:
            parcels, due = await self._runtime.look(
                _take, now, free, others, frozenset(self._busy)
            )
        except Exception as error:  # the pump must outlive whatever the store does
            self._complain(error)
            return PAUSE
        self._complained = False
        for parcel in parcels:
            task = asyncio.create_task(self._deliver(parcel), name=f"notice {parcel.notice_id}")
            self._busy[parcel.chat_id] = task
            if not parcel.direct:
                self._waiting.add(parcel.notice_id)
        if due is None:
            return LOOK_AGAIN
        # Due already, and not taken: its chat is busy, and calls when it is not, or there is a
        # hold.
        return min(LOOK_AGAIN, (due - now).total_seconds()) if due > now else self._pause()

    def _room(self, free: int) -> int:
        """Return how many others than replies to take: what leaves soon, some at a time."""
        if self._pace.held or 2 * len(self._waiting) > self._ahead:
            return 0
        return max(0, min(free - KEPT_FREE, self._ahead - len(self._waiting)))

    def _pause(self) -> float:
        return min(PAUSE, self._pace.held or PAUSE)

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            await self._settled(parcel, await self._send(parcel))
        except Held:
            await self._settle(outbox.put_back, parcel.notice_id)
        except Exception as error:
            log.exception("Notice %s: %s", parcel.notice_id, brief(error), exc_info=False)
        finally:
            self._busy.pop(parcel.chat_id, None)
            self._leaves(parcel)
            if not isinstance(parcel.message, BroadcastMessage):  # what follows in its chat waits
                self._runtime.owed.set()

    async def _send(self, parcel: Parcel) -> sending.Sent:
        try:
            reply = await word(self._runtime, parcel, self._bot.username)
        except Exception as error:  # a text that cannot be made must not stop the others
            log.error("Notice %s cannot be worded: %s", parcel.notice_id, brief(error))
            return sending.Refused(f"cannot be worded: {brief(error)}")
        if pause := self._pace.group_wait(parcel.chat_id):
            self._leaves(parcel)  # others need not wait for it
            await asyncio.sleep(pause)
        first = True

        async def turn() -> None:
            nonlocal first
            await self._pace.turn(direct=parcel.direct or not first)
            first = False
            self._leaves(parcel)

        return await sending.send(self._bot, parcel, reply, turn)

    def _leaves(self, parcel: Parcel) -> None:
        """Make room for the next ones."""
        if parcel.notice_id in self._waiting:
            self._waiting.remove(parcel.notice_id)
            if 2 * len(self._waiting) <= self._ahead:
                self._runtime.owed.set()

    async def _settled(self, parcel: Parcel, sent: sending.Sent) -> None:
        """Write down what became of a message."""
        notice, now = parcel.notice_id, utcnow()
        match sent:
            case sending.Delivered(message_id):
                await self._settle(outbox.delivered, notice, message_id, now)
            case sending.Later(words):
                await self._settle(outbox.retry, notice, now + backoff(parcel.tries), words)
            case sending.Flooded(words, after):
                log.warning("Telegram asks for silence: %s s", after.total_seconds())
                self._pace.hold(after.total_seconds())
                await self._settle(outbox.retry, notice, now + after, words)
            case sending.Migrated(chat_id):
                await self._settle(outbox.moved_chat, parcel.chat_id, chat_id)
                await self._settle(outbox.retry, notice, now, "moved to a supergroup")
            case sending.Blocked():
                await self._settle(outbox.blocked, notice, now)
            case sending.Unsure(words):
                await self._settle(outbox.unsure, notice, words)
            case sending.Refused(words):
                log.error("Notice %s is refused", notice)
                await self._settle(outbox.failed, notice, words)
        if isinstance(parcel.message, Answered | Related | Unchecked | NotAClaim):
            await self.patience.end(parcel.chat_id)

    async def _settle(self, function: Callable[..., Any], *args: object) -> Any:
        """Write to the store, however long it refuses, until the program is to stop."""
        while True:
            try:
                return await self._runtime.look(function, *args)
            except SQLAlchemyError as error:
                self._complain(error)
            if self._stopping:
                return None
            await asyncio.sleep(PAUSE)

    def _complain(self, error: BaseException) -> None:
        if not self._complained:
            said = explain(error) if isinstance(error, SQLAlchemyError) else brief(error)
            log.error("What is owed waits: %s", said)
        self._complained = True


def pump_of(context: Context) -> Pump:
    """Return the pump of the running program."""
    return cast(Pump, context.bot_data[PUMP])


def backoff(tries: int) -> timedelta:
    """Return the pause after so many tries: 1 s, doubling to a minute."""
    return timedelta(seconds=min(LONGEST_BACKOFF, 2 ** min(tries - 1, 6)))


def _take(
    session: Session, now: datetime, limit: int, others: int, busy: Collection[int]
) -> tuple[list[Parcel], datetime | None]:
    parcels = outbox.claim(session, now=now, limit=limit, others=others, busy=busy)
    return parcels, outbox.next_due(session)
