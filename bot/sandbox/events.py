"""Tells whoever looks on (a live page, a test's reader) what happens in the sandbox."""

import asyncio
from collections.abc import AsyncIterator

from bot.sandbox.values import Event


class Events:
    """Hands each event to those who look at its chat, and to those who look at all chats."""

    def __init__(self) -> None:
        self._queues: dict[int | None, list[asyncio.Queue[Event | None]]] = {}

    def publish(self, event: Event) -> None:
        """Hand *event* to everybody who is looking."""
        for key in (None, event.chat_id):
            for queue in self._queues.get(key, ()):
                queue.put_nowait(event)

    def listen(self, chat_id: int | None = None) -> asyncio.Queue[Event | None]:
        """Return a queue that fills from now on; None in it means the end."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._queues.setdefault(chat_id, []).append(queue)
        return queue

    def leave(self, queue: asyncio.Queue[Event | None], chat_id: int | None = None) -> None:
        """Stop filling *queue*."""
        self._queues[chat_id].remove(queue)

    async def stream(self, chat_id: int | None = None) -> AsyncIterator[Event]:
        """Yield events from the first step on until the server stops."""
        queue = self.listen(chat_id)
        try:
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self.leave(queue, chat_id)

    def close(self) -> None:
        """End every stream."""
        for queues in self._queues.values():
            for queue in queues:
                queue.put_nowait(None)
