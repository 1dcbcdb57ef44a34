"""A crowd of subscribers in the sandbox and the store, and what each got of a broadcast."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import (
    Broadcast,
    BroadcastState,
    Notice,
    NoticeState,
    Person,
    Role,
    Subscription,
)
from bot.sandbox.faults import FaultKind
from bot.sandbox.values import Person as Account
from bot.sandbox.world import World
from bot.store.database import Store

ADMIN = 900_001
FIRST = 50_000_001
MESSAGES = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText")


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who subscribed, and who of them has blocked the bot."""

    world: World
    store: Store
    admin: Account
    people: tuple[int, ...]
    blocked: frozenset[int]

    def copies(self, number: int) -> dict[int, int]:
        """Count what each of them has in their chat of the bot."""
        return {one: len(self.world.history(one)) for one in self.people}

    def states(self, number: int) -> dict[int, NoticeState]:
        """Return how the store has it, by person."""
        query = select(Notice.chat_id, Notice.state).where(Notice.broadcast_id == number)
        rows = self.store.read(lambda session: session.exec(query).all())
        return {chat: NoticeState(state) for chat, state in rows}

    def card(self) -> str:
        """Return the words of the admin's card as they are now; none before it is there."""
        shown = [one["text"] for one in self.world.history(self.admin.id) if "▰" in one["text"]]
        shown += [one["text"] for one in self.world.history(self.admin.id) if "▱" in one["text"]]
        return str(shown[-1]) if shown else ""


def gather(
    world: World, store: Store, count: int, *, blocked: float, chance: random.Random
) -> Crowd:
    """Let so many people subscribe, of whom a share then blocks the bot; and let an admin be."""
    ids = tuple(range(FIRST, FIRST + count))
    gone = frozenset(chance.sample(ids, round(blocked * count)))
    for one in ids:
        account = world.add_user(f"Subscriber {one - FIRST}", user_id=one)
        account.started, account.blocked = True, one in gone
    admin = world.add_user("Admin", user_id=ADMIN)
    admin.started = True
    store.read(_subscribe, ids)
    return Crowd(world, store, admin, ids, gone)


def _subscribe(session: Session, ids: Iterable[int]) -> None:
    session.add(Person(id=ADMIN, role=Role.ADMIN))
    session.flush()
    connection = session.connection()
    connection.execute(sa.insert(Person), [Person(id=one).model_dump() for one in ids])
    rows = [Subscription(person_id=one).model_dump() for one in ids]
    connection.execute(sa.insert(Subscription), rows)


def schedule(session: Session, verdict_id: int, at: datetime) -> int:
    """Leave a broadcast as its author leaves it once it is confirmed."""
    row = Broadcast(
        state=BroadcastState.SCHEDULED, verdict_id=verdict_id, due_at=at, author_id=ADMIN
    )
    session.add(row)
    session.flush()
    return row.id or 0


def state(store: Store, number: int) -> BroadcastState:
    """Return where a broadcast stands."""
    query = select(Broadcast.state).where(Broadcast.id == number)
    return BroadcastState(store.read(lambda session: session.exec(query).one()))


def sent(store: Store, number: int) -> int:
    """Count what is settled of a broadcast."""
    done = col(Notice.state).in_(
        (NoticeState.SENT, NoticeState.BLOCKED, NoticeState.UNSURE, NoticeState.FAILED)
    )
    query = select(sa.func.count()).where(Notice.broadcast_id == number, done)
    return store.read(lambda session: session.exec(query).one())


def trouble(
    world: World, people: tuple[int, ...], chance: random.Random, *, lost: float, slow: float
) -> None:
    """Let the answer to a share of the messages be lost, and another come too late, once each."""
    drops, slows = round(lost * len(people)), round(slow * len(people))
    unlucky = chance.sample(people, drops + slows)
    for one in unlucky[:drops]:
        world.faults.add(FaultKind.DROP_AFTER, "sendMessage", times=1, chat_id=one)
    for one in unlucky[drops:]:
        world.faults.add(FaultKind.SLOW, "sendMessage", times=1, seconds=40, chat_id=one)


def fullest(world: World, seconds: float = 1.0) -> int:
    """Return how many messages were received in the fullest stretch of so many seconds."""
    times = sorted(one.received for one in world.calls if one.method in MESSAGES)
    return max(
        (bisect_left(times, start + seconds) - place for place, start in enumerate(times)),
        default=0,
    )


def judge(crowd: Crowd, number: int) -> Counter[str]:
    """Hold what each person got against what the store says, and count how it went."""
    copies, states, found = crowd.copies(number), crowd.states(number), Counter[str]()
    for one in crowd.people:
        known, got = states.get(one), copies[one]
        found[f"{known}"] += 1
        found["twice"] += got > 1
        found["lost"] += known is NoticeState.SENT and got != 1
        found["missing"] += known is None
        found["blocked wrongly"] += known is NoticeState.BLOCKED and one not in crowd.blocked
        found["unsure, arrived"] += known is NoticeState.UNSURE and got == 1
    return found
