"""Shows that an answer comes: "typing" at once, a line after 3 seconds, gone with the answer."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.context import Runtime
from bot.replies import say
from bot.services import outbox
from handlers.pace import Pace

SECONDS = 3.0


@dataclass(slots=True)
class Waiting:
    """A chat that waits for an answer."""

    task: asyncio.Task[None]
    submission: int | None = None  # once recorded
    writing: bool = False  # the line is on its way


class Patience:
    """What a chat sees until its answer comes; nothing of it is owed, so failures are let go."""

    def __init__(self, runtime: Runtime, bot: ExtBot[None], pace: Pace) -> None:
        self._runtime = runtime
        self._bot = bot
        self._pace = pace
        self._waiting: dict[int, Waiting] = {}
        self._lines: dict[int, int] = {}  # chat -> message id
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, chat_id: int, locale: str | None) -> None:
        """Show "typing", and a line where the answer takes long."""
        self._spawn(self._typing(chat_id))
        if chat_id not in self._waiting:
            self._waiting[chat_id] = Waiting(self._spawn(self._line(chat_id, locale)))

    def recorded(self, chat_id: int, submission: int) -> None:
        """Note what the chat waits for."""
        if waiting := self._waiting.get(chat_id):
            waiting.submission = submission

    async def end(self, chat_id: int) -> None:
        """Take the line away: the answer is there, or comes later than soon."""
        if waiting := self._waiting.pop(chat_id, None):
            if not waiting.writing:
                waiting.task.cancel()
            await asyncio.wait([waiting.task])  # a line on its way is seen through: then known
        if message_id := self._lines.pop(chat_id, None):
            with suppress(TelegramError):
                await self._bot.delete_message(chat_id, message_id)

    def stop(self) -> None:
        """Show nothing more."""
        for task in self._tasks:
            task.cancel()

    async def _typing(self, chat_id: int) -> None:
        with suppress(TelegramError):
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING)

    async def _line(self, chat_id: int, locale: str | None) -> None:
        await asyncio.sleep(SECONDS)
        waiting = self._waiting[chat_id]
        if waiting.submission and not await self._runtime.look(outbox.waits, waiting.submission):
            self._waiting.pop(chat_id, None)  # nothing was owed: an edit that changed nothing
            return
        waiting.writing = True
        await self._pace.turn(direct=True)
        with suppress(TelegramError):
            text = say("still_looking", locale or "")
            message = await self._bot.send_message(chat_id, text, disable_notification=True)
            self._lines[chat_id] = message.message_id

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
