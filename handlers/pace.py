"""How fast messages may leave: Telegram's limits over all chats and per group."""

import asyncio
import math
from collections import defaultdict, deque

GROUP_MESSAGES = 18  # a group takes 20 in a minute
GROUP_SECONDS = 60.0
# So many messages as may leave in a second are spread over this long: what leaves evenly arrives
# less so, and no second must see more than the limit.
WINDOW = 1.02
CATCH_UP = 0.05  # seconds of lateness that those who waited may make good
Turn = asyncio.Future[None]


class Pace:
    """Hands out the moments at which one message may leave; who is waited for goes first."""

    def __init__(self, per_second: float) -> None:
        self._gap = WINDOW / per_second
        self._left: deque[float] = deque(maxlen=math.ceil(per_second))  # the last ones, when
        self._next = 0.0
        self._held = 0.0
        self._direct: deque[Turn] = deque()
        self._others: deque[Turn] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._sent: defaultdict[int, deque[float]] = defaultdict(deque)

    @property
    def held(self) -> float:
        """The seconds for which nothing may leave; 0 where something may."""
        return max(0.0, self._held - asyncio.get_running_loop().time())

    async def turn(self, *, direct: bool = False) -> None:
        """Wait until one more message may leave; a *direct* one waits for other direct ones only.

        Raises Held where a hold comes meanwhile and the message is not direct.
        """
        loop = asyncio.get_running_loop()
        if not self._timer:  # nobody waits: what was not used is not made good
            self._next = max(self._next, loop.time())
        lane = self._direct if direct else self._others
        lane.append(turn := loop.create_future())
        self._look()
        await turn
        while self._held > loop.time():  # it came at the very moment of the turn
            if not direct:
                raise Held
            lane.appendleft(turn := loop.create_future())
            self._look()
            await turn

    def hold(self, seconds: float) -> None:
        """Let nothing leave for *seconds*, and send those away who are not waited for."""
        self._held = max(self._held, asyncio.get_running_loop().time() + seconds)
        self._next = max(self._next, self._held)
        while self._others:
            if not (turn := self._others.popleft()).done():
                turn.set_exception(Held())

    def spent(self) -> None:
        """Begin as if the last second was used up: by the process before this one."""
        now = asyncio.get_running_loop().time()
        self._next = max(self._next, now + WINDOW)

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

    def _look(self) -> None:
        """Let the next one leave when it may."""
        if self._timer or not (self._direct or self._others):
            return
        at = max(self._next, self._held)
        if len(self._left) == self._left.maxlen:
            at = max(at, self._left[0] + WINDOW)
        self._timer = asyncio.get_running_loop().call_at(at, self._release)

    def _release(self) -> None:
        now, self._timer = asyncio.get_running_loop().time(), None
        if now >= self._held and (turn := self._first()):
            self._left.append(now)
            self._next = max(self._next, now - CATCH_UP) + self._gap
            turn.set_result(None)
        self._look()

    def _first(self) -> Turn | None:
        """Take who is next; those who gave up are passed over."""
        for lane in (self._direct, self._others):
            while lane:
                if not (turn := lane.popleft()).done():
                    return turn
        return None


class Held(Exception):
    """Telegram asked for silence while a message waited for its turn: it comes later."""
