"""The queue of updates that wait for the bot: offsets, limits, long polls, who polls."""

import asyncio
from collections import deque
from collections.abc import Collection
from itertools import islice

from bot.sandbox.errors import Refused, polled_elsewhere
from bot.sandbox.values import Json

# The Bot API's description of allowed_updates: an empty list means all kinds but these.
QUIET_KINDS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MOST_AT_ONCE = 100


class UpdateQueue:
    """Updates in order until the bot confirms them; the newest poll ends the one before it."""

    def __init__(self, first_id: int = 1) -> None:
        self._pending: deque[Json] = deque()
        self._next_id = first_id
        self._allowed: frozenset[str] | None = None
        self._changed = asyncio.Event()
        self._poll = 0
        self._ended: Refused | None = None

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def allowed(self) -> list[str]:
        """The kinds asked for, sorted; empty where the bot has left it at the default."""
        return sorted(self._allowed or ())

    def allow(self, kinds: Collection[str]) -> None:
        """Let in only *kinds* from now on; none named means the default."""
        self._allowed = frozenset(kinds) or None

    def put(self, kind: str, payload: Json) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        wanted = kind not in QUIET_KINDS if self._allowed is None else kind in self._allowed
        if wanted:
            self.put_raw({kind: payload})

    def put_raw(self, update: Json) -> None:
        """Queue *update* whatever it is; it gets an update_id where it brings none."""
        if "update_id" not in update:
            update = {"update_id": self._next_id} | update
        self._next_id = max(self._next_id, int(update["update_id"])) + 1
        self._pending.append(update)
        self._wake()

    def first(self) -> Json | None:
        """The oldest update that waits."""
        return self._pending[0] if self._pending else None

    def confirm(self, offset: int) -> None:
        """Forget what comes before *offset*; a negative one keeps that many of the newest."""
        if offset < 0:
            for _ in range(max(0, len(self._pending) + offset)):
                self._pending.popleft()
            return
        while self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()

    def clear(self) -> None:
        """Forget everything that waits."""
        self._pending.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Wait up to *seconds* for updates; raise Refused (409) when another poll comes."""
        self._poll += 1
        mine = self._poll
        self._ended = None
        self._wake()
        self.confirm(offset)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not self._pending and (left := deadline - loop.time()) > 0:
            await self._wait(left)
            if self._poll != mine:
                raise polled_elsewhere()
            if self._ended:
                raise self._ended
        return list(islice(self._pending, limit))

    async def arrival(self) -> Json:
        """Wait for the oldest update that waits (for webhooks)."""
        while not self._pending:
            await self._wait(None)
        return self._pending[0]

    def end_polls(self, refusal: Refused) -> None:
        """End a running poll with *refusal*."""
        self._ended = refusal
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _wait(self, seconds: float | None) -> None:
        changed = self._changed
        try:
            async with asyncio.timeout(seconds):
                await changed.wait()
        except TimeoutError:
            return
