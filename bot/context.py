"""What every handler is given: settings, the store in one call, the decision on a post."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar, cast

from sqlmodel import Session
from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from bot.config import Settings
from bot.encoder import NONE
from bot.gathering import Gathering
from bot.indexing import Indexing
from bot.matching import Decision, decide
from bot.services import encoding
from bot.services.values import Incoming
from bot.store.database import Store

P = ParamSpec("P")
T = TypeVar("T")
CacheKey: TypeAlias = tuple[int, str, tuple[str, ...], date | None]

CACHED_DECISIONS = 2_000
RUNTIME = "runtime"  # its key in the application's bot_data


class Runtime:
    """What one running program shares between its handlers, its jobs and its pump."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store
        self.owed = asyncio.Event()  # set when something may have been owed
        self.roles = asyncio.Event()  # set when somebody's menu may have to change
        self.broadcasts = asyncio.Event()  # set when one of them may begin, or has changed
        self.moved = asyncio.Event()  # set when posts that wait are to be decided again
        self.failures: dict[int, BaseException] = {}  # of updates, by id, until they are settled
        self._background: set[asyncio.Task[None]] = set()
        find = partial(encoding.find, settings.encoder)
        self.indexing = Indexing(
            store,
            None if settings.encoder == NONE else find,
            precision=float(settings.precision),
        )
        self.gathering = Gathering(store, self.indexing)
        self._decisions: OrderedDict[CacheKey, Decision] = OrderedDict()

    async def call(
        self, service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run *service* in one transaction, then let the pump look for what it owes."""
        result = await self.look(service, *args, **kwargs)
        self.owed.set()
        self.broadcasts.set()
        return result

    async def look(
        self, service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run *service*, which owes nothing to anybody, in one transaction."""
        return await self.store.call(service, *args, **kwargs)

    async def read(
        self, service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run *service*, which writes nothing and may take long, beside those who write."""
        return await asyncio.to_thread(partial(self.store.read, service, *args, **kwargs))

    def decide(self, incoming: Incoming) -> tuple[Decision, int]:
        """Decide on a post, with the version decided at; for worker threads.

        The same words at the same version cost a lookup: what spreads comes many times.
        """
        index, version = self.indexing.index(hasty=True)
        day = day_of(incoming.posted_at)
        key = (version, incoming.text, incoming.urls, day)
        known = self._decisions.get(key)
        if known is None:
            known = decide(incoming.text, index, urls=incoming.urls, posted_at=day)
        self._decisions[key] = known
        while len(self._decisions) > CACHED_DECISIONS:
            self._decisions.popitem(last=False)
        return known, version

    async def warm_up(self) -> None:
        """Read what the first decision needs, so that the first reader does not wait for it.

        Then load the encoder and make the vectors that are missing, which nobody waits for.
        """
        index, _ = await asyncio.to_thread(self.indexing.index)
        await asyncio.to_thread(decide, "Some words to read the language of.", index)
        await asyncio.to_thread(self.indexing.load)
        await asyncio.to_thread(self.indexing.study)

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start something that nobody has to wait for; it ends with the program."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    async def stop(self) -> None:
        """End what was spawned."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await asyncio.to_thread(self.gathering.end)
        await asyncio.to_thread(self.indexing.end)


def day_of(moment: datetime | None) -> date | None:
    """Return the day, in UTC, on which something was posted."""
    return moment.astimezone(UTC).date() if moment else None


Data: TypeAlias = dict[Any, Any]  # what the library would keep in memory; we keep nothing there


class Context(CallbackContext[ExtBot[None], Data, Data, Data]):
    """A handler's context; all that is shared is in its runtime."""

    @property
    def runtime(self) -> Runtime:
        """What the program shares."""
        return cast(Runtime, self.bot_data[RUNTIME])

    @property
    def settings(self) -> Settings:
        """The settings, as read at start."""
        return self.runtime.settings

    async def call(
        self, service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run *service* in one transaction, then let the pump look for what it owes."""
        return await self.runtime.call(service, *args, **kwargs)

    async def look(
        self, service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run *service*, which owes nothing to anybody, in one transaction."""
        return await self.runtime.look(service, *args, **kwargs)

    async def decide(self, incoming: Incoming) -> tuple[Decision, int]:
        """Decide on a post in a worker thread, outside any transaction."""
        return await asyncio.to_thread(self.runtime.decide, incoming)


App: TypeAlias = Application[
    ExtBot[None],
    Context,
    Data,
    Data,
    Data,
    JobQueue[CallbackContext[ExtBot[None], Data, Data, Data]],
]
