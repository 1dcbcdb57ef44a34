"""Things that go wrong between a bot and Telegram, switched on by tests."""

import math
import random
from collections import defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.errors import too_many


class FaultKind(StrEnum):
    """What can go wrong with one call."""

    DROP_BEFORE = "drop_before"  # the connection breaks and nothing has happened
    DROP_AFTER = "drop_after"  # it breaks although the call took effect
    SERVER_ERROR = "server_error"  # 500
    BAD_GATEWAY = "bad_gateway"  # 502, with a page of HTML as a proxy sends it
    SLOW = "slow"  # answered late, after *seconds*
    DUPLICATE = "duplicate"  # an update is delivered twice


@dataclass(slots=True)
class Fault:
    """One fault: for *method* or for all, *times* or without end, *seconds* late."""

    kind: FaultKind
    method: str | None = None
    times: int | None = None
    probability: float = 1.0
    seconds: float = 0.0
    chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """At most *messages* in any *seconds*."""

    messages: int
    seconds: float


class Faults:
    """The faults that are switched on; *seed* makes the chances repeat."""

    def __init__(self, *, seed: int = 0) -> None:
        self.outage = False
        self._faults: list[Fault] = []
        self._random = random.Random(seed)  # noqa: S311 - chances of a test, no secret
        self._per_chat: Rate | None = None
        self._overall: Rate | None = None
        self._sent: dict[int | None, deque[float]] = defaultdict(deque)

    def add(
        self,
        kind: FaultKind,
        method: str | None = None,
        *,
        times: int | None = None,
        probability: float = 1.0,
        seconds: float = 0.0,
        chat_id: int | None = None,
    ) -> Fault:
        """Switch a fault on; the first that fits a call is the one that happens."""
        fault = Fault(kind, method, times, probability, seconds, chat_id)
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Switch everything off."""
        self._faults.clear()
        self._sent.clear()
        self._per_chat = self._overall = None
        self.outage = False

    def reseed(self, seed: int) -> None:
        """Start the chances again from *seed*."""
        self._random.seed(seed)

    def flood_limits(self, *, per_chat: Rate | None = None, overall: Rate | None = None) -> None:
        """Refuse messages above these rates with 429."""
        self._per_chat, self._overall = per_chat, overall
        self._sent.clear()

    def strike(self, method: str, chat_id: int | None = None, *kinds: FaultKind) -> Fault | None:
        """Return the fault that happens to this call, and count it; only of *kinds* if named."""
        for fault in self._faults:
            if kinds and fault.kind not in kinds:
                continue
            if fault.times == 0 or fault.method not in {None, method}:
                continue
            if fault.chat_id not in {None, chat_id}:
                continue
            if self._random.random() >= fault.probability:
                continue
            if fault.times is not None:
                fault.times -= 1
            return fault
        return None

    def count_message(self, chat_id: int, now: float) -> None:
        """Count a message sent at *now*; raise Refused (429) where it is one too many."""
        limits = ((chat_id, self._per_chat), (None, self._overall))
        for key, rate in limits:
            if rate is None:
                continue
            times = self._sent[key]
            while times and times[0] <= now - rate.seconds:
                times.popleft()
            if len(times) >= rate.messages:
                raise too_many(math.ceil(times[0] + rate.seconds - now))
        for key, rate in limits:
            if rate is not None:
                self._sent[key].append(now)
