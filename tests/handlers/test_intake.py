"""The durable queue: kept before it is queued, handed out in turn, settled after it is handled."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from telegram import Chat, Message, Update, User
from telegram.error import NetworkError
from telegram.ext import ApplicationBuilder, ExtBot

from bot.config import Settings
from bot.context import Runtime
from bot.models import Received, UpdateState, utcnow
from bot.store import updates
from bot.store.database import Store
from handlers import intake as module
from handlers import turns
from handlers.intake import Intake
from handlers.turns import MAX_TRIES, Turns

Handler = Callable[[Update], Awaitable[None]]
STOP = object()


@pytest.fixture
def bot() -> ExtBot[None]:
    return ApplicationBuilder().token("1:a").build().bot


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "FIRST_RETRY", 0.001)
    monkeypatch.setattr(turns, "LAST_RETRY", 0.005)
    monkeypatch.setattr(turns, "PAUSE", 0.02)


def update(number: int, sender: int = 1, text: str = "words") -> Update:
    person = User(sender, "Somebody", is_bot=False)
    chat = Chat(sender, Chat.PRIVATE)
    return Update(number, Message(number, utcnow(), chat, from_user=person, text=text))


class Line:
    """A queue with its processor, driven as the application drives it."""

    def __init__(self, store: Store, bot: ExtBot[None], *, workers: int = 4) -> None:
        settings = Settings(_env_file=None, workers=workers)
        self.store = store
        self.bot = bot
        self.runtime = Runtime(settings, store)
        self.intake = Intake(store, workers=workers)
        self.turns = Turns(self.intake, self.runtime)
        self.tasks: set[asyncio.Task[None]] = set()

    async def drive(self, handler: Handler) -> None:
        while (item := await self.intake.get()) is not STOP:
            assert isinstance(item, Update)
            coroutine = self._handled(item, handler)
            self.tasks.add(asyncio.create_task(self.turns.process_update(item, coroutine)))

    async def through(self, handler: Handler, *, until: Callable[[], bool]) -> None:
        """Hand out to *handler* until the condition holds, then stop as the application does."""
        driving = asyncio.create_task(self.drive(handler))
        async with asyncio.timeout(10):
            while not until():  # noqa: ASYNC110 - nothing tells a test of each change
                await asyncio.sleep(0.005)
        await self.intake.put(STOP)
        await self.intake.join()
        await driving
        await asyncio.gather(*self.tasks)

    async def _handled(self, item: Update, handler: Handler) -> None:
        try:
            await handler(item)
        except ValueError as error:  # as the library does: swallowed, told to the error handlers
            self.runtime.failures[item.update_id] = error

    def states(self) -> dict[int, str]:
        with self.store.engine.connect() as connection:
            rows = connection.execute(sa.select(Received.update_id, Received.state))  # type: ignore[call-overload]
            return {number: str(state) for number, state in rows}


async def test_an_update_is_in_the_store_when_put_returns(store: Store, bot: ExtBot[None]) -> None:
    line = Line(store, bot)

    await line.intake.put(update(1))

    assert line.states() == {1: UpdateState.WAITING}


async def test_a_redelivered_update_is_handed_out_once(store: Store, bot: ExtBot[None]) -> None:
    line = Line(store, bot)
    seen: list[int] = []

    async def note(item: Update) -> None:
        seen.append(item.update_id)

    for number in (1, 1, 2, 1):
        await line.intake.put(update(number))
    await line.through(note, until=lambda: len(seen) >= 2)

    assert seen == [1, 2]
    assert line.states() == {1: UpdateState.DONE, 2: UpdateState.DONE}


async def test_a_store_that_refuses_makes_telegram_deliver_again(
    store: Store, bot: ExtBot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(store, bot)

    def refuses(*_: object) -> bool:
        raise sa.exc.OperationalError("INSERT secret words", {}, Exception("disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr(updates, "keep", refuses)
        with pytest.raises(NetworkError) as raised:
            await line.intake.put(update(1))
    assert "secret" not in str(raised.value)
    await line.intake.put(update(1))

    assert line.intake.qsize() == 1


async def test_a_commit_that_was_reported_as_failed_is_still_handed_out(
    store: Store, bot: ExtBot[None]
) -> None:
    line = Line(store, bot)
    store.transact(updates.keep, 1, 1, update(1).to_dict())  # what the broken put() left

    await line.intake.put(update(1))

    assert line.intake.qsize() == 1


async def test_a_start_hands_out_what_was_not_done(store: Store, bot: ExtBot[None]) -> None:
    before = Line(store, bot)
    for number in (1, 2, 3):
        await before.intake.put(update(number))
    store.transact(updates.done, 2)
    after = Line(store, bot)
    seen: list[int] = []

    async def note(item: Update) -> None:
        seen.append(item.update_id)

    await after.intake.load(bot)
    await after.through(note, until=lambda: len(seen) == 2)

    assert seen == [1, 3]


async def test_one_sender_is_served_in_order_and_several_at_once(
    store: Store, bot: ExtBot[None]
) -> None:
    line = Line(store, bot, workers=4)
    order: list[tuple[int, int]] = []
    running: set[int] = set()
    together = asyncio.Barrier(3)
    most = 0

    async def slowly(item: Update) -> None:
        nonlocal most
        sender = module.sender_of(item)
        assert sender not in running
        running.add(sender)
        most = max(most, len(running))
        if item.update_id <= 3:
            await together.wait()  # each sender's first goes on once all three are running
        await asyncio.sleep(0.001)
        running.discard(sender)
        order.append((sender, item.update_id))

    for number in range(12):
        await line.intake.put(update(number + 1, sender=number % 3 + 1))
    await line.through(slowly, until=lambda: len(order) == 12)

    assert most == 3
    for sender in (1, 2, 3):
        numbers = [number for who, number in order if who == sender]
        assert numbers == sorted(numbers)


async def test_no_more_are_handed_out_than_there_are_workers(
    store: Store, bot: ExtBot[None]
) -> None:
    line = Line(store, bot, workers=2)
    most = done = 0

    async def slowly(item: Update) -> None:
        nonlocal most, done
        most = max(most, len(line.intake._running))
        await asyncio.sleep(0.005)
        done += 1

    for number in range(1, 9):
        await line.intake.put(update(number, sender=number))
    await line.through(slowly, until=lambda: done == 8)

    assert most == 2


async def test_a_flood_does_not_keep_others_waiting(store: Store, bot: ExtBot[None]) -> None:
    line = Line(store, bot, workers=2)
    order: list[int] = []

    async def slowly(item: Update) -> None:
        await asyncio.sleep(0.001)
        order.append(module.sender_of(item))

    for number in range(1, 101):
        await line.intake.put(update(number, sender=1))
    for sender in (2, 3, 4):
        await line.intake.put(update(200 + sender, sender=sender))
    await line.through(slowly, until=lambda: len(order) == 103)

    assert max(order.index(sender) for sender in (2, 3, 4)) < 12


async def test_a_full_queue_holds_put_after_its_commit(
    store: Store, bot: ExtBot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROOM", 2)
    line = Line(store, bot)
    await line.intake.put(update(1))

    held = asyncio.create_task(line.intake.put(update(2)))
    await asyncio.sleep(0.1)

    assert not held.done()
    assert line.states() == {1: UpdateState.WAITING, 2: UpdateState.WAITING}
    done: list[int] = []

    async def note(item: Update) -> None:
        done.append(item.update_id)

    await line.through(note, until=lambda: len(done) == 2)
    await held


async def test_a_failing_update_is_tried_again_then_parked_alone(
    store: Store, bot: ExtBot[None]
) -> None:
    line = Line(store, bot)
    tries: list[int] = []
    done: list[int] = []

    async def fail_on_two(item: Update) -> None:
        if item.update_id == 2:
            tries.append(item.update_id)
            raise ValueError("secret words")
        done.append(item.update_id)

    for number in (1, 2, 3):
        await line.intake.put(update(number))
    await line.through(fail_on_two, until=lambda: done == [1, 3])

    assert len(tries) == MAX_TRIES
    assert line.states() == {1: "done", 2: "parked", 3: "done"}
    (parked,) = store.transact(updates.parked)
    assert "secret" not in (parked.error or "")


async def test_an_update_that_failed_once_keeps_its_place(store: Store, bot: ExtBot[None]) -> None:
    line = Line(store, bot)
    order: list[int] = []
    failed = False

    async def fail_once(item: Update) -> None:
        nonlocal failed
        if item.update_id == 1 and not failed:
            failed = True
            raise ValueError
        order.append(item.update_id)

    for number in (1, 2):
        await line.intake.put(update(number))
    await line.through(fail_once, until=lambda: len(order) == 2)

    assert order == [1, 2]


async def test_what_was_in_flight_at_a_crash_is_replayed_one_by_one_and_first(
    store: Store, bot: ExtBot[None]
) -> None:
    before = Line(store, bot)
    for number in range(1, 7):
        await before.intake.put(update(number, sender=number))
    for number in (4, 5):
        store.transact(updates.started, number)
    after = Line(store, bot)
    order: list[int] = []
    beside: dict[int, int] = {}

    async def note(item: Update) -> None:
        beside[item.update_id] = len(after.intake._running)
        await asyncio.sleep(0.01)
        order.append(item.update_id)

    await after.intake.load(bot)
    await after.through(note, until=lambda: len(order) == 6)

    assert order[:2] == [4, 5]
    assert (beside[4], beside[5]) == (1, 1)


async def test_an_update_that_ends_the_process_each_time_is_parked(
    store: Store, bot: ExtBot[None]
) -> None:
    first = Line(store, bot)
    await first.intake.put(update(1))
    for _ in range(MAX_TRIES):
        store.transact(updates.started, 1)  # and then the process died
    last = Line(store, bot)
    handled: list[int] = []

    async def note(item: Update) -> None:
        handled.append(item.update_id)

    await last.intake.load(bot)
    await last.through(note, until=lambda: last.states()[1] == "parked")

    assert handled == []


async def test_an_unreadable_update_is_parked_with_its_raw_content(
    store: Store, bot: ExtBot[None]
) -> None:
    line = Line(store, bot)
    raw = {"update_id": 5, "message": {"chat": 3}}
    wrapped = {"update_id": 5, "tipline_unreadable": raw, "tipline_reason": "TypeError"}

    await line.intake.put(Update.de_json(wrapped, bot))

    (parked,) = store.transact(updates.parked)
    assert parked.raw == raw
    assert line.intake.qsize() == 0


async def test_a_stop_waits_for_what_runs_and_leaves_the_rest_in_the_store(
    store: Store, bot: ExtBot[None]
) -> None:
    line = Line(store, bot, workers=1)
    begun = 0

    async def slowly(item: Update) -> None:
        nonlocal begun
        begun += 1
        await asyncio.sleep(0.1)

    for number in (1, 2, 3):
        await line.intake.put(update(number))
    await line.through(slowly, until=lambda: begun == 1)

    assert line.states() == {1: "done", 2: "waiting", 3: "waiting"}
    assert line.intake.empty()


async def test_a_store_that_comes_back_settles_what_was_handled(
    store: Store, bot: ExtBot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(store, bot)
    handled: list[int] = []
    real = updates.done
    refusals = iter(range(3))

    def refuse_thrice(*args: object) -> None:
        if next(refusals, None) is not None:
            raise sa.exc.OperationalError("UPDATE", {}, Exception("database is locked"))
        real(*args)  # type: ignore[arg-type]

    async def note(item: Update) -> None:
        handled.append(item.update_id)

    monkeypatch.setattr(updates, "done", refuse_thrice)
    await line.intake.put(update(1))
    await line.through(note, until=lambda: line.states() == {1: "done"})

    assert handled == [1]


async def test_the_next_update_of_the_same_sender_can_be_looked_at(
    store: Store, bot: ExtBot[None]
) -> None:
    line = Line(store, bot)
    first = update(1)
    await line.intake.put(update(2, sender=9))

    assert await line.intake.follower(first, 0.01) is None
    waiting = asyncio.create_task(line.intake.follower(first, 2))
    await line.intake.put(update(3, text="goes on"))
    found = await waiting

    assert found is not None
    assert found.update_id == 3
    assert line.intake.qsize() == 2


def test_a_store_is_polled_by_one_program_only(tmp_path: Path, store: Store) -> None:
    from bot.store.lock import alone

    with alone(store) as first, alone(store) as second:
        assert (first, second) == (True, False)
    with alone(store) as again:
        assert again
