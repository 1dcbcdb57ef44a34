"""How fast messages may leave: Telegram's limits over all chats and per group."""

import asyncio
from collections import defaultdict, deque

GROUP_MESSAGES = 18  # a group takes 20 in a minute
GROUP_SECONDS = 60.0


class Pace:
    """Hands out the moments at which one message may leave."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0
        self._held = 0.0
        self._sent: defaultdict[int, deque[float]] = defaultdict(deque)

    async def turn(self) -> None:
        """Wait until one more message may leave."""
        clock = asyncio.get_running_loop().time
        while True:
            now = clock()
            at = max(now, self._next)
            self._next = at + self._gap
            await asyncio.sleep(at - now)
            if clock() >= self._held:
                return

    def hold(self, seconds: float) -> None:
        """Let nothing leave for *seconds*."""
        self._held = max(self._held, asyncio.get_running_loop().time() + seconds)
        self._next = max(self._next, self._held)

    def group_wait(self, chat_id: int) -> float:
        """Count a message to *chat_id* and return the seconds it has to wait; 0 for persons."""
        if chat_id > 0:
            return 0.0
        now = asyncio.get_running_loop().time()
        times = self._sent[chat_id]
        while times and times[0] <= now - GROUP_SECONDS:
            times.popleft()
        at = now if len(times) < GROUP_MESSAGES else times[-GROUP_MESSAGES] + GROUP_SECONDS
        times.append(at)
        return at - now
