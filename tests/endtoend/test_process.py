"""The real process, started as an operator starts it, stopped in every way."""

import asyncio
import random
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bot.models import Received, UpdateState
from bot.sandbox.faults import FaultKind
from bot.sandbox.world import World
from bot.store.database import Store
from bot.store.lock import alone
from tests.endtoend.program import PATIENCE, Launch
from tests.endtoend.scene import CHEESE, UNKNOWN, Reader, count, until

pytestmark = pytest.mark.slow

KILLS = 10


def answered(readers: list[Reader]) -> Counter[tuple[int, int]]:
    """How often each post was answered, by chat and message id."""
    return Counter(
        (reader.id, message["reply_to_message"]["message_id"])
        for reader in readers
        for message in reader.from_bot()
        if "reply_to_message" in message  # "still looking" is none
    )


def so_many(readers: list[Reader], wanted: int) -> bool:
    """Say whether so many posts were answered."""
    return len(answered(readers)) >= wanted


async def write(readers: list[Reader], posts: int, round_number: int) -> set[tuple[int, int]]:
    """Let each reader write so many posts, taking turns."""
    written = set()
    for number in range(posts):
        for reader in readers:
            text = f"{UNKNOWN} Round {round_number}, part {number}."
            written.add((reader.id, (await reader.says(text))["message_id"]))
    return written


async def test_killed_at_random_moments_it_loses_nothing(
    world: World, store: Store, launch: Launch, record_property: Callable[..., None]
) -> None:
    """50 updates of 10 people, sends that take a while, kill -9, start again; ten times each."""
    chance = random.Random(1)  # noqa: S311 - moments of a test
    world.faults.add(FaultKind.SLOW, "sendMessage", seconds=0.08)
    readers = [Reader(world, world.add_user(f"Reader {number}")) for number in range(10)]
    written: set[tuple[int, int]] = set()
    in_flight = 0
    program = await launch()
    for kill in range(KILLS):
        before = len(answered(readers))
        written |= await write(readers, 5, kill)
        moment = before + chance.randrange(50)
        await until(partial(so_many, readers, moment), seconds=PATIENCE)
        await asyncio.sleep(chance.random() * 0.1)
        await program.ends(signal.SIGKILL)
        in_flight += 10  # at most one message a chat is on its way
        program = await launch()
    await until(lambda: set(answered(readers)) == written, seconds=PATIENCE)
    await until(lambda: not count(store, Received, Received.state == UpdateState.WAITING) or None)
    await program.ends(signal.SIGTERM)

    times = answered(readers)
    doubled = sum(number - 1 for number in times.values())
    record_property("lost", len(written - set(times)))
    record_property("doubled", doubled)
    assert len(times) == len(written) == 50 * KILLS
    assert doubled <= in_flight
    assert count(store, Received, Received.state == UpdateState.PARKED) == 0
    for reader in readers:
        first = [message for chat, message in times if chat == reader.id]
        assert first == sorted(first)


async def test_a_signal_ends_it_in_order(world: World, store: Store, launch: Launch) -> None:
    reader = Reader(world, world.add_user("Nadia"))
    program = await launch()
    post = await reader.says(CHEESE)
    await reader.answer(post["message_id"], seconds=PATIENCE)

    code = await program.ends(signal.SIGTERM)

    assert code == 0
    assert "is listening" in program.log
    assert program.log.rstrip().endswith("Stopped; what is still owed is kept.")
    assert world.token not in program.log
    assert "cheese" not in program.log
    with alone(store) as free:
        assert free


async def test_a_second_program_with_the_same_store_does_not_start(launch: Launch) -> None:
    first = await launch()
    await first.says("is listening")

    second = await launch()
    code = await second.ends()

    assert code == 1
    assert "Another tipline polls Telegram with this store" in second.log
    assert first.process.returncode is None


async def test_a_second_poller_elsewhere_is_named_and_ends_nobody(
    world: World, launch: Launch, tmp_path: Path, store: Store
) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(str(store.url.database)) as source, sqlite3.connect(other) as target:
        source.backup(target)
    source.close()
    target.close()
    first, second = await launch(), await launch(DATABASE_URL=f"sqlite:///{other}")
    await until(lambda: "409 Conflict" in first.log + second.log or None, seconds=PATIENCE)
    await second.ends(signal.SIGTERM)
    reader = Reader(world, world.add_user("Nadia"))

    post = await reader.says(CHEESE)

    answer = await reader.answer(post["message_id"], seconds=PATIENCE)
    assert answer["text"].startswith("❌ False")
    assert first.process.returncode is None


async def test_what_is_missing_is_said_with_the_next_step(
    launch: Launch, tmp_path: Path, world: World
) -> None:
    empty = f"sqlite:///{tmp_path / 'empty.db'}"
    programs = [
        await launch(TOKEN=""),
        await launch(TOKEN="1234567:wrong"),
        await launch(DATABASE_URL=empty),
    ]

    codes = [await program.ends() for program in programs]

    without_token, wrong_token, without_tables = (program.log for program in programs)
    assert codes == [1, 1, 1]
    assert "@BotFather" in without_token
    assert "Telegram does not accept this token" in wrong_token
    assert "1234567:wrong" not in wrong_token
    assert "tipline db upgrade" in without_tables
    assert "Traceback" not in without_token + wrong_token + without_tables


async def test_an_outage_at_start_is_waited_for(world: World, launch: Launch) -> None:
    world.faults.outage = True
    program = await launch()
    await program.says("Telegram cannot be reached")

    world.faults.outage = False
    await program.says("is listening")

    reader = Reader(world, world.add_user("Nadia"))
    post = await reader.says(CHEESE)
    assert (await reader.answer(post["message_id"], seconds=PATIENCE))["text"].startswith("❌")
    assert await program.ends(signal.SIGINT) == 0
    assert "Traceback" not in program.log
