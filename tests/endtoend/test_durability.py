"""Nothing is lost: faults of the network, of the store, of single updates."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from bot.app import build
from bot.app import running as bot_running
from bot.config import Settings
from bot.models import Notice, NoticeKind, NoticeState, Received, UpdateState
from bot.replies import Reply
from bot.sandbox.faults import FaultKind, Rate
from bot.sandbox.world import World
from bot.services import outbox
from bot.store import updates
from bot.store.database import Store
from handlers import delivery, posts, turns, wording
from tests.endtoend.scene import CHEESE, UNKNOWN, Reader, Scene, count, until

pytestmark = pytest.mark.slow


async def each_answered(readers: list[Reader], posts: int) -> None:
    """Wait until each reader has an answer to each of their posts."""
    for reader in readers:
        own = [m for m in reader.world.history(reader.id) if m["from"]["id"] == reader.id]
        assert len(own) == posts
        for message in own:
            await reader.answer(message["message_id"], seconds=30)


async def test_each_readers_order_is_kept_although_many_are_served_at_once(scene: Scene) -> None:
    readers = [scene.user(f"Reader {number}") for number in range(5)]
    scene.world.faults.add(FaultKind.SLOW, "sendMessage", seconds=0.05)

    for number in range(5):
        for reader in readers:
            await reader.says(f"{UNKNOWN} Part {number}.")
    await each_answered(readers, 5)
    await scene.settled()

    for reader in readers:
        answered = [m["reply_to_message"]["message_id"] for m in reader.from_bot()]
        assert answered == sorted(answered)
        assert len(answered) == 5


async def test_a_flood_limit_is_waited_for_and_nothing_doubles(scene: Scene) -> None:
    scene.world.faults.flood_limits(overall=Rate(5, 1.0))
    readers = [scene.user(f"Reader {number}") for number in range(12)]

    for reader in readers:
        await reader.says(UNKNOWN)
    await each_answered(readers, 1)
    await scene.settled()

    assert [len(reader.from_bot()) for reader in readers] == [1] * 12


async def test_a_network_that_fails_now_and_then_loses_nothing(scene: Scene) -> None:
    faults = scene.world.faults
    faults.add(FaultKind.DROP_BEFORE, "sendMessage", probability=0.2, times=4)
    faults.add(FaultKind.SERVER_ERROR, "sendMessage", probability=0.2, times=4)
    faults.add(FaultKind.BAD_GATEWAY, "getUpdates", times=2)
    readers = [scene.user(f"Reader {number}") for number in range(10)]

    for reader in readers:
        await reader.says(UNKNOWN)
    await each_answered(readers, 1)
    await scene.settled()

    assert [len(reader.from_bot()) for reader in readers] == [1] * 10


async def test_a_reply_in_doubt_comes_again_and_a_notice_does_not(scene: Scene) -> None:
    reader, other = scene.user(), scene.user("Oleh")
    await other.says("/start")
    await other.receives()
    await scene.settled()

    scene.world.faults.add(FaultKind.DROP_AFTER, "sendMessage", times=1, chat_id=reader.id)
    scene.world.faults.add(FaultKind.DROP_AFTER, "sendMessage", times=1, chat_id=other.id)
    await reader.says(UNKNOWN)
    await scene.runtime.call(
        outbox.owe,
        key="a notice",
        kind=NoticeKind.TEXT,
        chat_id=other.id,
        direct=False,
        params={"name": "hint"},
    )
    await reader.receives(2)
    await scene.settled()

    assert len(reader.from_bot()) == 2
    assert len(other.from_bot()) == 2  # the greeting, and the notice once
    assert count(scene.store, Notice, Notice.state == NoticeState.UNSURE) == 1


async def test_an_update_delivered_twice_is_handled_once(scene: Scene) -> None:
    reader = scene.user()
    await reader.says(UNKNOWN)
    update = {"update_id": 1, "message": scene.world.history(reader.id)[0]}
    await reader.receives()

    scene.world.inject(update)
    scene.world.inject(update | {"update_id": 900})  # the same message under another number
    await scene.settled()
    await asyncio.sleep(0.3)

    assert len(reader.from_bot()) == 1


async def test_an_unreadable_update_is_parked_and_its_neighbours_are_answered(
    scene: Scene,
) -> None:
    before, after = scene.user(), scene.user("Oleh")

    await before.says(CHEESE)
    scene.world.inject({"message": {"message_id": 1, "chat": "broken"}})
    await after.says(CHEESE)
    await each_answered([before, after], 1)
    await scene.settled()

    (parked,) = scene.store.transact(updates.parked)
    assert parked.raw["message"] == {"message_id": 1, "chat": "broken"}
    polls = sum(call.method == "getUpdates" for call in scene.world.calls)
    assert polls < 20  # it does not come again and again


async def test_a_poison_update_is_parked_alone_and_says_nothing_of_its_words(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(turns, "LAST_RETRY", 0.01)
    monkeypatch.setattr(turns, "FIRST_RETRY", 0.01)
    check = posts.check

    async def stumbles(update: object, context: object, post: object) -> None:
        if "poison" in post.text:  # type: ignore[attr-defined]
            raise ValueError(f"cannot digest {post.text}")  # type: ignore[attr-defined]
        await check(update, context, post)  # type: ignore[arg-type]

    monkeypatch.setattr("handlers.public.check", stumbles)
    reader, other = scene.user(), scene.user("Oleh")

    await reader.says("a poison cup of tea for everybody")
    await reader.says(CHEESE)
    await other.says(CHEESE)
    answers = [(await one.receives())[0]["text"] for one in (reader, other)]
    await scene.settled()

    assert all(text.startswith("❌ False") for text in answers)
    (parked,) = scene.store.transact(updates.parked)
    assert parked.tries == turns.MAX_TRIES
    assert "tea" not in (parked.error or "")
    own = [r.getMessage() for r in caplog.records if r.name.startswith("handlers")]
    assert any("Update" in line and "ValueError" in line for line in own)
    assert not any("tea" in line or scene.world.token in line for line in own)


async def test_broken_markup_reaches_its_reader_as_plain_text(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> Reply:
        return Reply("<b>half a tag & <i>more</b>")

    monkeypatch.setattr(delivery, "word", broken)

    assert (await scene.user().asks(CHEESE))["text"] == "half a tag & more"


async def test_a_reply_that_cannot_be_worded_stops_no_other(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = scene.user()

    async def stumbles(runtime: object, parcel: object, name: str) -> Reply:
        if parcel.chat_id == broken.id:  # type: ignore[attr-defined]
            raise KeyError("no such text")
        return await wording.word(runtime, parcel, name)  # type: ignore[arg-type]

    monkeypatch.setattr(delivery, "word", stumbles)
    await broken.says(CHEESE)

    assert (await scene.user("Oleh").asks(CHEESE))["text"].startswith("❌ False")
    await scene.settled()
    assert count(scene.store, Notice, Notice.state == NoticeState.FAILED) == 1


async def test_a_slow_answer_is_announced_and_the_announcement_goes(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.patience.SECONDS", 0.2)
    decide = scene.runtime.decide

    def slowly(incoming: object) -> object:
        import time

        time.sleep(1)
        return decide(incoming)  # type: ignore[arg-type]

    monkeypatch.setattr(scene.runtime, "decide", slowly)
    reader = scene.user()

    post = await reader.says(CHEESE)
    (announced,) = await reader.receives()
    answer = await reader.answer(post["message_id"])
    await until(lambda: reader.from_bot() == [answer])

    assert announced["text"].startswith("Still looking")


@contextmanager
def full_disk(store: Store) -> Iterator[None]:
    """Let SQLite grow no further, in its own way: SQLITE_FULL."""
    pages = [1]  # rounds up to the present size

    def limit(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages[0]}")

    with store._turn:  # a listener must not come while another thread calls the listeners
        sa.event.listen(store.engine, "begin", limit)
    yield
    pages[0] = 1_073_741_823


async def test_a_full_disk_that_is_freed_again_loses_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(turns, "PAUSE", 0.1)
    monkeypatch.setattr(delivery, "PAUSE", 0.1)
    readers = [scene.user(f"Reader {number}") for number in range(10)]
    await readers[0].asks(CHEESE)
    caplog.set_level(logging.WARNING)

    with full_disk(scene.store):
        for reader in readers:
            for number in range(3):
                await reader.says(f"{UNKNOWN} {'Much to tell. ' * 60} Part {number}.")
        await until(lambda: "disk is full" in caplog.text or None)
        await asyncio.sleep(1)
        assert scene.application.updater is not None
        assert scene.application.updater.running
        assert sum(len(reader.from_bot()) for reader in readers) < 31
    for reader in readers:
        wanted = 4 if reader is readers[0] else 3
        await reader.receives(wanted, seconds=30)
    await scene.settled()

    assert [len(reader.from_bot()) for reader in readers] == [4] + [3] * 9
    assert "Much to tell" not in caplog.text


async def test_a_locked_store_makes_people_wait_and_no_more(scene: Scene) -> None:
    readers = [scene.user(f"Reader {number}") for number in range(5)]
    other = sqlite3.connect(str(scene.store.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    for reader in readers:
        await reader.says(UNKNOWN)
    await asyncio.sleep(1)
    silent = sum(len(reader.from_bot()) for reader in readers)
    other.execute("ROLLBACK")
    other.close()
    await each_answered(readers, 1)

    assert silent == 0


async def test_an_outage_at_start_is_waited_for(
    world: World, settings: Settings, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    world.faults.outage = True
    reader = Reader(world, world.add_user("Nadia"))
    await reader.says(CHEESE)

    async def serve() -> None:
        async with bot_running(build(settings, store=store)):
            await asyncio.Event().wait()

    serving = asyncio.create_task(serve())
    await until(lambda: "Telegram cannot be reached" in caplog.text or None)
    world.faults.outage = False
    (answer,) = await reader.receives(seconds=20)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)

    assert answer["text"].startswith("❌ False")


async def test_what_was_not_done_at_a_stop_is_done_at_the_next_start(
    world: World, settings: Settings, store: Store
) -> None:
    readers = [Reader(world, world.add_user(f"Reader {number}")) for number in range(6)]
    world.faults.add(FaultKind.SLOW, "sendMessage", seconds=0.3)
    async with bot_running(build(settings, store=store)):
        for reader in readers:
            for number in range(3):
                await reader.says(f"{UNKNOWN} Part {number}.")
        await until(lambda: count(store, Received) or None)
    answered = sum(len(reader.from_bot()) for reader in readers)

    world.faults.clear()
    async with bot_running(build(settings, store=store)):
        await each_answered(readers, 3)

    assert answered < 18
    assert [len(reader.from_bot()) for reader in readers] == [3] * 6
    assert count(store, Received, Received.state == UpdateState.WAITING) == 0
